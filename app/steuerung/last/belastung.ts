import type { LocalDate } from '@rathausverbund/fristen';
import type { Prognose } from './prognose.ts';
import { type Montag, montagOf } from './wochen.ts';

/** How a week looks, weeks ahead: `unbekannt` where a Leistung has no forecast and the rest leaves room. */
export type Urteil = 'reicht-nicht' | 'knapp' | 'reicht' | 'luft' | 'unbekannt';

/** Minutes of work and of time in a week. */
export interface Lastwoche {
  readonly montag: Montag;
  readonly arbeit: { readonly erwartet: number; readonly von: number; readonly bis: number };
  /** of it: what lies here already and is due in this week */
  readonly bestand: number;
  readonly verfuegbar: number;
  readonly urteil: Urteil;
}

export interface Arbeit {
  readonly leistung: string;
  /** agreed or entered effort of one case; null: nobody has said */
  readonly minuten: number | null;
  readonly prognose: Prognose;
  /** Fristen of the cases that lie here; null: none */
  readonly offene: readonly (LocalDate | null)[];
}

/** So much of the time must be free even in a bad week before a week counts as idle. */
const LUFT = 0.6;

/** Leistungen that cannot be counted in: without effort or without forecast. */
export const unbekannte = (arbeit: readonly Arbeit[]): Arbeit[] =>
  arbeit.filter((a) => a.minuten === null || !a.prognose.ok);

/**
 * Holds work against time (minutes), week by week. A case that lies here counts in the week of its Frist; overdue or without Frist in the
 * first. Ranges of several Leistungen add up by squares: not everything goes wrong in the same week.
 */
export function belaste(wochen: readonly Montag[], arbeit: readonly Arbeit[], zeit: readonly number[]): Lastwoche[] {
  const offen = unbekannte(arbeit).length > 0;
  return wochen.map((montag, i) => {
    let [erwartet, unten, oben, bestand] = [0, 0, 0, 0];
    for (const { minuten, prognose, offene } of arbeit) {
      if (minuten === null) continue;
      bestand += minuten * offene.filter((frist) => wocheFuer(frist, wochen) === montag).length;
      const p = prognose.ok ? prognose.wochen.find((w) => w.montag === montag) : undefined;
      if (!p) continue;
      erwartet += minuten * p.erwartet;
      unten += (minuten * (p.erwartet - p.von)) ** 2;
      oben += (minuten * (p.bis - p.erwartet)) ** 2;
    }
    const summe = {
      erwartet: Math.round(bestand + erwartet),
      von: Math.round(bestand + Math.max(0, erwartet - Math.sqrt(unten))),
      bis: Math.round(bestand + erwartet + Math.sqrt(oben)),
    };
    const verfuegbar = zeit[i] ?? 0;
    return { montag, arbeit: summe, bestand, verfuegbar, urteil: urteile(summe, verfuegbar, offen) };
  });
}

function urteile(a: Lastwoche['arbeit'], verfuegbar: number, offen: boolean): Urteil {
  if (a.erwartet > verfuegbar) return 'reicht-nicht';
  if (a.bis > verfuegbar) return 'knapp';
  // what is not counted in may still come
  if (offen) return 'unbekannt';
  return a.bis < verfuegbar * (1 - LUFT) ? 'luft' : 'reicht';
}

/** The week in which a case must be done, as far as this window reaches. */
function wocheFuer(frist: LocalDate | null, wochen: readonly Montag[]): Montag | undefined {
  const erste = wochen[0];
  if (erste === undefined) return undefined;
  const montag = frist === null ? erste : montagOf(frist);
  return montag < erste ? erste : montag;
}
