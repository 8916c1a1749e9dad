import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  formatDatum,
  formatDatumKurz,
  type LocalDate,
  localDate,
  localDateOf,
  parseLocalDate,
  tageZwischen,
  wochentag,
} from './index.ts';

const beliebigerTag = fc
  .integer({ min: 0, max: 200_000 })
  .map((n): LocalDate => localDate(new Date(Date.UTC(1700, 0, 1) + n * 86_400_000).toISOString().slice(0, 10)));

describe('a calendar day', () => {
  it('is read only when it exists', () => {
    expect(parseLocalDate('2028-02-29')).toBe('2028-02-29');
    for (const falsch of [
      '2027-02-29',
      '2026-13-01',
      '2026-1-1',
      '27.11.2026',
      '',
      '2026-11-27T00:00',
      ' 2026-11-27',
    ]) {
      expect(parseLocalDate(falsch), falsch).toBeUndefined();
    }
    expect(() => localDate('2026-02-30')).toThrow(RangeError);
  });

  it('is written long and short', () => {
    expect(formatDatum(localDate('2026-11-27'))).toBe('Freitag, 27. November 2026');
    expect(formatDatum(localDate('2026-03-01'))).toBe('Sonntag, 1. März 2026');
    expect(formatDatumKurz(localDate('2026-03-01'))).toBe('01.03.2026');
  });

  it('of an instant depends on the zone, summer time included', () => {
    expect(localDateOf(Date.UTC(2026, 0, 1, 22, 59), 'Europe/Berlin')).toBe('2026-01-01');
    expect(localDateOf(Date.UTC(2026, 0, 1, 23, 0), 'Europe/Berlin')).toBe('2026-01-02');
    expect(localDateOf(Date.UTC(2026, 6, 1, 22, 0), 'Europe/Berlin')).toBe('2026-07-02');
    expect(localDateOf(Date.UTC(2026, 6, 1, 22, 0), 'UTC')).toBe('2026-07-01');
  });

  it('clamps to the last day of a shorter month', () => {
    expect(addMonths(localDate('2027-01-31'), 1)).toBe('2027-02-28');
    expect(addMonths(localDate('2028-01-31'), 1)).toBe('2028-02-29');
    expect(addMonths(localDate('2024-02-29'), 12)).toBe('2025-02-28');
    expect(addMonths(localDate('2026-12-15'), 1)).toBe('2027-01-15');
  });

  it('agrees with the day count of Date for every shift', () => {
    fc.assert(
      fc.property(beliebigerTag, fc.integer({ min: -5000, max: 5000 }), (tag, n) => {
        const erwartet = new Date(Date.parse(tag) + n * 86_400_000);
        const spaeter = addDays(tag, n);
        expect(spaeter).toBe(erwartet.toISOString().slice(0, 10));
        expect(tageZwischen(tag, spaeter)).toBe(n);
        expect(wochentag(spaeter) % 7).toBe(erwartet.getUTCDay());
      }),
    );
  });

  it('beyond the year 9999 is a bug, not a text that no longer sorts', () => {
    expect(() => addDays(localDate('9999-12-31'), 1)).toThrow(RangeError);
  });
});
