import { parseLocalDate } from '@rathausverbund/fristen';
import { describe, expect, it } from 'vitest';
import { fiktion, type Weg } from './model.ts';

const am = (text: string) => {
  const tag = parseLocalDate(text);
  if (!tag) throw new Error(text);
  return tag;
};
const rechne = (regelwerk: 'vwvfg' | 'ao', weg: Weg, tag: string) => {
  const f = fiktion(regelwerk, weg, am(tag));
  if (!f.ok) throw new Error(f.grund);
  return f.bekanntgabe;
};

/** [rule set, way, day of posting or provision, counts as notified on, remedy until] */
const TABELLE: ['vwvfg' | 'ao', Weg, string, string, string][] = [
  // Monday 15 June 2026, fourth day Friday
  ['vwvfg', 'brief', '2026-06-15', '2026-06-19', '2026-07-20'],
  ['ao', 'brief', '2026-06-15', '2026-06-19', '2026-07-20'],
  // posted on Wednesday: the fourth day is a Sunday; under VwVfG it stays, under AO it shifts to Monday
  ['vwvfg', 'brief', '2026-06-17', '2026-06-21', '2026-07-21'],
  ['ao', 'brief', '2026-06-17', '2026-06-22', '2026-07-22'],
  // posted on Tuesday before Christmas 2026: the fourth day is 26 December, a Saturday and a holiday
  ['vwvfg', 'brief', '2026-12-22', '2026-12-26', '2027-01-26'],
  ['ao', 'brief', '2026-12-22', '2026-12-28', '2027-01-28'],
];

describe('Die Bekanntgabe', () => {
  it.each(TABELLE)('nach %s, %s vom %s: am %s, Widerspruch bis %s', (regelwerk, weg, tag, bekannt, bis) => {
    expect(rechne(regelwerk, weg, tag)).toMatchObject({ tag: bekannt, rechtsbehelfBis: bis });
  });

  it('nennt für Brief und Postfach, Verwaltung und Steuer je ihre eigene Norm', () => {
    const norm = (r: 'vwvfg' | 'ao', w: Weg) => rechne(r, w, '2026-06-15').norm;
    expect(norm('vwvfg', 'brief')).toContain('§ 41');
    expect(norm('vwvfg', 'postfach')).toContain('OZG');
    expect(norm('ao', 'brief')).toContain('§ 122');
    expect(norm('ao', 'postfach')).toContain('122a');
    expect(
      new Set([norm('vwvfg', 'brief'), norm('vwvfg', 'postfach'), norm('ao', 'brief'), norm('ao', 'postfach')]).size,
    ).toBe(4);
  });

  it('sagt, wo eine Regel noch zu bestätigen ist', () => {
    expect(rechne('vwvfg', 'postfach', '2026-06-15').norm).toContain('zu bestätigen');
  });

  it('lässt den Tag der Bekanntgabe im Postfach nur bei Steuern auf einen Werktag rücken', () => {
    // provided on Wednesday 17 June 2026: the days after that end at the weekend
    const wochentag = (tag: string) => new Date(`${tag}T12:00:00Z`).getUTCDay();
    for (const tag of ['2026-06-15', '2026-06-16', '2026-06-17', '2026-06-18', '2026-06-19'])
      expect([1, 2, 3, 4, 5]).toContain(wochentag(rechne('ao', 'postfach', tag).tag));
    expect(
      ['2026-06-15', '2026-06-16', '2026-06-17', '2026-06-18', '2026-06-19'].some((tag) =>
        [0, 6].includes(wochentag(rechne('vwvfg', 'postfach', tag).tag)),
      ),
    ).toBe(true);
  });

  it('rechnet nicht für einen Tag, für den es keine Regel gibt', () => {
    expect(fiktion('vwvfg', 'brief', am('1950-01-01'))).toMatchObject({ ok: false, grund: 'bekanntgabe.keine-regel' });
  });
});
