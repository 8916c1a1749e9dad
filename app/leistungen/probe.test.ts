import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from './beispiel.ts';
import { DIENSTE } from './dienste.ts';
import { pruefeOrdner } from './entwurf/befund.ts';

const wurzel = join(import.meta.dirname, '../../leistungen');
const dienste = new Set(Object.keys(DIENSTE));

for (const name of readdirSync(wurzel).filter((n) => existsSync(join(wurzel, n, 'leistung.yaml')))) {
  const { leistung, fehler, beispiele, ohneBeispiel } = await pruefeOrdner(join(wurzel, name), { dienste });
  describe(name, () => {
    it('lässt sich veröffentlichen', () => {
      expect(fehler).toEqual([]);
    });
    if (!leistung) return;
    it('hat mindestens fünf Beispiele', () => expect(beispiele.length).toBeGreaterThan(4));
    it('hat Beispiele für jeden Schritt und jede Regel', () =>
      expect(ohneBeispiel).toEqual({ schritte: [], wege: [], tabellen: [] }));
    for (const b of beispiele)
      it(b.name, () => {
        expect([...b.unlesbar, ...b.abweichungen]).toEqual([]);
      });
  });
}

describe('Vergleich mit dem Erwarteten', () => {
  it('meldet jede Abweichung mit ihrem Ort', () => {
    expect(
      compare('steuer', { betrag: 1, termine: [{ faellig: 'a' }] }, { betrag: 2, termine: [{ faellig: 'b' }] }),
    ).toEqual([
      { wo: 'steuer.betrag', erwartet: 1, erhalten: 2 },
      { wo: 'steuer.termine[0].faellig', erwartet: 'a', erhalten: 'b' },
    ]);
  });
  it('nimmt eine längere Liste nicht hin', () => {
    expect(compare('weg', ['a'], ['a', 'b'])).toHaveLength(1);
  });
});
