import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  frist,
  istWerktag,
  jahresfrist,
  klagefrist,
  localDate,
  rechtsbehelfsfrist,
} from './index.ts';

const d = localDate;
const tag = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(d('1995-01-01'), n));

describe('a period', () => {
  it('counts from the day after an event', () => {
    expect(frist({ beginn: d('2026-11-27'), tage: 14, art: 'ereignis' }).ende).toBe('2026-12-11');
    expect(frist({ beginn: d('2026-11-27'), wochen: 2, art: 'ereignis' }).ende).toBe('2026-12-11');
    expect(frist({ beginn: d('2026-11-27'), tage: 3, art: 'ereignis' })).toEqual({
      rechnerisch: '2026-11-30',
      ende: '2026-11-30',
      verschoben: false,
    });
  });

  it('that includes its first day ends a day earlier', () => {
    expect(frist({ beginn: d('2026-01-01'), monate: 1, art: 'tagesbeginn' }).rechnerisch).toBe('2026-01-31');
    expect(frist({ beginn: d('2026-06-15'), monate: 1, art: 'tagesbeginn' }).ende).toBe('2026-07-14');
    expect(frist({ beginn: d('2026-06-01'), wochen: 1, art: 'tagesbeginn' }).rechnerisch).toBe('2026-06-07');
  });

  it('of a month from 29, 30 or 31 January includes all of February', () => {
    for (const beginn of ['2027-01-29', '2027-01-30', '2027-01-31']) {
      const erwartet = '2027-02-28';
      expect(frist({ beginn: d(beginn), monate: 1, art: 'tagesbeginn' }).rechnerisch, beginn).toBe(erwartet);
    }
  });

  it('never ends on a day without work, and shifts at most over the longest run of holidays', () => {
    fc.assert(
      fc.property(tag, fc.integer({ min: 1, max: 400 }), fc.boolean(), (beginn, tage, fronleichnam) => {
        const ort = { fronleichnam };
        const { ende, rechnerisch, verschoben } = frist({ beginn, tage, art: 'ereignis', ort });
        expect(istWerktag(ende, ort)).toBe(true);
        expect(ende >= rechnerisch && ende <= addDays(rechnerisch, 5)).toBe(true);
        expect(verschoben).toBe(!istWerktag(rechnerisch, ort));
      }),
    );
  });

  it('does not end earlier when it begins later', () => {
    fc.assert(
      fc.property(tag, fc.integer({ min: 1, max: 24 }), (beginn, monate) => {
        const heute = frist({ beginn, monate, art: 'ereignis' });
        const morgen = frist({ beginn: addDays(beginn, 1), monate, art: 'ereignis' });
        expect(morgen.ende >= heute.ende).toBe(true);
        expect(heute.rechnerisch).toBe(addMonths(beginn, monate));
      }),
    );
  });
});

describe('the remedy period', () => {
  const faelle: [bekanntgabe: string, ende: string, verschoben: boolean, warum: string][] = [
    ['2026-10-27', '2026-11-27', false, 'an ordinary Friday'],
    ['2025-12-02', '2026-01-02', false, 'over the year end'],
    ['2025-12-01', '2026-01-02', true, 'New Year shifts'],
    ['2028-01-31', '2028-02-29', false, 'leap day'],
    ['2027-01-31', '2027-03-01', true, '28 February 2027 is a Sunday'],
    ['2026-03-03', '2026-04-07', true, 'Good Friday to the Tuesday after Easter'],
    ['2026-10-18', '2026-11-19', true, 'Buß- und Bettag'],
    ['2025-11-25', '2025-12-29', true, 'Christmas and a week end'],
    ['2026-11-28', '2026-12-28', false, 'fiction day on Saturday, end on Monday'],
    ['2026-05-31', '2026-06-30', false, 'no 31 June'],
  ];
  it.each(faelle)('notified on %s ends on %s (shifted: %s): %s', (bekannt, ende, verschoben) => {
    expect(rechtsbehelfsfrist({ bekanntgabe: d(bekannt), monate: 1 })).toMatchObject({ ok: true, ende, verschoben });
  });

  it('respects Corpus Christi where it is a holiday', () => {
    const bekanntgabe = d('2026-05-04');
    expect(rechtsbehelfsfrist({ bekanntgabe })).toMatchObject({ ende: '2026-06-04', verschoben: false });
    expect(rechtsbehelfsfrist({ bekanntgabe, ort: { fronleichnam: true } })).toMatchObject({ ende: '2026-06-05' });
  });

  it('is a year when the notice is missing, and names its rule', () => {
    const jahr = jahresfrist({ bekanntgabe: d('2024-02-29') });
    expect(jahr).toMatchObject({ ende: '2025-02-28', verschoben: false, regel: { id: 'vwgo-jahresfrist' } });
    expect(jahresfrist({ bekanntgabe: d('2025-10-03') })).toMatchObject({ ende: '2026-10-05', verschoben: true });
  });

  it('rechnet die Klagefrist ab der Zustellung des Widerspruchsbescheids', () => {
    expect(klagefrist(d('2026-03-18'))).toMatchObject({
      ende: '2026-04-20',
      rechnerisch: '2026-04-18',
      regel: { id: 'vwgo-klage', norm: expect.stringContaining('VwGO § 74 Abs. 1') },
    });
    expect(klagefrist(d('2026-01-31'))).toMatchObject({ ende: '2026-03-02', rechnerisch: '2026-02-28' });
    expect(klagefrist(d('1990-12-31'))).toMatchObject({ ok: false, code: 'keine-regel' });
  });

  it('is refused where no rule is stored', () => {
    expect(rechtsbehelfsfrist({ bekanntgabe: d('1989-01-01') })).toMatchObject({ ok: false, code: 'keine-regel' });
  });
});
