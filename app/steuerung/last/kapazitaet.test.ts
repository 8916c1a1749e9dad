import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vertretungIn, zeigbareMinuten } from './kapazitaet.ts';
import type { Abwesenheit, Planstelle } from './model.ts';
import { werktageDer, wochenAb } from './wochen.ts';

const d = localDate;
/** five weeks; the fourth and the fifth have four working days */
const MONTAG = d('2026-11-30');
const WOCHEN = wochenAb(MONTAG, 5).map((m) => werktageDer(m));
const stelle = (id: string, mehr: Partial<Planstelle> = {}): Planstelle => ({
  id,
  team: 't',
  bezeichnung: id,
  minuten: 600,
  ab: d('2026-01-01'),
  bis: null,
  mitarbeiter: id,
  vertretung: null,
  ...mehr,
});
const weg = (planstelle: string, ab: string, bis: string): Abwesenheit => ({
  id: `${planstelle}${ab}`,
  planstelle,
  ab: d(ab),
  bis: d(bis),
});
const team = (n: number) => Array.from({ length: n }, (_, i) => stelle(`p${i}`));
const BASIS = (n: number) => [5, 5, 5, 4, 4].map((tage) => n * 120 * tage);

describe('Die verfügbare Zeit', () => {
  it('ist die Summe der Stunden, ohne Feiertage', () => expect(zeigbareMinuten(WOCHEN, team(6), [])).toEqual(BASIS(6)));

  it('ändert sich nicht, wenn eine einzelne Person abwesend ist: der Unterschied zweier Wochen wäre ihre Zahl', () => {
    const urlaub = [weg('p0', '2026-12-07', '2026-12-12')];
    expect(zeigbareMinuten(WOCHEN, team(9), urlaub)).toEqual(BASIS(9));
    // nor when four of five are: what is left is one person's
    const vier = ['p0', 'p1', 'p2', 'p3'].map((p) => weg(p, '2026-12-07', '2026-12-12'));
    expect(zeigbareMinuten(WOCHEN, team(5), vier)).toEqual(BASIS(5));
    expect(zeigbareMinuten(WOCHEN, team(9), vier)).toEqual(BASIS(9));
  });

  it('rechnet ein, was fünf Personen zugleich betrifft, wenn auch der Rest keine kleinere Gruppe ist', () => {
    const fuenf = ['p0', 'p1', 'p2', 'p3', 'p4'].map((p) => weg(p, '2026-12-07', '2026-12-12'));
    const mit = BASIS(10);
    mit[1] = 5 * 600;
    expect(zeigbareMinuten(WOCHEN, team(10), fuenf)).toEqual(mit);
    // the whole house is closed
    const zu = BASIS(5);
    zu[1] = 0;
    expect(zeigbareMinuten(WOCHEN, team(5), fuenf)).toEqual(zu);
    // six, of whom five are away: one would be left
    expect(zeigbareMinuten(WOCHEN, team(6), fuenf)).toEqual(BASIS(6));
    // a sixth who is away with them is nobody's secret less
    const sechster = [...fuenf, weg('p5', '2026-12-07', '2026-12-12')];
    expect(zeigbareMinuten(WOCHEN, team(11), sechster)[1]).toBe(5 * 600);
  });

  it('verrät auch dann niemanden, wenn zwei Wochen für sich unverfänglich wären', () => {
    const woche = (leute: readonly number[], ab: string, bis: string) => leute.map((n) => weg(`p${n}`, ab, bis));
    const zwei = [
      ...woche([0, 1, 2, 3, 4], '2026-12-07', '2026-12-12'),
      ...woche([0, 1, 2, 3, 5], '2026-12-14', '2026-12-19'),
    ];
    const erwartet = BASIS(12);
    erwartet[1] = 7 * 600;
    expect(zeigbareMinuten(WOCHEN, team(12), zwei)).toEqual(erwartet);
  });

  it('zählt eine Stelle, die kommt oder geht, erst mit dem Tag, an dem sie zum ersten gehört', () => {
    const neu = stelle('neu', { ab: d('2026-12-14') });
    const geht = stelle('geht', { bis: d('2026-12-14') });
    expect(zeigbareMinuten(WOCHEN, [...team(5), neu], [])).toEqual(BASIS(5));
    expect(zeigbareMinuten(WOCHEN, [...team(5), geht], [])).toEqual(BASIS(6));
    expect(
      zeigbareMinuten(
        wochenAb(d('2026-12-14'), 1).map((m) => werktageDer(m)),
        [...team(5), neu, geht],
        [],
      ),
    ).toEqual([6 * 600]);
  });

  it('zählt Stellen ohne Namen nicht als Menschen', () => {
    const ohne = team(10).map((p, i) => (i < 5 ? { ...p, mitarbeiter: null } : p));
    const fuenf = ['p0', 'p1', 'p2', 'p3', 'p4'].map((p) => weg(p, '2026-12-07', '2026-12-12'));
    expect(zeigbareMinuten(WOCHEN, ohne, fuenf)).toEqual(BASIS(10));
  });
});

