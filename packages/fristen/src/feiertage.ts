import { FEIERTAG_REGELN, type Lage } from './feiertag-regeln.ts';
import { addDays, type LocalDate, localDate, wochentag } from './local-date.ts';
import { ostersonntag } from './ostern.ts';
import { regelAm } from './regel.ts';

/** What a place decides about its holidays: Corpus Christi counts only in the municipalities the ordinance names. */
export type Ort = { readonly fronleichnam?: boolean };

export type Feiertag = { readonly tag: LocalDate; readonly name: string };

/** Statutory holidays of a year in Saxony in calendar order (SächsSFG § 1). */
export function feiertage(jahr: number, ort: Ort = {}): readonly Feiertag[] {
  return FEIERTAG_REGELN.filter((regel) => !regel.nurMitFronleichnam || ort.fronleichnam === true)
    .map((regel) => ({ regel, tag: tagIn(jahr, regel.lage) }))
    .filter(({ regel, tag }) => regelAm([regel], tag) !== undefined)
    .map(({ regel, tag }) => ({ tag, name: regel.name }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

/** Whether the day is a statutory holiday there; a Sunday alone is none. */
export function istFeiertag(tag: LocalDate, ort: Ort = {}): boolean {
  return feiertage(Number(tag.slice(0, 4)), ort).some((f) => f.tag === tag);
}

/** Monday to Friday and no holiday: a day on which a period may end (BGB § 193 takes Saturday out). */
export function istWerktag(tag: LocalDate, ort: Ort = {}): boolean {
  return wochentag(tag) <= 5 && !istFeiertag(tag, ort);
}

/** The day itself when it is a working day, otherwise the next one. */
export function naechsterWerktag(tag: LocalDate, ort: Ort = {}): LocalDate {
  let kandidat = tag;
  while (!istWerktag(kandidat, ort)) kandidat = addDays(kandidat, 1);
  return kandidat;
}

/** The n-th working day after a day, n ≥ 0; 0 answers the day itself. */
export function werktageSpaeter(tag: LocalDate, werktage: number, ort: Ort = {}): LocalDate {
  let kandidat = tag;
  for (let n = 0; n < werktage; n++) kandidat = naechsterWerktag(addDays(kandidat, 1), ort);
  return kandidat;
}

function tagIn(jahr: number, lage: Lage): LocalDate {
  const jjjj = String(jahr).padStart(4, '0');
  switch (lage.art) {
    case 'fest':
      return localDate(`${jjjj}-${lage.monatTag}`);
    case 'ostern':
      return addDays(ostersonntag(jahr), lage.tage);
    case 'bussUndBettag': {
      const vorabend = localDate(`${jjjj}-11-22`);
      return addDays(vorabend, -((wochentag(vorabend) + 4) % 7));
    }
  }
}
