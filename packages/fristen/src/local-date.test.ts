import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
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
  it('of an instant, some days later and between two days is what Temporal says', () => {
    const zonen = ['Europe/Berlin', 'UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(9999, 11, 31, 23) }),
        fc.constantFrom(...zonen),
        fc.integer({ min: -20_000, max: 20_000 }),
        (ms, zone, tage) => {
          const tag = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
          if (tag.year > 9999) return;
          expect(localDateOf(ms, zone)).toBe(tag.toString());
          const spaeter = tag.add({ days: tage });
          if (spaeter.year > 9999) {
            expect(() => addDays(localDate(tag.toString()), tage)).toThrow(RangeError);
            return;
          }
          expect(addDays(localDate(tag.toString()), tage)).toBe(spaeter.toString());
          expect(tageZwischen(localDate(tag.toString()), localDate(spaeter.toString()))).toBe(tage);
        },
      ),
      { numRuns: 500 },
    );
    // the two hours around a change of the clocks, and the ends of what the texts can say
    for (let ms = Date.UTC(2026, 9, 24, 20); ms < Date.UTC(2026, 9, 26); ms += 900_000)
      expect(localDateOf(ms, 'Europe/Berlin')).toBe(
        Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString(),
      );
    expect(() => addDays(localDate('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(localDate('0000-01-01'), -1)).toThrow(RangeError);
    expect(addDays(localDate('0000-12-31'), 1)).toBe('0001-01-01');
  });

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
