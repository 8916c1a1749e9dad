import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../base/index.ts';
import { schliesseGewerbeAb } from '../../pruefstand/abschluss.ts';
import { GEWERBE, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, type Ort } from '../../pruefstand/haus.ts';
import { leitungskontext } from '../kontext.ts';
import { readAlter, readEngpaesse, readGuete, readWochen } from './fluss.ts';
import { guetezahlen } from './guete.ts';
import { massgebende, readFristenlage, readMengen, readWidersprueche, readZeiten, readZugriffe } from './queries.ts';

const PERSON = '01890000-0000-7000-8000-000000000001';
describe('Die Güte', () => {
  const zeile = (eingang: string, fertig: string | null) => ({
    leistung: GEWERBE,
    eingang,
    fertig,
    anzahl: 2,
    nachgefordert: 1,
    widersprochen: 0,
  });

  it('misst die drei Tage des § 15 GewO ab dem Tag nach dem Eingang, bis zum nächsten Werktag', () => {
    // 3 + 3 days: Thursday → Sunday → Monday
    expect(guetezahlen([zeile('2026-06-04', '2026-06-08')], '2026-06-30')[0]?.verspaetet).toBe(0);
    expect(guetezahlen([zeile('2026-06-04', '2026-06-09')], '2026-06-30')[0]?.verspaetet).toBe(2);
  });

  it('zählt auch, was nach der Frist noch offen ist', () => {
    expect(guetezahlen([zeile('2026-06-01', null)], '2026-06-04')[0]?.verspaetet).toBe(0);
    expect(guetezahlen([zeile('2026-06-01', null)], '2026-06-05')[0]).toMatchObject({
      verspaetet: 2,
      nachgefordert: 1,
    });
  });

  it('kennt ohne Frist im Gesetz keine Verspätung', () =>
    expect(guetezahlen([{ ...zeile('2026-06-01', null), leistung: 'x' }], '2026-12-31')[0]?.verspaetet).toBe(null));
});

describe('Die Zahlen aus der Datenbank', async () => {
  const t = await neueDatenbank();
  const uhr = stellbareUhr(Date.parse('2026-06-01T08:00:00Z'));
  let h: Haus;
  const lies = <T>(ort: Ort, tue: Parameters<typeof h.db.transaktion<T>>[1]) =>
    h.db.transaktion(leitungskontext({ person: PERSON, stelle: h.ort[ort] }, 'Test'), tue);

  beforeAll(async () => {
    h = await baueHaus(t, { uhr });
    const person = await legePersonalAn(h);
    const fertig = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await h.leeren();
    uhr.stelle(Date.parse('2026-06-02T08:00:00Z'));
    await schliesseGewerbeAb(h, fertig, person, '2026-06-02');
    await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await reicheBeispielEin(h, 'lossatal', GEWERBE, '01-einfach');
    await h.leeren();
    uhr.stelle(Date.parse('2026-06-12T08:00:00Z'));
  });

  it('nennen Thallwitz seine Fälle, Zeiten und Fristen', async () => {
    const stelle = h.ort.thallwitz;
    expect(await lies('thallwitz', (tx) => readMengen(tx, stelle, '2026-01-01'))).toEqual([
      { leistung: GEWERBE, monat: '2026-06', stelle: h.ort.wurzen, anzahl: 2 },
    ]);
    const zeiten = await lies('thallwitz', (tx) => readZeiten(tx, stelle, '2026-01-01'));
    expect(zeiten.map((z) => [z.art, z.monat, z.anzahl, z.haelfte])).toEqual([
      ['bescheid', null, 1, 24],
      ['bescheid', '2026-06', 1, 24],
      ['bescheinigung', null, 2, 0],
      ['bescheinigung', '2026-06', 2, 0],
    ]);
    expect(massgebende(zeiten).map((z) => z.art)).toEqual(['bescheid', 'bescheid']);
    expect(await lies('thallwitz', (tx) => readZeiten(tx, stelle, '2026-01-01', '2026-06-01'))).toEqual([]);
    expect(await lies('thallwitz', (tx) => readFristenlage(tx, stelle, '2026-06-12'))).toMatchObject({ offen: 1 });
    expect(await lies('thallwitz', (tx) => readWidersprueche(tx, stelle, '2026-01-01'))).toEqual([]);
    expect(await lies('thallwitz', (tx) => readZugriffe(tx, '2026-01-01', '2027-01-01'))).toEqual([]);
  });

  it('nennen Lossatal, dass Wurzen an seiner Stelle entscheidet, und sonst nichts davon', async () => {
    expect(await lies('lossatal', (tx) => readMengen(tx, h.ort.lossatal, '2026-01-01'))).toEqual([
      { leistung: GEWERBE, monat: '2026-06', stelle: h.ort.wurzen, anzahl: 1 },
    ]);
    expect(await lies('lossatal', (tx) => readZeiten(tx, h.ort.lossatal, '2026-01-01'))).toEqual([]);
  });

  it('nennen Wurzen Fluss, Alter, Engpass und Güte seiner Arbeit für alle', async () => {
    const stelle = h.ort.wurzen;
    expect(await lies('wurzen', (tx) => readWochen(tx, stelle, '2026-01-01'))).toEqual([
      { montag: '2026-06-01', ein: 3, aus: 1 },
    ]);
    const alter = await lies('wurzen', (tx) => readAlter(tx, stelle, '2026-06-12'));
    expect(alter.map((a) => [a.koerperschaft, a.bis14]).sort()).toEqual(
      [
        [h.ort.lossatal, 1],
        [h.ort.thallwitz, 1],
      ].sort(),
    );
    const [e] = await lies('wurzen', (tx) => readEngpaesse(tx, stelle, uhr.jetzt()));
    expect(e).toMatchObject({ leistung: GEWERBE, anzahl: 2, haelfte: 240 });
    const guete = await lies('wurzen', (tx) => readGuete(tx, stelle, '2026-01-01'));
    expect(guetezahlen(guete, '2026-06-12')).toMatchObject([{ faelle: 3, nachgefordert: 0, verspaetet: 0 }]);
  });

  it('gibt es für ein Haus ohne Vereinbarung nicht', async () => {
    for (const ort of ['thallwitz', 'wurzen'] as const) {
      expect(await lies('bennewitz', (tx) => readMengen(tx, h.ort[ort], '2026-01-01'))).toEqual([]);
      expect(await lies('bennewitz', (tx) => readWochen(tx, h.ort[ort], '2026-01-01'))).toEqual([]);
    }
  });
});
