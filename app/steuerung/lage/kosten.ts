import { readBisher } from '../../abrechnung/index.ts';
import type { Tx } from '../../base/index.ts';
import type { Vertrag } from '../../vereinbarungen/index.ts';
import { type Alleinkosten, anteilig, rechneAllein } from './allein.ts';

/** Cost of one Leistung in some days. `bisher` null = only the statement can say. */
export interface Kostenzeile {
  leistung: string;
  /** the commissioned body */
  an: string;
  /** the agreed price in words */
  regel: string;
  bisher: number | null;
  /** for the same days, if the body did it alone; null = nothing entered */
  allein: number | null;
}

export interface Rechengrund {
  stelle: string;
  vertraege: readonly Vertrag[];
  allein: readonly Alleinkosten[];
  /** days of one calendar year */
  von: string;
  /** first day outside */
  bis: string;
}

/** What the work of others cost the own body by its own account, without value added tax, before the statement that binds. */
export async function readKosten(tx: Tx, g: Rechengrund): Promise<Kostenzeile[]> {
  const zeilen: Kostenzeile[] = [];
  for (const v of g.vertraege.filter((x) => x.auftraggeber === g.stelle))
    for (const [leistung, bisher] of await readBisher(tx, v, g)) {
      const a = g.allein.find((x) => x.leistung === leistung);
      const allein = a ? anteilig(rechneAllein(a).jahr, g.von, g.bis) : null;
      zeilen.push({ leistung, an: v.auftragnehmer, regel: v.kosten, bisher, allein });
    }
  return zeilen;
}
