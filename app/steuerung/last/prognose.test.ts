import { localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baueGeschichte } from './geschichte.ts';
import { prognostiziere, type Wochenwert } from './prognose.ts';
import { werktageDer, wochenAb } from './wochen.ts';

const BEGINN = localDate('2023-01-02');
/** mulberry32: the same numbers on every machine */
function zufall(saat: number): () => number {
  let s = saat >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let z = Math.imul(s ^ (s >>> 15), 1 | s);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}
/** how many, when `mittel` are usual (Knuth) */
function poisson(r: () => number, mittel: number): number {
  let [n, p] = [0, r()];
  for (const ende = Math.exp(-mittel); p > ende; n++) p *= r();
  return n;
}
const KALENDER = wochenAb(BEGINN, 160).map((montag) => ({ montag, arbeitstage: werktageDer(montag).length }));
/** Weeks whose cases follow `rate` per working day. */
function reihe(saat: number, wochen: number, rate: (montag: string, i: number) => number): Wochenwert[] {
  const r = zufall(saat);
  return KALENDER.slice(0, wochen).map((w, i) => ({ ...w, faelle: poisson(r, rate(w.montag, i) * w.arbeitstage) }));
}
const danach = (g: readonly Wochenwert[], n: number) => KALENDER.slice(g.length, g.length + n);
const mittel = (zahlen: readonly number[]) => zahlen.reduce((s, x) => s + x, 0) / zahlen.length;

