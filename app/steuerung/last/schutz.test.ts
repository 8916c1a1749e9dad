import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Gruppe, MINDESTENS, zeigbar } from './schutz.ts';

const team = (id: string, n: number, ab = 0): Gruppe => ({
  id,
  personen: new Set(Array.from({ length: n }, (_, i) => `${id}${ab + i}`)),
});
const sicht = (...teams: Gruppe[]) => {
  const z = zeigbar(teams);
  return { haus: z.haus, teams: [...z.teams].sort() };
};

describe('Unter fünf Personen', () => {
  it('gibt es keine Zahl: nicht vom Team, nicht vom Haus', () => {
    expect(sicht(team('a', 4))).toEqual({ haus: false, teams: [] });
    expect(sicht(team('a', 2), team('b', 2))).toEqual({ haus: false, teams: [] });
    expect(sicht()).toEqual({ haus: false, teams: [] });
    expect(sicht(team('a', 5))).toEqual({ haus: true, teams: ['a'] });
  });

  it('verrät auch die Differenz nichts: ist ein Rest zu klein, fehlt ein weiteres Team', () => {
    expect(sicht(team('a', 6), team('b', 2))).toEqual({ haus: true, teams: [] });
    expect(sicht(team('a', 6), team('b', 9), team('c', 1))).toEqual({ haus: true, teams: ['b'] });
    expect(sicht(team('a', 6), team('b', 3), team('c', 2))).toEqual({ haus: true, teams: ['a'] });
  });

  it('zählt Menschen, nicht Stellen', () => {
    const beide = new Set(['x', 'y', 'z', 'u']);
    expect(sicht({ id: 'a', personen: beide }, { id: 'b', personen: beide })).toEqual({ haus: false, teams: [] });
  });

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
