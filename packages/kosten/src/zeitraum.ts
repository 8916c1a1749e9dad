import { type LocalDate, localDate } from '@rathausverbund/fristen';

/** Days from `von` to the day before `bis`. */
export interface Zeitraum {
  readonly von: LocalDate;
  /** first day outside */
  readonly bis: LocalDate;
}

/** A month is 1 … 12; the year's true-up is its own period. */
export const JAHRESAUSGLEICH = 13;

const tag = (jahr: number, monat: number): LocalDate => {
  const [j, m] = monat > 12 ? [jahr + 1, 1] : [jahr, monat];
  return localDate(`${String(j).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`);
};

// asked for again and again while a year is settled
const bekannt = new Map<string, Zeitraum>();
function einmal(name: string, baue: () => Zeitraum): Zeitraum {
  const da = bekannt.get(name) ?? baue();
  bekannt.set(name, da);
  return da;
}

export const jahrOf = (jahr: number): Zeitraum =>
  einmal(`${jahr}`, () => ({ von: tag(jahr, 1), bis: tag(jahr + 1, 1) }));

export const monatOf = (jahr: number, monat: number): Zeitraum =>
  einmal(`${jahr}/${monat}`, () => ({ von: tag(jahr, monat), bis: tag(jahr, monat + 1) }));

/** The days of a period: a month, or for the true-up the whole year. */
export const zeitraumOf = (jahr: number, periode: number): Zeitraum =>
  periode === JAHRESAUSGLEICH ? jahrOf(jahr) : monatOf(jahr, periode);

/** What lies in both; null when that is no day. `bis: null` is open. */
export function schnitt(a: Zeitraum, b: { ab: LocalDate; bis: LocalDate | null }): Zeitraum | null {
  const von = a.von > b.ab ? a.von : b.ab;
  const bis = b.bis !== null && b.bis < a.bis ? b.bis : a.bis;
  return von < bis ? { von, bis } : null;
}

/** Calendar days have no zone: counted in UTC, where every day is as long as the other. */
export const tageIn = (z: Zeitraum): number => (Date.parse(z.bis) - Date.parse(z.von)) / 86_400_000;

/** 365 or 366: a year's price is shared by the days this year really has. */
export const tageImJahr = (z: Zeitraum): number => tageIn(jahrOf(Number(z.von.slice(0, 4))));