describe('Wer alle gezeigten Wochen gegeneinander rechnet', () => {
  const LEUTE = 12;
  /** sums of these are told apart, and nobody has less than a quarter of another */
  const minuten = (i: number) => 5000 + 5 * 2 ** i;
  const wochen = wochenAb(MONTAG, 3).map((m) => werktageDer(m));
  const stellen = Array.from({ length: LEUTE }, (_, i) => stelle(`p${i}`, { minuten: minuten(i) }));
  // some together, some each for herself
  const gruppen = fc.array(
    fc.record({
      wer: fc.uniqueArray(fc.nat(LEUTE - 1), { maxLength: LEUTE }),
      woche: fc.nat(2),
      tage: fc.constantFrom(1, 3, 5),
    }),
    { maxLength: 4 },
  );

  it('erfährt nie etwas über weniger als fünf', () => {
    let [genau, alle] = [0, 0];
    fc.assert(
      fc.property(gruppen, (g) => {
        const fort = new Map<string, Abwesenheit>();
        for (const { wer, woche, tage } of g)
          for (const i of wer) {
            const ab = addDays(MONTAG, 7 * woche);
            fort.set(`${i}/${woche}`, weg(`p${i}`, ab, addDays(ab, tage)));
          }
        const liste = [...fort.values()];
        const da = (i: number, tage: readonly LocalDate[]) =>
          tage.filter((t) => !liste.some((a) => a.planstelle === `p${i}` && a.ab <= t && t < a.bis)).length;
        const koeffizienten = zeigbareMinuten(wochen, stellen, liste).map((v, w) => {
          const tage = wochen[w] ?? [];
          const echt = stellen.map((_, i) => da(i, tage));
          const wirklich = echt.reduce((n, t, i) => n + (minuten(i) / 5) * t, 0);
          const voll = stellen.reduce((n, p) => n + p.minuten, 0);
          expect([wirklich, voll]).toContain(v);
          alle++;
          if (v === voll) return echt.map(() => 5);
          genau++;
          return echt;
        });
        const mal = [-3, -2, -1, 0, 1, 2, 3];
        for (const a of mal)
          for (const b of mal)
            for (const c of mal)
              for (const basis of mal) {
                const wer = stellen.filter((_, i) => {
                  const [x = [], y = [], z = []] = koeffizienten;
                  return a * (x[i] ?? 0) + b * (y[i] ?? 0) + c * (z[i] ?? 0) + basis * 5 !== 0;
                });
                if (wer.length > 0) expect(wer.length).toBeGreaterThanOrEqual(5);
              }
      }),
      { numRuns: 60 },
    );
    // otherwise nothing was shown that could tell
    expect(genau).toBeGreaterThan(0);
    expect(genau).toBeLessThan(alle);
  });
});

describe('Die Vertretung', () => {
  it('steht neben der Abwesenheit: da, auch fort, oder nicht eingetragen', () => {
    const zwei = [stelle('a', { vertretung: 'b' }), stelle('b')];
    const a = weg('a', '2026-11-30', '2026-12-05');
    expect(vertretungIn(a, zwei, [a])).toBe('da');
    expect(vertretungIn(a, zwei, [a, weg('b', '2026-12-05', '2026-12-08')])).toBe('da');
    expect(vertretungIn(a, zwei, [a, weg('b', '2026-12-04', '2026-12-05')])).toBe('weg');
    expect(vertretungIn(weg('b', '2026-12-04', '2026-12-05'), zwei, [])).toBe('fehlt');
  });
});
