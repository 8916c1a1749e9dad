import type { Tx } from '../base/index.ts';
import type { Regel } from './model.ts';

const SPALTEN = `vereinbarung, art, leistung, von, an, lower(gueltig)::text as ab, upper(gueltig)::text as bis, titel, fundstelle, stand`;

/** All published lines, also those that ended or wait for approval. Public. */
export function readRegeln(tx: Tx): Promise<Regel[]> {
  return tx.zeilen<Regel & Record<string, unknown>>(
    `select ${SPALTEN} from vereinbarungen.regel where not isempty(gueltig) order by titel, leistung`,
  );
}

/** All lines in which a body commissions another one, in force or not. */
export const readRegelnVon = (tx: Tx, von: string): Promise<Regel[]> =>
  tx.zeilen<Regel & Record<string, unknown>>(`select ${SPALTEN} from vereinbarungen.regel where von = $1`, [von]);

/** The statutory relation of a member of a Verwaltungsgemeinschaft, from the official register: asked before agreements. */
export const readGesetz = (tx: Tx, ort: string): Promise<Regel[]> =>
  tx.zeilen<Regel & Record<string, unknown>>(
    `select mitglied as vereinbarung, 'gesetz' as art, '*' as leistung, mitglied as von, erfuellende as an,
       lower(gueltig)::text as ab, upper(gueltig)::text as bis, verband || ' (zu bestätigen)' as titel,
       'Gemeindeverzeichnis' as fundstelle, 'in_kraft' as stand
     from kommunen.gemeinschaft where mitglied = $1`,
    [ort],
  );
