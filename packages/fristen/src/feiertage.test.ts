import { getHolidays } from 'feiertagejs';
import { describe, expect, it } from 'vitest';
import { feiertage, istFeiertag, istWerktag, localDate, naechsterWerktag, werktageSpaeter } from './index.ts';
import { ostersonntag } from './ostern.ts';

const d = localDate;

describe('Saxon holidays', () => {
  it('of 2026 are the twelve of the law less Corpus Christi', () => {
    expect(feiertage(2026).map((f) => `${f.tag} ${f.name}`)).toEqual([
      '2026-01-01 Neujahr',
      '2026-04-03 Karfreitag',
      '2026-04-06 Ostermontag',
      '2026-05-01 Tag der Arbeit',
      '2026-05-14 Christi Himmelfahrt',
      '2026-05-25 Pfingstmontag',
      '2026-10-03 Tag der Deutschen Einheit',
      '2026-10-31 Reformationsfest',
      '2026-11-18 Buß- und Bettag',
      '2026-12-25 1. Weihnachtstag',
      '2026-12-26 2. Weihnachtstag',
    ]);
  });

  it('include Corpus Christi only where the municipality keeps it', () => {
    expect(istFeiertag(d('2026-06-04'))).toBe(false);
    expect(istFeiertag(d('2026-06-04'), { fronleichnam: true })).toBe(true);
  });

  it('put Buß- und Bettag between 16 and 22 November, on a Wednesday', () => {
    const tage = [2021, 2022, 2023, 2024, 2025, 2026, 2027].map(
      (jahr) => feiertage(jahr).find((f) => f.name === 'Buß- und Bettag')?.tag,
    );
    expect(tage).toEqual([
      '2021-11-17',
      '2022-11-16',
      '2023-11-22',
      '2024-11-20',
      '2025-11-19',
      '2026-11-18',
      '2027-11-17',
    ]);
  });

  it('know the extreme and the exceptional dates of Easter', () => {
    const bekannt = {
      1943: '04-25',
      1954: '04-18',
      1981: '04-19',
      2008: '03-23',
      2038: '04-25',
      2049: '04-18',
      2076: '04-19',
      2285: '03-22',
    };
    for (const [jahr, tag] of Object.entries(bekannt)) expect(ostersonntag(Number(jahr))).toBe(`${jahr}-${tag}`);
  });

  it('agree with an independent calculation for every year from 1993 to 2150', () => {
    // the library counts Easter and Whit Sunday among the holidays of every Land; the law of Saxony does not name them
    const ohne = new Set(['OSTERSONNTAG', 'PFINGSTSONNTAG', 'FRONLEICHNAM']);
    for (let jahr = 1993; jahr <= 2150; jahr++) {
      const fremd = getHolidays(jahr, 'SN').filter((h) => !ohne.has(h.name));
      const ours = feiertage(jahr).map((f) => f.tag);
      expect([...new Set(ours)], String(jahr)).toEqual([...new Set(fremd.map((h) => h.dateString))].sort());
    }
  });

  it('have no say before the law of Saxony', () => {
    expect(feiertage(1992)).toEqual([]);
  });
});

describe('working days', () => {
  it('are Monday to Friday without holidays; Saturday is none', () => {
    expect(istWerktag(d('2026-11-27'))).toBe(true);
    expect(istWerktag(d('2026-11-28'))).toBe(false);
    expect(istWerktag(d('2026-11-18'))).toBe(false);
    expect(istWerktag(d('2026-12-24'))).toBe(true);
  });

  it('follow a holiday, a week end, or both together', () => {
    expect(naechsterWerktag(d('2026-11-18'))).toBe('2026-11-19');
    expect(naechsterWerktag(d('2026-04-03'))).toBe('2026-04-07');
    expect(naechsterWerktag(d('2025-12-25'))).toBe('2025-12-29');
    expect(naechsterWerktag(d('2026-11-27'))).toBe('2026-11-27');
  });

  it('are counted forward over Easter', () => {
    expect(werktageSpaeter(d('2026-04-02'), 0)).toBe('2026-04-02');
    expect(werktageSpaeter(d('2026-04-02'), 1)).toBe('2026-04-07');
    expect(werktageSpaeter(d('2026-04-02'), 3)).toBe('2026-04-09');
    expect(werktageSpaeter(d('2026-06-03'), 1, { fronleichnam: true })).toBe('2026-06-05');
  });
});
