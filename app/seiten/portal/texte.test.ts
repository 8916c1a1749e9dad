import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTexte } from '../../base/index.ts';
import { pruefenTexte } from '../pruefen/index.ts';
import { portalTexte } from './index.ts';

const t = createTexte([join(import.meta.dirname, '..', 'texte'), portalTexte, pruefenTexte]);

describe('Die Texte', () => {
  const ordner = [import.meta.dirname, join(import.meta.dirname, '..', 'pruefen')];
  const quellen = ordner.flatMap((o) =>
    readdirSync(o, { recursive: true, encoding: 'utf8' })
      .filter((n) => n.endsWith('.tsx'))
      .map((n) => ({ n, code: readFileSync(join(o, n), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '') })),
  );
  it('stehen nie in den Seiten selbst', () => {
    expect(quellen.length).toBeGreaterThan(12);
    for (const { n, code } of quellen) {
      expect([n, code.match(/[äöüßÄÖÜ]/g)]).toEqual([n, null]);
      expect([n, code.match(/>\s*[A-Za-z]{3,}[^<>{}()=;]*<\//g)]).toEqual([n, null]);
    }
  });

  it('sind alle da', () => {
    const schluessel = quellen.flatMap(({ code }) =>
      [...code.matchAll(/t\(\s*'((?:portal|pruefen|haus|formular)\.[\w.]+)'/g)].map((m) => m[1] ?? ''),
    );
    expect(schluessel.length).toBeGreaterThan(60);
    for (const s of schluessel) expect(t(s)).not.toBe('');
  });
});
