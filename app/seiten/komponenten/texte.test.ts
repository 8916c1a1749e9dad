import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createTexte } from '../../base/index.ts';

const quellen = ['.', '../personal'].flatMap((ort) =>
  readdirSync(join(import.meta.dirname, ort), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, ort, name), 'utf8') })),
);
const ordner = join(import.meta.dirname, '..', 'texte');
const t = createTexte([ordner]);

/** Keys as written in the code; a template such as `haus.stand.${x}` counts as a beginning. */
const benutzt = quellen.flatMap(({ text }) =>
  [...text.matchAll(/['`]((?:haus|formular)\.[\w.]+)(\$\{)?/g)].map(([, wort = '', mehr]) => ({
    wort,
    offen: mehr !== undefined,
  })),
);

function schluessel(wert: unknown, pfad = ''): string[] {
  if (typeof wert !== 'object' || wert === null) return [pfad];
  return Object.entries(wert).flatMap(([k, v]) => schluessel(v, pfad ? `${pfad}.${k}` : k));
}
const vorhanden = schluessel(parse(readFileSync(join(ordner, 'de.yaml'), 'utf8')));

describe('Die Texte der Bausteine', () => {
  it('kennen jeden benutzten Schlüssel', () => {
    expect(benutzt.length).toBeGreaterThan(30);
    for (const { wort, offen } of benutzt) {
      if (offen)
        expect(
          vorhanden.filter((s) => s.startsWith(wort)),
          wort,
        ).not.toEqual([]);
      else expect(t(wort), wort).not.toBe('');
    }
  });

  it('haben keinen, den niemand benutzt', () => {
    const frei = vorhanden.filter((s) => !benutzt.some(({ wort, offen }) => (offen ? s.startsWith(wort) : s === wort)));
    expect(frei).toEqual([]);
  });

  it('stehen nirgends in den Bausteinen selbst', () => {
    for (const { name, text } of quellen.filter((q) => q.name.endsWith('.tsx'))) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      expect([name, code.match(/[äöüßÄÖÜ]/g)]).toEqual([name, null]);
      expect([name, code.match(/>\s*[A-Za-z]{3,}[^<>{}()=;]*<\//g)]).toEqual([name, null]);
    }
  });
});
