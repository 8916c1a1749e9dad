import { localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naivJahr, naivMonat } from '../test/naiv.ts';
import { HOHEITLICH, menge, mengenliste, PFLICHTIG, regel, regelwerk, sha256 } from '../test/welt.ts';
import { gleicheAus } from './ausgleich.ts';
import { type Grundlage, isFehler, rechneMonat, rechneTage, rechneTeil } from './rechne.ts';
import type { Kostenregel } from './regel.ts';
import type { Poolstand, Tagesmenge, Zeile } from './zeile.ts';

const grundlage = (
  regeln: readonly Kostenregel[],
  mengen: readonly Tagesmenge[],
  pools: readonly Poolstand[] = [],
): Grundlage => ({ id: 'v', regeln, mengen, pools, sha256 });

function monat(g: Grundlage, jahr: number, m: number): Zeile[] {
  const z = rechneMonat(g, jahr, m);
  if (isFehler(z)) throw new Error(z.grund);
  return z;
}
function ausgleich(g: Grundlage, jahr: number, bereits: readonly Zeile[]): Zeile[] {
  const z = gleicheAus(g, jahr, bereits);
  if (isFehler(z)) throw new Error(z.grund);
  return z;
}
const monate = (g: Grundlage, jahr: number) => Array.from({ length: 12 }, (_, i) => monat(g, jahr, i + 1)).flat();
const netto = (zeilen: readonly Zeile[]) => zeilen.reduce((s, z) => s + z.netto, 0);

