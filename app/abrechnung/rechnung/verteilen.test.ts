import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verteile } from './verteilen.ts';

const summe = (werte: readonly number[]) => werte.reduce((s, w) => s + w, 0);
const betraege = fc.array(fc.integer({ min: -9_999, max: 9_999 }), { minLength: 1, maxLength: 4 });

describe('Verrechnetes auf mehreren Rechnungen', () => {
  it.each<[string, number, number[], number[]]>([
    ['füllt die erste, dann die zweite', 6_000, [5_000, 2_380], [5_000, 1_000]],
    ['verrechnet nichts, wo nichts verrechnet ist, auch bei einer Gutschrift', 0, [-5_000, 2_380], [0, 0]],
    ['lässt nichts offen, wenn alles verrechnet ist', 2_620, [5_000, -2_380], [5_000, -2_380]],
    ['nimmt zurück, was zurückzunehmen ist', -3_000, [-5_000, -2_380], [-3_000, 0]],
  ])('%s', (_was, verrechnet, bruttos, erwartet) => expect(verteile(verrechnet, bruttos)).toEqual(erwartet));

  it('verliert keinen Cent', () =>
    fc.assert(
      fc.property(betraege, fc.integer({ min: -20_000, max: 20_000 }), (bruttos, verrechnet) => {
        expect(summe(verteile(verrechnet, bruttos))).toBe(verrechnet);
      }),
    ));

  it('lässt auf keiner Rechnung etwas offen, wenn alles verrechnet ist, und auf keiner etwas dazukommen, wenn nichts', () =>
    fc.assert(
      fc.property(betraege, (bruttos) => {
        expect(verteile(summe(bruttos), bruttos)).toEqual(bruttos);
        if (summe(bruttos) !== 0) expect(verteile(0, bruttos).every((t) => t === 0)).toBe(true);
      }),
    ));
});
