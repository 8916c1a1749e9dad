import { localDate } from './local-date.ts';
import type { Regel } from './regel.ts';

/** How a holiday finds its day in a year. */
export type Lage =
  | { readonly art: 'fest'; readonly monatTag: string }
  | { readonly art: 'ostern'; readonly tage: number }
  /** Wednesday before 23 November: eleven days before the first Sunday in Advent. */
  | { readonly art: 'bussUndBettag' };

export type FeiertagRegel = Regel & { readonly name: string; readonly lage: Lage; readonly nurMitFronleichnam?: true };

const SEIT = localDate('1993-01-01');

/**
 * Statutory holidays in Saxony. Easter and Whit Sunday are missing on purpose: § 1 does not name them, and as Sundays
 * they are no working days anyway. Before 1993 the set is empty.
 */
export const FEIERTAG_REGELN: readonly FeiertagRegel[] = [
  fest('neujahr', 'Neujahr', '01-01'),
  ostern('karfreitag', 'Karfreitag', -2),
  ostern('ostermontag', 'Ostermontag', 1),
  fest('tag-der-arbeit', 'Tag der Arbeit', '05-01'),
  ostern('christi-himmelfahrt', 'Christi Himmelfahrt', 39),
  ostern('pfingstmontag', 'Pfingstmontag', 50),
  {
    ...ostern('fronleichnam', 'Fronleichnam', 60),
    norm: 'SächsSFG § 1 Abs. 1; FronleichnamsVO',
    quelle: 'Verordnung vom 4. Mai 1993 (SächsGVBl. S. 417), geändert 30. Mai 1995 (SächsGVBl. S. 160)',
    nurMitFronleichnam: true,
    zuBestaetigen: true,
    offen: 'Welche Gemeinden und Ortsteile nach Eingliederungen noch dazugehören.',
  },
  fest('deutsche-einheit', 'Tag der Deutschen Einheit', '10-03'),
  fest('reformationsfest', 'Reformationsfest', '10-31'),
  regel('buss-und-bettag', 'Buß- und Bettag', { art: 'bussUndBettag' }),
  fest('weihnachten-1', '1. Weihnachtstag', '12-25'),
  fest('weihnachten-2', '2. Weihnachtstag', '12-26'),
];

function fest(id: string, name: string, monatTag: string): FeiertagRegel {
  return regel(id, name, { art: 'fest', monatTag });
}

function ostern(id: string, name: string, tage: number): FeiertagRegel {
  return regel(id, name, { art: 'ostern', tage });
}

function regel(id: string, name: string, lage: Lage): FeiertagRegel {
  const text = `${name} ist in Sachsen gesetzlicher Feiertag.`;
  const herkunft = { norm: 'SächsSFG § 1 Abs. 1', quelle: 'SächsSFG vom 10. November 1992, SächsGVBl. S. 536' };
  return { id, name, lage, text, ...herkunft, gueltigAb: SEIT, zuBestaetigen: false };
}