describe('Ein Monat', () => {
  it('zählt Fälle zum Preis des Tages, an dem sie gezählt wurden', () => {
    const g = grundlage(
      [
        regel({ art: 'menge', einheit: 'fall', preis: 380000 }, { bis: localDate('2026-10-15') }),
        regel({ art: 'menge', einheit: 'fall', preis: 400000 }, { ab: localDate('2026-10-15') }),
      ],
      [menge('fall', '2026-10-14', 2), menge('fall', '2026-10-15', 1), menge('fall', '2026-11-01', 5)],
    );
    expect(monat(g, 2026, 10).map((z) => [z.menge, z.netto])).toEqual([
      [2, 7600],
      [1, 4000],
    ]);
  });

  it('rechnet einen Bestand Tag für Tag, auch im Schaltjahr', () => {
    const g = grundlage(
      [regel({ art: 'bestand', einheit: 'hund', preis: 95000 }, { ab: localDate('2024-02-10') })],
      [menge('hund', '2024-01-01', 1000), menge('hund', '2024-02-20', 50)],
    );
    const [zeile] = monat(g, 2024, 2);
    expect(zeile).toMatchObject({ menge: 1000 * 20 + 50 * 10, von: '2024-02-10', bis: '2024-03-01' });
    expect(zeile?.netto).toBe(Math.round((20500 * 950) / 366));
  });

  it('gibt den Abschlag statt der Zählung, für einen Teil des Monats den Teil', () => {
    const r = regel({ art: 'menge', einheit: 'fall', preis: 380000 }, { abschlag: 31000, ab: localDate('2026-10-12') });
    const g = grundlage([r], [menge('fall', '2026-10-20', 9)]);
    expect(monat(g, 2026, 10)).toMatchObject([{ art: 'abschlag', netto: 20000, menge: null }]);
    expect(monat(g, 2026, 11)).toMatchObject([{ art: 'abschlag', netto: 31000 }]);
  });

  it('ist ohne Abschlag dasselbe wie seine Tage, und die zählen auch mitten im Monat', () => {
    const r = regel({ art: 'menge', einheit: 'fall', preis: 380_000 });
    const mengen = [menge('fall', '2026-10-05', 2), menge('fall', '2026-10-20', 1)];
    const tage = (bis: string, x = r) =>
      rechneTage(grundlage([x], mengen), { von: localDate('2026-10-01'), bis: localDate(bis) });
    expect(tage('2026-11-01')).toEqual(monat(grundlage([r], mengen), 2026, 10));
    expect(tage('2026-10-20')).toMatchObject([{ menge: 2, netto: 7600 }]);
    expect(tage('2026-11-01', { ...r, abschlag: 100, minimum: 99_999 })).toMatchObject([
      { art: 'menge', netto: 11_400 },
    ]);
  });

  it('nimmt aus einem Pool den Anteil, der für alle zusammen auf den Cent aufgeht', () => {
    const anteile = ['u', 'v', 'w'].map((id) => ({ id, gewicht: 1 }));
    const r = regel({ art: 'umlage', pool: 'scanstelle', nach: 'fall' });
    const pools = [{ pool: 'scanstelle', monat: 10, kosten: 10000, anteile }];
    const alle = ['u', 'v', 'w'].map((id) => netto(monat({ ...grundlage([r], [], pools), id }, 2026, 10)));
    expect(alle).toEqual([3334, 3333, 3333]);
    expect(rechneMonat(grundlage([r], []), 2026, 10)).toMatchObject({ ok: false, grund: 'pool.fehlt' });
    expect(rechneMonat({ ...grundlage([r], [], pools), id: 'x' }, 2026, 10)).toMatchObject({ grund: 'pool.ohne-uns' });
  });

  it('rät nicht: ein Bestand unter null und unbekannte Einwohner sind keine Rechnung', () => {
    const hund = regel({ art: 'bestand', einheit: 'hund', preis: 95000 });
    expect(rechneMonat(grundlage([hund], [menge('hund', '2026-10-05', -1)]), 2026, 10)).toMatchObject({
      grund: 'menge.negativ',
      tag: '2026-10-05',
    });
    const leute = regel({ art: 'bestand', einheit: 'einwohner', preis: 9000 });
    expect(rechneMonat(grundlage([leute], [menge('einwohner', '2026-10-05', 9000)]), 2026, 10)).toMatchObject({
      grund: 'einwohner.unbekannt',
      tag: '2026-10-01',
    });
    const fall = regel({ art: 'menge', einheit: 'fall', preis: 1 });
    expect(rechneMonat(grundlage([fall], [menge('fall', '2026-10-05', -1)]), 2026, 10)).toMatchObject({
      grund: 'menge.negativ',
    });
  });

  it('belegt jede Menge: gleich viele, aber andere Fälle ergeben einen anderen Beleg', () => {
    const r = regel({ art: 'menge', einheit: 'fall', preis: 380000 });
    const a = menge('fall', '2026-10-05', 1);
    const [x] = monat(grundlage([r], [a]), 2026, 10);
    const [y] = monat(grundlage([r], [{ ...a, belege: '00' }]), 2026, 10);
    expect(x?.netto).toBe(y?.netto);
    expect(x?.belege).not.toBe(y?.belege);
  });
});

describe('Der Jahresausgleich', () => {
  it('bringt Abschläge auf die Zählung und hält Minimum und Maximum ein', () => {
    const r = regel({ art: 'menge', einheit: 'fall', preis: 380000 }, { abschlag: 10000 });
    const g = grundlage([r], [menge('fall', '2026-05-04', 40)]);
    expect(ausgleich(g, 2026, monate(g, 2026))).toMatchObject([{ soll: 152000, bereits: 120000, netto: 32000 }]);
    const viel = grundlage([{ ...r, maximum: 140000 }], g.mengen);
    expect(ausgleich(viel, 2026, monate(viel, 2026))).toMatchObject([{ soll: 140000, netto: 20000 }]);
    const wenig = grundlage([{ ...r, minimum: 160000 }], g.mengen);
    expect(ausgleich(wenig, 2026, monate(wenig, 2026))).toMatchObject([{ soll: 160000, netto: 40000 }]);
  });

  it('kürzt Minimum und Maximum auf die Tage, die die Regel gilt', () => {
    const r = regel(
      { art: 'menge', einheit: 'fall', preis: 380000 },
      { minimum: 36500, ab: localDate('2026-12-22'), bis: null },
    );
    const g = grundlage([r], []);
    expect(ausgleich(g, 2026, monate(g, 2026))).toMatchObject([{ soll: 1000, netto: 1000 }]);
  });

  it('ist leer, wenn die Monate schon stimmen', () => {
    const g = grundlage([regel({ art: 'menge', einheit: 'fall', preis: 380000 })], [menge('fall', '2026-05-04', 40)]);
    expect(ausgleich(g, 2026, monate(g, 2026))).toEqual([]);
  });
});

