import { localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOHEITLICH, menge, PFLICHTIG, regel, sha256 } from '../test/welt.ts';
import { besteuere, kanonisch, liesAbrechnung, stelleAuf, verrechneJahr, verrechneMonat } from './abrechnung.ts';
import { isFehler, rechneMonat } from './rechne.ts';
import { gegenbuchungen, vergleiche } from './vergleich.ts';
import type { Zeile } from './zeile.ts';

const kopf = { vereinbarung: 'v', glaeubiger: 'wurzen', schuldner: 'thallwitz', jahr: 2027, periode: 1, stand: [] };
const zeilen = (seiten: number): Zeile[] => {
  const regeln = [
    regel({ art: 'menge', einheit: 'seite', preis: 1100 }, { ust: PFLICHTIG, leistung: 'posteingang' }),
    regel({ art: 'menge', einheit: 'fall', preis: 380000 }),
  ];
  const mengen = [menge('seite', '2027-01-04', seiten, 'posteingang'), menge('fall', '2027-01-05', 3)];
  const z = rechneMonat({ id: 'v', regeln, mengen, pools: [], sha256 }, 2027, 1);
  if (isFehler(z)) throw new Error(z.grund);
  return z;
};

describe('Eine Abrechnung', () => {
  it('besteuert je Stand und Satz, nicht je Zeile', () => {
    const a = stelleAuf(kopf, zeilen(1234));
    expect(a.steuern).toEqual([
      { stand: 'nicht-steuerbar', satz: 0, grund: HOHEITLICH.grund, netto: 11400, steuer: 0 },
      { stand: 'steuerpflichtig', satz: 19, grund: PFLICHTIG.grund, netto: 13574, steuer: 2579 },
    ]);
    expect(a).toMatchObject({ netto: 24974, steuer: 2579, brutto: 27553, zahlbetrag: 27553 });
    const cent: Zeile = { ...(zeilen(1)[0] as Zeile), netto: 1, ust: PFLICHTIG };
    expect(besteuere([cent, cent, cent])[0]?.steuer).toBe(1);
  });

  it('rundet die Steuer eines Satzes einmal, wie die Rechnung, auch bei mehreren Gründen; ohne Steuer steht jeder Grund für sich', () => {
    const zeile = (netto: number, ust: Zeile['ust']): Zeile => ({ ...(zeilen(1)[0] as Zeile), netto, ust });
    const andere = { ...PFLICHTIG, grund: 'Anderer Grund' };
    expect(besteuere([zeile(13, PFLICHTIG), zeile(13, andere)])).toEqual([
      { stand: 'steuerpflichtig', satz: 19, grund: `Anderer Grund; ${PFLICHTIG.grund}`, netto: 26, steuer: 5 },
    ]);
    expect(besteuere([zeile(13, HOHEITLICH), zeile(13, { ...HOHEITLICH, grund: 'x' })])).toHaveLength(2);
  });

  it('hat einen Text und eine Prüfsumme, und der Text liest sich zurück', () => {
    const a = stelleAuf(kopf, zeilen(10));
    const { text, hash } = kanonisch(a, sha256);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(liesAbrechnung(text)).toEqual(a);
    expect(kanonisch(stelleAuf(kopf, zeilen(11)), sha256).hash).not.toBe(hash);
    expect(liesAbrechnung(`${text} `)).toBeUndefined();
    expect(liesAbrechnung('kein JSON')).toBeUndefined();
  });

  it('nennt die Zeile, die abweicht, und bucht sie als Ganzes gegen', () => {
    const [alt, neu] = [stelleAuf(kopf, zeilen(10)), stelleAuf(kopf, zeilen(12))];
    expect(vergleiche(alt, neu)).toMatchObject([
      { eigen: { einheit: 'seite', menge: 10 }, fremd: { einheit: 'seite', menge: 12 } },
    ]);
    expect(vergleiche(alt, stelleAuf(kopf, zeilen(10)))).toEqual([]);
    const g = gegenbuchungen(alt, neu);
    expect(g.map((x) => [x.vorzeichen, x.zeile.menge])).toEqual([
      [-1, 10],
      [1, 12],
    ]);
    expect(alt.netto + g.reduce((s, x) => s + x.vorzeichen * x.zeile.netto, 0)).toBe(neu.netto);
  });
});

describe('Die Verrechnung', () => {
  const mit = (brutto: number) => ({ ...stelleAuf(kopf, []), brutto, zahlbetrag: brutto });

  it('zahlt im Monat nichts und trägt den Rest vor', () => {
    const a = verrechneMonat(mit(80000), { vereinbarung: 'w', brutto: 3800 });
    expect(a.verrechnung).toEqual({
      mit: 'w',
      forderung: 80000,
      gegenforderung: 3800,
      betrag: 3800,
      vortrag: 76200,
    });
    expect(a.zahlbetrag).toBe(0);
  });

  it('gleicht am Jahresende aus: zusammen wird genau der Unterschied der beiden Jahre gezahlt', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 1e9 }), fc.integer({ min: -5_000, max: 1e9 }), (x, y) => {
        const a = verrechneJahr(mit(0), 'w', { eigen: x, gegen: y });
        const b = verrechneJahr(mit(0), 'v', { eigen: y, gegen: x });
        expect(a.verrechnung?.betrag).toBe(b.verrechnung?.betrag);
        expect(a.zahlbetrag - b.zahlbetrag).toBe(x - y);
        if (x >= 0 && y >= 0) expect(Math.min(a.zahlbetrag, b.zahlbetrag)).toBe(0);
      }),
    );
  });
});

describe('Der Tag der Regel', () => {
  it('steht in der Zeile, damit ein neuer Preis eine neue Zeile ist', () => {
    expect(zeilen(1).map((z) => z.regel)).toEqual([localDate('2025-01-01'), localDate('2025-01-01')]);
  });
});