describe('Die Vorhersage', () => {
  it('sagt nichts, wenn die Geschichte zu kurz oder zu dünn ist, und wie viel da ist', () => {
    const kurz = reihe(1, 11, () => 1);
    expect(prognostiziere(kurz, danach(kurz, 4))).toMatchObject({
      ok: false,
      grund: 'zu-kurz',
      geschichte: { wochen: 11 },
    });
    const selten = reihe(1, 40, () => 0).map((w, i) => ({ ...w, faelle: i % 8 === 0 ? 1 : 0 }));
    expect(prognostiziere(selten, danach(selten, 4))).toMatchObject({
      ok: false,
      grund: 'zu-selten',
      geschichte: { faelle: 5 },
    });
    expect(prognostiziere([], [])).toMatchObject({ ok: false, geschichte: { wochen: 0, faelle: 0 } });
  });

  it('trifft bei gleichmäßigem Eingang das Mittel und rechnet kurze Wochen kürzer', () => {
    const g = reihe(7, 90, () => 4);
    const p = prognostiziere(g, [
      { montag: localDate('2026-06-15'), arbeitstage: 5 },
      { montag: localDate('2026-12-21'), arbeitstage: 4 },
      { montag: localDate('2026-12-28'), arbeitstage: 0 },
    ]);
    if (!p.ok) throw new Error(p.grund);
    expect(p.wochen[0]?.erwartet).toBeGreaterThan(16);
    expect(p.wochen[0]?.erwartet).toBeLessThan(24);
    expect((p.wochen[1]?.erwartet ?? 0) / (p.wochen[0]?.erwartet ?? 1)).toBeCloseTo(0.8);
    expect(p.wochen[2]).toMatchObject({ erwartet: 0, von: 0, bis: 0 });
  });

  it('erkennt nach zwei Jahren die Jahreszeit, vorher nicht', () => {
    const winter = (montag: string) => (['01', '02'].includes(montag.slice(5, 7)) ? 8 : 3);
    const p = (wochen: number) => {
      const g = reihe(3, wochen, winter);
      const e = prognostiziere(g, [
        { montag: localDate('2026-01-12'), arbeitstage: 5 },
        { montag: localDate('2026-06-15'), arbeitstage: 5 },
      ]);
      if (!e.ok) throw new Error(e.grund);
      return { saison: e.saison, verhaeltnis: (e.wochen[0]?.erwartet ?? 0) / (e.wochen[1]?.erwartet ?? 1) };
    };
    expect(p(100)).toMatchObject({ saison: false });
    expect(p(150).saison).toBe(true);
    expect(p(150).verhaeltnis).toBeGreaterThan(1.7);
  });

  it('hält ihre Spanne in etwa acht von zehn Wochen, ist aber keine Wand', () => {
    const treffer: number[] = [];
    for (let saat = 1; saat <= 60; saat++)
      for (const rate of [1, 3, 8]) {
        const g = reihe(saat, 60, () => rate);
        const p = prognostiziere(g.slice(0, 52), danach(g.slice(0, 52), 8));
        if (p.ok)
          p.wochen.forEach((w, i) =>
            treffer.push(Number(w.von <= (g[52 + i]?.faelle ?? -1) && (g[52 + i]?.faelle ?? -1) <= w.bis)),
          );
      }
    expect(treffer.length).toBeGreaterThan(1000);
    expect(mittel(treffer)).toBeGreaterThan(0.78);
    expect(mittel(treffer)).toBeLessThan(0.95);
  });

  it('liegt im Rückblick im Mittel näher als „so viele wie in der Woche der Frage“', () => {
    const [fehler, naiv] = [[] as number[], [] as number[]];
    for (let saat = 1; saat <= 40; saat++) {
      const p = prognostiziere(
        reihe(saat, 130, (m) => (m.slice(5, 7) === '01' ? 6 : 3)),
        [],
      );
      if (!p.ok || !p.rueckblick) throw new Error('ohne Rückblick');
      fehler.push(p.rueckblick.fehler);
      naiv.push(p.rueckblick.naiv);
    }
    expect(mittel(fehler)).toBeLessThan(mittel(naiv) * 0.85);
  });

  it('blickt nur zurück, wo sie hätte fragen können, und weiß dort nicht, was danach kam', () => {
    const g = reihe(5, 23, () => 3);
    expect(prognostiziere(g, [])).toMatchObject({ ok: true, rueckblick: { wochen: { length: 8 } } });
    expect(prognostiziere(g.slice(0, 22), [])).toMatchObject({ ok: true, rueckblick: null });
    const anders = g.map((w, i) => (i === 22 ? { ...w, faelle: 500 } : w));
    const erwartet = (x: readonly Wochenwert[]) => {
      const p = prognostiziere(x, []);
      return p.ok ? p.rueckblick?.wochen.map((w) => w.erwartet) : [];
    };
    expect(erwartet(anders)).toEqual(erwartet(g));
  });

  it('nennt für jede Folge eine Spanne um den Erwartungswert, nie unter null', () => {
    const zahlen = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 12, maxLength: 140 });
    fc.assert(
      fc.property(zahlen, (faelle) => {
        const g = faelle.map((n, i) => ({ montag: KALENDER[i]?.montag ?? BEGINN, arbeitstage: 5, faelle: n }));
        const p = prognostiziere(g, danach(g, 12));
        if (!p.ok) return;
        for (const w of p.wochen) {
          expect(w.von).toBeGreaterThanOrEqual(0);
          expect(w.von).toBeLessThanOrEqual(w.erwartet);
          expect(w.bis).toBeGreaterThanOrEqual(w.erwartet);
          expect(Number.isFinite(w.bis)).toBe(true);
        }
      }),
    );
  });
});

describe('Die Geschichte einer Leistung', () => {
  const heute = localDate('2027-01-06');
  const woche = (montag: string, faelle: number) => ({ montag: localDate(montag), faelle });
  it('reicht bis zur letzten ganzen Woche, und ab der Woche nach dem ersten eigenen Fall gilt die eigene Zählung', () => {
    const eigene = [
      { montag: '2026-12-14', anzahl: 2 },
      { montag: '2026-12-28', anzahl: 3 },
      { montag: '2027-01-04', anzahl: 9 },
    ];
    const g = baueGeschichte(eigene, [woche('2026-12-07', 7), woche('2026-12-14', 6), woche('2026-12-21', 5)], heute);
    expect(g.map((w) => [w.montag, w.faelle])).toEqual([
      ['2026-12-07', 7],
      ['2026-12-14', 6],
      ['2026-12-21', 0],
      ['2026-12-28', 3],
    ]);
    expect(g.map((w) => w.arbeitstage)).toEqual([5, 5, 4, 4]);
  });
  it('endet an der ersten Woche, die niemand kennt', () => {
    const g = baueGeschichte([], [woche('2026-12-07', 7), woche('2026-12-21', 5), woche('2026-12-28', 4)], heute);
    expect(g.map((w) => w.montag)).toEqual(['2026-12-21', '2026-12-28']);
    expect(baueGeschichte([], [], heute)).toEqual([]);
  });
});
