import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mitSummen, type OffeneTafel, verdecke, type Zaehltafel } from './verdecken.ts';

const tafel = (werte: number[][]): Zaehltafel => ({
  zeilen: werte.map((_, i) => `Z${i}`),
  spalten: (werte[0] ?? []).map((_, j) => `S${j}`),
  werte,
  personen: werte,
});

/**
 * Somebody who knows what is shown, and that a hidden cell is at least one: every table that fits, by trying all. Inner cells up to
 * `hoechstens`; a sum that is hidden may be anything.
 */
function* passende(o: OffeneTafel, hoechstens: number): Generator<number[][]> {
  const [hoehe, breite] = [o.zeilen.length, o.spalten.length];
  const t = o.werte.slice(0, hoehe).map((z) => z.slice(0, breite).map((w) => w ?? 0));
  const orte = t.flatMap((z, i) => z.flatMap((_, j) => (o.werte[i]?.[j] === null ? [[i, j] as const] : [])));
  const passt = () =>
    mitSummen(t, breite).every((z, i) =>
      z.every((w, j) => {
        const g = o.werte[i]?.[j];
        return g === null ? w >= 1 : g === w;
      }),
    );
  function* setze(n: number): Generator<number[][]> {
    const ort = orte[n];
    if (!ort) {
      if (passt()) yield mitSummen(t, breite);
      return;
    }
    for (let w = 1; w <= hoechstens; w++) {
      (t[ort[0]] ?? [])[ort[1]] = w;
      yield* setze(n + 1);
    }
  }
  yield* setze(0);
}

const K = 3;
const kleine = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 }))
  .chain(([h, b]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: b, maxLength: b }), { minLength: h, maxLength: h }),
  );
const grosse = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 6 }))
  .chain(([h, b]) => fc.array(fc.array(fc.nat(40), { minLength: b, maxLength: b }), { minLength: h, maxLength: h }));

describe('Eine Tafel offener Daten', () => {
  it('zeigt keinen Wert, hinter dem weniger als fünf stehen, außer der Null', () =>
    fc.assert(
      fc.property(grosse, (w) => {
        const gezeigt = verdecke(tafel(w)).werte.flat();
        expect(gezeigt.filter((x) => x !== null && x > 0 && x < 5)).toEqual([]);
      }),
    ));

  it('zeigt, was sie zeigt, richtig', () =>
    fc.assert(
      fc.property(grosse, (w) => {
        const wahr = mitSummen(w, w[0]?.length ?? 0);
        for (const [i, z] of verdecke(tafel(w)).werte.entries())
          for (const [j, x] of z.entries()) expect([null, wahr[i]?.[j]]).toContain(x);
      }),
    ));

  it('lässt keinen verdeckten Wert ausrechnen: jeder kann auch ein anderer und auch k oder mehr sein', () =>
    fc.assert(
      fc.property(kleine, (w) => {
        const o = verdecke(tafel(w), K);
        const moegliche = o.werte.map((z) => z.map(() => new Set<number>()));
        for (const t of passende(o, 8))
          for (const [i, z] of t.entries()) for (const [j, x] of z.entries()) moegliche[i]?.[j]?.add(x);
        for (const [i, z] of o.werte.entries())
          for (const [j, x] of z.entries()) {
            if (x !== null) continue;
            const m = [...(moegliche[i]?.[j] ?? [])];
            expect(m.length, JSON.stringify({ w, o, i, j })).toBeGreaterThan(1);
            expect(Math.max(...m), JSON.stringify({ w, o, i, j })).toBeGreaterThanOrEqual(K);
          }
      }),
      { numRuns: 60 },
    ));

  it('der Versuch selbst findet einen Wert, der nur aus der Summe folgt', () => {
    const naiv: OffeneTafel = {
      zeilen: ['a'],
      spalten: ['x', 'y'],
      werte: [
        [2, null, 9],
        [2, 7, 9],
      ],
    };
    expect([...passende(naiv, 9)].map((t) => t[0]?.[1])).toEqual([7]);
  });

  it('zeigt eine Tafel ohne kleine Zahlen ganz', () => {
    expect(
      verdecke(
        tafel([
          [5, 0],
          [12, 7],
        ]),
      ).werte,
    ).toEqual([
      [5, 0, 5],
      [12, 7, 19],
      [17, 7, 24],
    ]);
  });

  it('verdeckt neben einem kleinen Wert einen zweiten in seiner Zeile und in seiner Spalte', () => {
    const { werte } = verdecke(
      tafel([
        [2, 20, 30],
        [25, 35, 45],
        [50, 60, 70],
      ]),
    );
    expect(werte[0]?.filter((x) => x === null).length).toBeGreaterThanOrEqual(2);
    expect(werte.map((z) => z[0]).filter((x) => x === null).length).toBeGreaterThanOrEqual(2);
    expect(werte.flat().filter((x) => x !== null).length).toBeGreaterThan(9);
  });

  it('zählt Menschen, nicht nur Vorgänge: zwanzig Vorgänge eines Einzelnen bleiben verdeckt', () => {
    const t = {
      ...tafel([
        [20, 30],
        [40, 50],
      ]),
      personen: [
        [1, 30],
        [40, 50],
      ],
    };
    expect(verdecke(t).werte[0]?.[0]).toBe(null);
  });
});
