import { rechneSummen } from '@rathausverbund/xoev';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bruttoOf, verteile } from './verteilen.ts';

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

it('Die Steuer runden Abrechnung und Rechnung gleich, auch wo etwas zurückgenommen wird', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -99_999, max: 99_999 }), { minLength: 1, maxLength: 5 }), (netto) => {
      const ust = { stand: 'steuerpflichtig' as const, satz: 19, grund: 'x' };
      const posten = netto.map((n) => ({
        bezeichnung: 'x',
        menge: null,
        einheit: 'fall' as const,
        einzelpreis: null,
        netto: n,
        ust,
      }));
      const zuschlaege = netto.map((betrag) => ({ betrag, steuer: { kategorie: 'S', satz: '19' } }));
      const rechnung = rechneSummen({ positionen: [], abschlaege: [], zuschlaege }, {});
      expect(bruttoOf(posten)).toBe(rechnung.summen.brutto);
    }),
  ));
