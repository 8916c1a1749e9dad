import { addDays, localDate, wochentag } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWoche, montagOf, parseWoche, werktageDer, wochenAb, wochenname, wochennameMitJahr } from './wochen.ts';

const tage = fc.integer({ min: 0, max: 36_500 }).map((n) => addDays(localDate('2000-01-01'), n));

describe('Wochen', () => {
  it('zählen über den Jahreswechsel nach dem Donnerstag', () => {
    for (const [tag, jahr, woche] of [
      ['2026-12-28', 2026, 53],
      ['2027-01-03', 2026, 53],
      ['2027-01-04', 2027, 1],
      ['2024-12-30', 2025, 1],
      ['2023-01-01', 2022, 52],
    ] as const)
      expect([tag, isoWoche(localDate(tag))]).toEqual([tag, { jahr, woche }]);
    expect(wochenname(localDate('2026-12-28'))).toBe('KW 53');
    expect(wochennameMitJahr(localDate('2027-01-03'))).toBe('KW 53/2026');
  });

  it('heißen überall, wie sie gelesen werden, beginnen am Montag und haben sieben Tage', () => {
    fc.assert(
      fc.property(tage, (tag) => {
        const montag = montagOf(tag);
        expect(wochentag(montag)).toBe(1);
        expect(montagOf(addDays(montag, 6))).toBe(montag);
        expect(parseWoche(wochennameMitJahr(tag))).toBe(montag);
        expect(isoWoche(addDays(montag, 7))).not.toEqual(isoWoche(montag));
      }),
    );
  });

  it('gibt es nicht, wenn das Jahr sie nicht hat', () => {
    for (const text of ['KW 53/2025', 'KW 0/2026', '54/2026', '2025-W53', 'KW 12', 'Unsinn', ''])
      expect([text, parseWoche(text)]).toEqual([text, undefined]);
    expect(parseWoche('2026-W53')).toBe('2026-12-28');
  });

  it('verlieren durch die Zeitumstellung keinen Tag und durch Feiertage Arbeitstage', () => {
    // summer time began on 29 March 2026 and ends on 25 October
    expect(wochenAb(localDate('2026-03-23'), 3)).toEqual(['2026-03-23', '2026-03-30', '2026-04-06']);
    expect(wochenAb(localDate('2026-10-19'), 2)).toEqual(['2026-10-19', '2026-10-26']);
    expect(werktageDer(localDate('2026-12-21'))).toHaveLength(4);
    // Buß- und Bettag is a holiday in Saxony only
    expect(werktageDer(localDate('2026-11-16'))).toHaveLength(4);
    expect(werktageDer(localDate('2026-06-15'))).toHaveLength(5);
  });
});
