import { Temporal } from 'temporal-polyfill';
import { DATUM, leseDatum, leseUhrzeit, versuche } from './kalender.ts';
import type { Fern, Uhrzeit } from './wert.ts';

const SCHALTJAHRE_GLEICH = 400;
const TAGE_GLEICH = 146_097;

/** A day in a year that Temporal does not know; null when the text is no such day. Leap years return every 400 years. */
export function leseFernesDatum(text: string): Fern | null {
  const [, minus, jahr = '', rest = ''] = DATUM.exec(text) ?? [];
  if (jahr === '') return null;
  return fern(Number(`${minus}${jahr}`), Number(rest.slice(0, 2)), Number(rest.slice(3)));
}

export function fern(jahr: number, monat: number, tag: number): Fern | null {
  if (Math.abs(jahr) < 271_821 || Math.abs(jahr) > 999_999_999) return null;
  return inNaehe({ jahr, monat, tag }) && { art: 'fern', jahr, monat, tag, zeit: null };
}

/** The same day of a near year with the same calendar; null when there is no such day. */
export const inNaehe = ({ jahr, monat, tag }: Pick<Fern, 'jahr' | 'monat' | 'tag'>): Temporal.PlainDate | null =>
  versuche(() =>
    Temporal.PlainDate.from(
      { year: 2000 + (jahr % SCHALTJAHRE_GLEICH), month: monat, day: tag },
      { overflow: 'reject' },
    ),
  );

/** The same as a value of its own, for a time whose offset Temporal does not know. */
export const alsFern = ({ year: jahr, month: monat, day: tag }: Tag, zeit: Uhrzeit | null): Fern => ({
  art: 'fern',
  jahr,
  monat,
  tag,
  zeit,
});
type Tag = Pick<Temporal.PlainDate, 'year' | 'month' | 'day'>;

/** A point in time that Temporal does not know: in a far year, or with an offset that has seconds. */
export function leseFernenZeitpunkt(text: string): Fern | null {
  const [tag = '', zeit] = text.split(/T(.*)/s, 2);
  const uhr = zeit === undefined ? new Temporal.PlainTime() : leseUhrzeit(zeit);
  const [nah, datum] = [leseDatum(tag), leseFernesDatum(tag)];
  if (uhr === null || zeit?.startsWith('24:')) return null;
  return nah ? alsFern(nah, uhr) : datum && { ...datum, zeit: uhr };
}

/** Days since 1970-01-01, in whatever year. */
export function tageszahl({ jahr, monat, tag }: Pick<Fern, 'jahr' | 'monat' | 'tag'>): number {
  const nah = inNaehe({ jahr, monat, tag });
  const zyklen = (jahr - (jahr % SCHALTJAHRE_GLEICH)) / SCHALTJAHRE_GLEICH - 5;
  return (nah ? new Temporal.PlainDate(1970, 1, 1).until(nah).days : 0) + zyklen * TAGE_GLEICH;
}
