import { join } from 'node:path';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { createTexte } from '../../base/index.ts';
import { Plot, type Plotreihe } from './index.ts';
import { skala } from './plot-skala.ts';

const t = createTexte([join(import.meta.dirname, '..', 'texte')]);
const zeige = (reihen: readonly Plotreihe[], x = ['KW 52', 'KW 53', 'KW 1']) =>
  renderToString(
    <Plot t={t} id="p" titel="Arbeit" aussage="Es reicht." einheit="Stunden" xTitel="Woche" x={x} reihen={reihen} />,
  );
const worte = (html: string) => html.replace(/<[^>]+>/g, '|').replace(/\|+/g, '|');

describe('Die Achse eines Plots', () => {
  it('beginnt nie über null, umschließt jeden Wert und trägt wenige runde Zahlen', () => {
    const werte = fc.array(
      fc.integer({ min: -1e8, max: 1e8 }).map((n) => n / 100),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(werte, (alle) => {
        const s = skala(alle);
        expect(s.von).toBeLessThanOrEqual(Math.min(0, ...alle) * (1 - 1e-9));
        expect(s.bis).toBeGreaterThanOrEqual(Math.max(0, ...alle) * (1 - 1e-9));
        expect(s.bis).toBeGreaterThan(s.von);
        expect(s.marken).toContain(0);
        expect(s.marken.length).toBeLessThanOrEqual(8);
      }),
    );
    expect(skala([12, 46]).marken).toEqual([0, 10, 20, 30, 40, 50]);
    expect(skala([0.3]).marken).toEqual([0, 0.1, 0.2, 0.3]);
    expect(skala([]).marken[0]).toBe(0);
  });

  it('teilt keine Fälle und trägt keine zwei Zahlen, die gleich aussehen', () => {
    expect(skala([0, 1]).marken).toEqual([0, 1]);
    expect(skala([0, 0, 2]).marken).toEqual([0, 1, 2]);
    expect(skala([0.001, 0.003], 0.1).marken).toEqual([0, 0.1]);
    const marken =
      zeige([{ name: 'a', art: 'linie', werte: [0.001, 0.002, 0.003] }]).match(/text-anchor="end">[^<]*/g) ?? [];
    expect(marken).toHaveLength(2);
    expect(new Set(marken).size).toBe(2);
  });
});

describe('Ein Plot', () => {
  it('sagt in Worten, was er zeigt, und trägt dieselben Werte als Tabelle', () => {
    const html = zeige([
      { name: 'Spanne', art: 'band', werte: [1, null, 2], bis: [3, null, 4.25] },
      { name: 'Erwartet', art: 'saeule', werte: [2, null, 3] },
    ]);
    expect(html).toContain('role="img" aria-label="Arbeit. Es reicht."');
    expect(worte(html)).toContain('|Woche|Spanne|Erwartet|KW 52|1 bis 3|2|KW 53|kein Wert|kein Wert|KW 1|2 bis 4,3|3|');
  });

  it('erfindet in einer Lücke nichts: die Linie setzt ab, die Säule fehlt', () => {
    const html = zeige([{ name: 'a', art: 'linie', werte: [1, null, 2] }]);
    expect(html.match(/haus-plot__strich/g)).toHaveLength(2);
    expect(zeige([{ name: 'a', art: 'saeule', werte: [1, null, 2] }]).match(/<rect x=/g)).toHaveLength(2);
  });

  it('unterscheidet Säulen durch ihr Muster und Linien durch ihr Zeichen, nicht nur durch Farbe', () => {
    const drei = ['a', 'b', 'c'].map((name) => ({ name, art: 'saeule' as const, werte: [1, 2, 3] }));
    const muster = [...zeige(drei).matchAll(/<pattern[^>]*>(.*?)<\/pattern>/g)].map((m) => m[1]);
    expect(new Set(muster).size).toBe(3);
    const linien = zeige(drei.map((r) => ({ ...r, art: 'linie' as const })));
    for (const zeichen of ['<circle cx', '<rect x="', 'Z"']) expect(linien).toContain(zeichen);
  });

  it('zeichnet auch nichts, lauter Nullen und Werte unter null, ohne zu brechen', () => {
    for (const werte of [
      [null, null, null],
      [0, 0, 0],
      [-5, 0, 5],
    ])
      expect(zeige([{ name: 'a', art: 'saeule', werte }])).not.toContain('NaN');
    expect(zeige([{ name: 'a', art: 'linie', werte: [] }], [])).not.toContain('NaN');
  });
});