describe('Für alle Regeln und Mengen', () => {
  const welt = fc.tuple(regelwerk(2028), mengenliste(2028));

  it('rechnet eine zweite, unabhängige Rechnung jeden Monat auf den Cent dasselbe', () => {
    fc.assert(
      fc.property(welt, fc.integer({ min: 1, max: 12 }), ([regeln, mengen], m) => {
        const zeilen = monat(grundlage(regeln, mengen), 2028, m);
        const soll = naivMonat(regeln, mengen, 2028, m);
        for (const [i, r] of regeln.entries())
          expect(netto(zeilen.filter((z) => z.leistung === r.leistung && z.regel === r.ab))).toBe(soll[i]);
      }),
    );
  });

  it('ergeben Monate und Ausgleich zusammen genau das Jahr der zweiten Rechnung', () => {
    fc.assert(
      fc.property(welt, ([regeln, mengen]) => {
        const g = grundlage(regeln, mengen);
        const bereits = monate(g, 2028);
        expect(netto(bereits) + netto(ausgleich(g, 2028, bereits))).toBe(
          naivJahr(regeln, mengen, 2028).reduce((s, x) => s + x, 0),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('ändert die Reihenfolge von Regeln und Mengen nichts', () => {
    fc.assert(
      fc.property(welt, fc.integer({ min: 1, max: 12 }), ([regeln, mengen], m) => {
        expect(monat(grundlage(regeln.toReversed(), mengen.toReversed()), 2028, m)).toEqual(
          monat(grundlage(regeln, mengen), 2028, m),
        );
      }),
    );
  });

  it('ändert das Teilen eines Zeitraums nichts als das genannte Runden: einen Cent je Schnitt', () => {
    fc.assert(
      fc.property(regelwerk(2028), mengenliste(2028), fc.integer({ min: 1, max: 365 }), (regeln, mengen, schnitt) => {
        const g = grundlage(regeln, mengen);
        const tag = new Date(Date.UTC(2028, 0, 1 + schnitt)).toISOString().slice(0, 10);
        const [von, mitte, bis] = [localDate('2028-01-01'), localDate(tag), localDate('2029-01-01')];
        for (const r of regeln) {
          if (r.schluessel.art === 'mischung') continue;
          const [ganz, vorn, hinten] = [
            rechneTeil(g, r, 0, r.schluessel, { von, bis }),
            rechneTeil(g, r, 0, r.schluessel, { von, bis: mitte }),
            rechneTeil(g, r, 0, r.schluessel, { von: mitte, bis }),
          ];
          if (isFehler(ganz) || isFehler(vorn) || isFehler(hinten)) throw new Error('keine Rechnung');
          expect(Math.abs(vorn.netto + hinten.netto - ganz.netto)).toBeLessThanOrEqual(1);
          if (r.schluessel.art !== 'fest') expect((vorn.menge ?? 0) + (hinten.menge ?? 0)).toBe(ganz.menge);
        }
      }),
    );
  });
});

describe('Umsatzsteuer', () => {
  it('steht als Entscheidung der Parteien mit Grund an jeder Zeile', () => {
    const g = grundlage(
      [
        regel({ art: 'menge', einheit: 'seite', preis: 1100 }, { bis: localDate('2027-01-01') }),
        regel({ art: 'menge', einheit: 'seite', preis: 1100 }, { ab: localDate('2027-01-01'), ust: PFLICHTIG }),
      ],
      [menge('seite', '2026-12-31', 100), menge('seite', '2027-01-01', 100)],
    );
    expect(monat(g, 2026, 12).map((z) => z.ust)).toEqual([HOHEITLICH]);
    expect(monat(g, 2027, 1).map((z) => z.ust)).toEqual([PFLICHTIG]);
  });
});
