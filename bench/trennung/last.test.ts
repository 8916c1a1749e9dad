import { describe, expect, it } from 'vitest';
import { abstand } from './fremd.ts';
import { plane } from './last.ts';

const wunsch = { rate: 20, seed: 418, vorlauf: 10, sekunden: 90 };

describe('Die Last eines Rathauses', () => {
  it('kommt im Mittel so oft wie verlangt, in der Reihenfolge der Zeit, und endet mit dem Lauf', () => {
    const plan = plane(wunsch);
    expect(Math.abs(plan.length / 100 - 20)).toBeLessThan(1.5);
    expect(plan.map((p) => p.ms)).toEqual(plan.map((p) => p.ms).toSorted((a, b) => a - b));
    expect(plan.at(-1)?.ms).toBeLessThan(100_000);
  });

  it('ist für dieselbe Zahl dieselbe, für eine andere nicht', () => {
    expect(plane(wunsch)).toEqual(plane(wunsch));
    expect(plane({ ...wunsch, seed: 419 })).not.toEqual(plane(wunsch));
  });

  it('besteht aus Listen, Vorgängen und Anträgen', () => {
    const plan = plane(wunsch);
    const anteil = (art: string) => plan.filter((p) => p.art === art).length / plan.length;
    for (const [art, soll] of [
      ['liste', 0.4],
      ['akte', 0.5],
      ['absenden', 0.1],
    ] as const)
      expect(Math.abs(anteil(art) - soll)).toBeLessThan(0.05);
  });
});

it('Der Abstand zweier Mediane ist derselbe, gleich welcher größer ist', () => {
  const [kurz, lang] = [
    [1, 2, 3],
    [3, 4, 5],
  ];
  expect(abstand({ fremd: kurz, unbekannt: lang, fehler: [] })).toBe(2);
  expect(abstand({ fremd: lang, unbekannt: kurz, fehler: [] })).toBe(2);
});
