import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compare, readBeispiel } from './beispiel.ts';
import { compileLeistung } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';
import { probiere } from './probe.ts';

const wurzel = join(import.meta.dirname, '../../leistungen');
const dienste = new Set(Object.keys(DIENSTE));

for (const name of readdirSync(wurzel).filter((n) => existsSync(join(wurzel, n, 'leistung.yaml')))) {
  const ordner = join(wurzel, name);
  const uebersetzt = await compileLeistung(readOrdner(ordner), { dienste });
  describe(name, () => {
    it('lässt sich veröffentlichen', () => {
      expect(uebersetzt.ok ? [] : uebersetzt.fehler).toEqual([]);
    });
    if (!uebersetzt.ok || !('leistung' in uebersetzt)) return;
    const { leistung } = uebersetzt;
    const beispiele = existsSync(join(ordner, 'beispiele')) ? readdirSync(join(ordner, 'beispiele')) : [];
    it('hat Beispiele', () => expect(beispiele.length).toBeGreaterThan(4));
    for (const datei of beispiele) {
      const gelesen = readBeispiel(parse(readFileSync(join(ordner, 'beispiele', datei), 'utf8')));
      it(gelesen.ok ? gelesen.beispiel.name : datei, () => {
        expect(gelesen.ok ? probiere(leistung, gelesen.beispiel) : gelesen.fehler).toEqual([]);
      });
    }
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
