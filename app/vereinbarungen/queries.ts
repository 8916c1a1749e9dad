import type { Kostenregel } from '@rathausverbund/kosten';
import type { Tx } from '../base/index.ts';
import type { Regel } from './model.ts';

const SPALTEN = `vereinbarung, art, leistung, von, an, lower(gueltig)::text as ab, upper(gueltig)::text as bis, titel, fundstelle, stand`;

/** All published lines, also those that ended or wait for approval. Public. */
export function readRegeln(tx: Tx): Promise<Regel[]> {
  return tx.zeilen<Regel & Record<string, unknown>>(
    `select ${SPALTEN} from vereinbarungen.regel where not isempty(gueltig) order by titel, leistung`,
  );
}

/** An agreement as one of its parties has signed it. Days are local dates, `bis` is the first day outside. */
export interface Vertrag {
  id: string;
  titel: string;
  art: 'mandatierend' | 'delegierend';
  auftraggeber: string;
  auftragnehmer: string;
  leistungen: string[];
  ab: string | null;
  bis: string | null;
  kosten: string;
  kostenregeln: Kostenregel[];
}

/** The agreements of the body in whose name this runs, signed by it; the oldest first. */
export async function readVertraege(tx: Tx): Promise<Vertrag[]> {
  const zeilen = await tx.zeilen<{ inhalt: Vertrag }>(
    'select inhalt from vereinbarungen.partei where koerperschaft = (select ctx.stelle()) order by vereinbarung',
  );
  return zeilen.map((z) => z.inhalt);
}
