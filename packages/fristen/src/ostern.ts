import { addDays, type LocalDate, localDate, wochentag } from './local-date.ts';

/**
 * Easter Sunday of a Gregorian year: the Sunday after the first ecclesiastical full moon from 21 March on.
 * Epact with Lilius' corrections; the two exceptions keep the full moon at 18 April at the latest.
 */
export function ostersonntag(jahr: number): LocalDate {
  const jahrhundert = Math.floor(jahr / 100);
  const mondjahr = jahr % 19;
  const sonnenkorrektur = jahrhundert - Math.floor(jahrhundert / 4);
  const mondkorrektur = Math.floor((8 * jahrhundert + 13) / 25);
  const epakte = (19 * mondjahr + sonnenkorrektur - mondkorrektur + 15) % 30;
  const ausnahme = epakte === 29 || (epakte === 28 && mondjahr > 10) ? 1 : 0;
  const vollmond = addDays(localDate(`${String(jahr).padStart(4, '0')}-03-21`), epakte - ausnahme);
  // strictly after: a full moon on Sunday means the Sunday a week later
  return addDays(vollmond, 7 - (wochentag(vollmond) % 7));
}
