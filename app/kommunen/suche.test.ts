import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Kommune, suche, type Verzeichnis } from './model.ts';
import { readVerzeichnis } from './queries.ts';

const t = await neueDatenbank();
let v: Verzeichnis;
const namen = (text: string) => suche(v, text).kommunen.map((k) => k.kurzname);

beforeAll(async () => {
  v = await readVerzeichnis(t.als('app'), '2026-06-15');
});

describe('Das Verzeichnis', () => {
  it('kennt 418 Gemeinden und 10 Landkreise und findet jede Körperschaft auf zwei Wegen', () => {
    expect([v.gemeinden.length, v.alle.length]).toEqual([418, 428]);
    for (const k of v.alle) expect([v.byId(k.id), v.byAgs(k.ags)]).toEqual([k, k]);
    expect(
      v.gemeinden
        .filter((k) => k.kreisId === null)
        .map((k) => k.kurzname)
        .sort(),
    ).toEqual(['Chemnitz', 'Dresden', 'Leipzig']);
    expect(v.gemeinden.every((k) => k.kreisId === null || v.byId(k.kreisId)?.art === 'landkreis')).toBe(true);
    expect([v.byId('x'), v.byAgs('99999999')]).toEqual([undefined, undefined]);
  });

  it('ist deutsch sortiert und leer für einen Tag vor seinem Stand', async () => {
    const reihe = v.gemeinden.map((k: Kommune) => k.kurzname);
    expect(reihe).toEqual([...reihe].sort(new Intl.Collator('de').compare));
    expect((await readVerzeichnis(t.als('app'), '1990-01-01')).alle).toEqual([]);
  });
});

describe('Die Suche', () => {
  it('findet mit und ohne Umlaut, groß und klein, mit Leerzeichen am Rand', () => {
    for (const text of ['Görlitz', 'gorlitz', 'GÖRLITZ', '  görlitz ']) expect(namen(text), text).toContain('Görlitz');
    expect(namen('Großenhain')[0]).toBe('Großenhain');
    expect(namen('grossenhain')).toEqual(namen('Großenhain'));
    expect(namen('Go\u0308rlitz')).toContain('Görlitz');
  });

  it('nennt zuerst, was so beginnt, dann, was es enthält', () => {
    const wur = namen('wurz');
    expect(wur[0]).toBe('Wurzen');
    const burg = namen('burg');
    const beginn = burg.findIndex((n) => !n.toLowerCase().startsWith('burg'));
    expect(burg.slice(0, beginn).every((n) => n.toLowerCase().startsWith('burg'))).toBe(true);
    expect(burg).toContain('Augustusburg');
    expect(suche(v, 'burg').aehnlich).toBe(false);
  });

  it('findet zu einer Postleitzahl alle Orte, die sie teilen', () => {
    const t04808 = suche(v, '04808');
    expect(t04808.kommunen.map((k) => k.kurzname)).toEqual(['Lossatal', 'Thallwitz', 'Wurzen']);
    expect(t04808.aehnlich).toBe(false);
    expect(suche(v, '048').aehnlich).toBe(true);
  });

  it('bietet zu einer unbekannten Postleitzahl die mit den längsten gleichen Anfangsziffern an', () => {
    const e = suche(v, '04809');
    expect(e.aehnlich).toBe(true);
    expect(e.kommunen.length).toBeGreaterThan(2);
    expect(e.kommunen.every((k) => k.plz?.startsWith('0480'))).toBe(true);
    expect(suche(v, '99999').kommunen.every((k) => k.plz?.startsWith('9'))).toBe(true);
  });

  it('bietet zu einem Tippfehler Ähnliches an und behauptet nicht, es sei gefunden', () => {
    const e = suche(v, 'Wurzem');
    expect(e).toMatchObject({ aehnlich: true });
    expect(e.kommunen[0]?.kurzname).toBe('Wurzen');
  });

  it('hält jede Eingabe aus und gibt nur Gemeinden', () => {
    for (const text of [
      "'; drop table kommunen.merkmale; --",
      '%',
      '_',
      '.*',
      '(',
      '\\',
      '<script>',
      '\0',
      '٤٨٠٨',
      'x'.repeat(10_000),
    ])
      expect(() => suche(v, text), text.slice(0, 30)).not.toThrow();
    expect(namen('')).toEqual([]);
    expect(namen('   ')).toEqual([]);
    expect(namen('%')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const e = suche(v, text);
        expect(e.kommunen.every((k) => k.art === 'gemeinde')).toBe(true);
        expect(new Set(e.kommunen.map((k) => k.id)).size).toBe(e.kommunen.length);
      }),
    );
  });

  it('findet jede Gemeinde unter ihrem eigenen Namen', () => {
    for (const k of v.gemeinden)
      expect(
        suche(v, k.kurzname).kommunen.map((x) => x.id),
        k.kurzname,
      ).toContain(k.id);
  });
});
