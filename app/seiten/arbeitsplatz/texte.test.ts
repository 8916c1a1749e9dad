import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const seiten = join(import.meta.dirname, '..');

function schluessel(wert: unknown, pfad = ''): string[] {
  if (typeof wert !== 'object' || wert === null) return [pfad];
  return Object.entries(wert).flatMap(([k, v]) => schluessel(v, pfad ? `${pfad}.${k}` : k));
}

describe.each([
  ['arbeitsplatz', 'arbeitsplatz'],
  ['eingangstuer', 'tuer'],
  ['steuerung', 'steuerung'],
  ['steuerung/zugang', 'zugang'],
  ['steuerung/vereinbarungen', 'vereinbarungen'],
  ['steuerung/abrechnung', 'abrechnung'],
  ['steuerung/rechnung', 'rechnung'],
  ['steuerung/last', 'last'],
  ['steuerung/lage', 'lage'],
  ['steuerung/fluss', 'fluss'],
  ['steuerung/vergleichen', 'vergleichen'],
  ['steuerung/offenedaten', 'offenedaten'],
  ['steuerung/foerdermittel', 'foerdermittel'],
  ['steuerung/personal', 'personal'],
  ['steuerung/satzung', 'satzung'],
  ['steuerung/fassungen', 'fassungen'],
])('Die Texte von %s', (ordner, stamm) => {
  const quellen = readdirSync(join(seiten, ordner), { recursive: true, encoding: 'utf8' })
    .filter((n) => /\.tsx?$/.test(n) && !n.includes('.test.') && !n.startsWith('pruefstand'))
    .map((name) => ({ name, text: readFileSync(join(seiten, ordner, name), 'utf8') }));
  const muster = new RegExp(`['\`](${stamm}\\.[\\w.]*)(\\$\\{)?`, 'g');
  const benutzt = quellen.flatMap(({ text }) =>
    [...text.matchAll(muster)].map(([, wort = '', mehr]) => ({ wort, offen: mehr !== undefined })),
  );
  const vorhanden = schluessel(parse(readFileSync(join(seiten, ordner, 'texte', 'de.yaml'), 'utf8')));
  const passt = (s: string, b: { wort: string; offen: boolean }) => (b.offen ? s.startsWith(b.wort) : s === b.wort);

  it('kennen jeden benutzten Schlüssel und haben keinen, den niemand benutzt', () => {
    expect(benutzt.length).toBeGreaterThan(10);
    expect(benutzt.filter((b) => !vorhanden.some((s) => passt(s, b)))).toEqual([]);
    expect(vorhanden.filter((s) => !benutzt.some((b) => passt(s, b)))).toEqual([]);
  });

  it('stehen nirgends in den Seiten selbst', () => {
    for (const { name, text } of quellen.filter((q) => q.name.endsWith('.tsx'))) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect([name, code.match(/[äöüßÄÖÜ]/g)]).toEqual([name, null]);
    }
  });
});
