import { addMonths, type LocalDate, localDate, tageZwischen } from '@rathausverbund/fristen';

/** Days from `von` to the day before `bis`. */
export interface Zeitraum {
  readonly von: LocalDate;
  /** first day outside */
  readonly bis: LocalDate;
}

/** A month is 1 … 12; the year's true-up is its own period. */
export const JAHRESAUSGLEICH = 13;

export const jahrOf = (jahr: number): Zeitraum => ({
  von: localDate(`${String(jahr).padStart(4, '0')}-01-01`),
  bis: localDate(`${String(jahr + 1).padStart(4, '0')}-01-01`),
});

export function monatOf(jahr: number, monat: number): Zeitraum {
  const von = localDate(`${String(jahr).padStart(4, '0')}-${String(monat).padStart(2, '0')}-01`);
  return { von, bis: addMonths(von, 1) };
}

/** The days of a period: a month, or for the true-up the whole year. */
export const zeitraumOf = (jahr: number, periode: number): Zeitraum =>
  periode === JAHRESAUSGLEICH ? jahrOf(jahr) : monatOf(jahr, periode);

/** What lies in both; null when that is no day. `bis: null` is open. */
export function schnitt(a: Zeitraum, b: { ab: LocalDate; bis: LocalDate | null }): Zeitraum | null {
  const von = a.von > b.ab ? a.von : b.ab;
  const bis = b.bis !== null && b.bis < a.bis ? b.bis : a.bis;
  return von < bis ? { von, bis } : null;
}

export const tageIn = (z: Zeitraum): number => tageZwischen(z.von, z.bis);

/** 365 or 366: a year's price is shared by the days this year really has. */
export const tageImJahr = (z: Zeitraum): number => tageIn(jahrOf(Number(z.von.slice(0, 4))));
