import { Temporal } from 'temporal-polyfill';
import { DATUM, leseUhrzeit, versuche } from './kalender.ts';
import type { Fern } from './wert.ts';

const SCHALTJAHRE_GLEICH = 400;

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

export function leseFernenZeitpunkt(text: string): Fern | null {
  const [tag = '', zeit] = text.split(/T(.*)/s, 2);
  const datum = leseFernesDatum(tag);
  const uhr = zeit === undefined ? new Temporal.PlainTime() : leseUhrzeit(zeit);
  return datum && uhr && { ...datum, zeit: uhr };
}
