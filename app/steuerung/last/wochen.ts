import {
  addDays,
  feiertage,
  type LocalDate,
  localDate,
  type Ort,
  parseLocalDate,
  tageZwischen,
  wochentag,
} from '@rathausverbund/fristen';

/** A week is named by its Monday: weeks then add, compare and cross a year's end as days do (ISO 8601). */
export type Montag = LocalDate;

export const montagOf = (tag: LocalDate): Montag => addDays(tag, 1 - wochentag(tag));

/** Its number and the year it belongs to: that of its Thursday. */
export function isoWoche(tag: LocalDate): { jahr: number; woche: number } {
  const donnerstag = addDays(montagOf(tag), 3);
  const jahr = donnerstag.slice(0, 4);
  return { jahr: Number(jahr), woche: 1 + Math.floor(tageZwischen(localDate(`${jahr}-01-01`), donnerstag) / 7) };
}

/** "KW 53" */
export const wochenname = (montag: Montag): string => `KW ${isoWoche(montag).woche}`;

/** "KW 53/2026" */
export const wochennameMitJahr = (montag: Montag): string => `${wochenname(montag)}/${isoWoche(montag).jahr}`;

/** Reads "KW 53/2026", "53/2026" or "2026-W53"; undefined for a week the year does not have. */
export function parseWoche(text: string): Montag | undefined {
  const m = /^(?:KW\s*)?(\d{1,2})\s*\/\s*(\d{4})$/i.exec(text.trim()) ?? undefined;
  const iso = m ? undefined : /^(\d{4})-W(\d{2})$/i.exec(text.trim());
  const [woche, jahr] = m ? [m[1], m[2]] : [iso?.[2], iso?.[1]];
  // the 4th of January always lies in week 1
  const vierter = jahr === undefined ? undefined : parseLocalDate(`${jahr}-01-04`);
  if (vierter === undefined || woche === undefined || Number(woche) < 1) return undefined;
  const montag = addDays(montagOf(vierter), 7 * (Number(woche) - 1));
  return isoWoche(montag).jahr === Number(jahr) ? montag : undefined;
}

export const wochenAb = (montag: Montag, anzahl: number): Montag[] =>
  Array.from({ length: anzahl }, (_, i) => addDays(montag, 7 * i));

/** The days of a week on which the town hall works: Monday to Friday without Saxon holidays. */
export const werktageDer = (montag: Montag, ort: Ort = {}): LocalDate[] =>
  [0, 1, 2, 3, 4].map((i) => addDays(montag, i)).filter((tag) => !feiertageIn(tag.slice(0, 4), ort).has(tag));

/** years asked for so far: a history asks for the same ones hundreds of times */
const bekannt = new Map<string, ReadonlySet<LocalDate>>();
function feiertageIn(jahr: string, ort: Ort): ReadonlySet<LocalDate> {
  const name = `${jahr}/${ort.fronleichnam === true}`;
  const da = bekannt.get(name) ?? new Set(feiertage(Number(jahr), ort).map((f) => f.tag));
  bekannt.set(name, da);
  return da;
}
