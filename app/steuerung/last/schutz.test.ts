import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Gruppe, MINDESTENS, zaehlePersonen, zeigbar } from './schutz.ts';

/** people with these minutes each */
const gruppe = (id: string, minuten: readonly number[], ohneNamen = 0): Gruppe => ({
  id,
  personen: new Map(minuten.map((m, i) => [`${id}${i}`, m])),
  ohneNamen,
});
const team = (id: string, n: number): Gruppe =>
  gruppe(
    id,
    Array.from({ length: n }, () => 600),
  );
const sicht = (...teams: Gruppe[]) => {
  const z = zeigbar(teams);
  return { haus: z.haus, teams: [...z.teams].sort() };
};
const NICHTS = { haus: false, teams: [] };

describe('Unter fünf Personen', () => {
  it('gibt es keine Zahl: nicht vom Team, nicht vom Haus', () => {
    expect(sicht(team('a', 4))).toEqual(NICHTS);
    expect(sicht(team('a', 2), team('b', 2))).toEqual(NICHTS);
    expect(sicht()).toEqual(NICHTS);
    expect(sicht(team('a', 5))).toEqual({ haus: true, teams: ['a'] });
  });

  it('verrät auch die Differenz nichts: ist ein Rest zu klein, fehlt ein weiteres Team', () => {
    expect(sicht(team('a', 6), team('b', 2))).toEqual({ haus: true, teams: [] });
    expect(sicht(team('a', 6), team('b', 9), team('c', 1))).toEqual({ haus: true, teams: ['b'] });
    expect(sicht(team('a', 6), team('b', 3), team('c', 2))).toEqual({ haus: true, teams: ['a'] });
    // a post without a name may be one person's
    expect(sicht(team('a', 6), gruppe('b', [], 600))).toEqual({ haus: true, teams: [] });
  });

  it('zählt Menschen, nicht Stellen', () => {
    const beide = new Map(['x', 'y', 'z', 'u'].map((p) => [p, 600]));
    expect(sicht({ id: 'a', personen: beide, ohneNamen: 0 }, { id: 'b', personen: beide, ohneNamen: 0 })).toEqual(
      NICHTS,
    );
    expect(sicht(gruppe('a', [], 6 * 600))).toEqual(NICHTS);
    expect(sicht(gruppe('a', [600, 600, 600, 600], 600))).toEqual(NICHTS);
  });

  it('zählt nicht, wer so wenig Zeit hat, dass die Zahl fast nur von einem Menschen spricht', () => {
    // one full post, and four of a tenth of an hour: with names and without
    expect(sicht(gruppe('a', [2340, 6, 6, 6, 6]))).toEqual(NICHTS);
    expect(sicht(gruppe('a', [2340], 24))).toEqual(NICHTS);
    expect(sicht(gruppe('a', [2340, 584, 2340, 2340, 2340]))).toEqual(NICHTS);
    expect(sicht(gruppe('a', [2340, 585, 2340, 2340, 2340]))).toEqual({ haus: true, teams: ['a'] });
    expect(zaehlePersonen(gruppe('a', [100, 100, 0]))).toBe(2);
    // what has no name may be hers who has most
    expect(sicht(gruppe('a', [600, 600, 600, 600, 600], 1801))).toEqual(NICHTS);
  });

  it('hat niemand mehr als die Hälfte von dem, was gezeigt wird', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(2400), { maxLength: 9 }), fc.nat(2400), (zeiten, ohneNamen) => {
        const g = gruppe('a', zeiten, ohneNamen);
        if (!zeigbar([g]).haus) return;
        const summe = zeiten.reduce((n, m) => n + m, 0) + ohneNamen;
        expect(2 * (Math.max(...zeiten) + ohneNamen)).toBeLessThanOrEqual(summe);
      }),
    ));

  it('lässt sich aus keiner Summe und keiner Differenz der gezeigten Zahlen auf weniger schließen', () => {
    const teams = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 7 });
    fc.assert(
      fc.property(teams, (groessen) => {
        const alle = groessen.map((n, i) => team(`t${i}`, n));
        const { haus, teams: offen } = zeigbar(alle);
        const gezeigt = alle.filter((t) => offen.has(t.id));
        for (let wahl = 0; wahl < 2 ** gezeigt.length; wahl++) {
          const summe = gezeigt.filter((_, i) => wahl & (1 << i)).reduce((s, t) => s + t.personen.size, 0);
          const rest = groessen.reduce((s, n) => s + n, 0) - summe;
          for (const n of haus ? [summe, rest] : [summe]) expect(n === 0 || n >= MINDESTENS).toBe(true);
        }
      }),
    );
  });
});
