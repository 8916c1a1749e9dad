import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { erledige, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import { berichtigeAufwand, kenntAufwand, readArbeit, readAufwand, summiereAufwand } from './index.ts';
import type { Abrechnungsvertrag } from './model.ts';
import { baueAbrechnung } from './pruefstand.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let mandat: Abrechnungsvertrag;
let delegation: Abrechnungsvertrag;
let glatt: Fall;
let geprueft: Fall;
let bestritten: Fall;
let fremd: Fall;
const OKTOBER = { von: '2026-10-01', bis: '2026-11-01' };
const [KLEIN, MITTEL, GROSS] = ['ohne Rückfrage', 'mit Prüfung oder Nachforderung', 'mit Widerspruch'];

const klassen = async (ort: 'wurzen' | 'thallwitz') =>
  new Map(
    (await w.in(ort, (tx) => readAufwand(tx, mandat, OKTOBER))).map((a) => [a.vorgang, [a.klasse?.name, a.grund]]),
  );
const berichtigt = (sub: string, mehr: Partial<Parameters<typeof berichtigeAufwand>[2]> = {}) =>
  berichtigeAufwand(w.d, w.akteur(sub), {
    vereinbarung: mandat.id,
    vorgang: glatt.vorgang,
    klasse: MITTEL ?? '',
    grund: 'Zwei Telefonate mit der Handwerkskammer',
    ...mehr,
  });

beforeAll(async () => {
  w = await baueAbrechnung(t, '2026-10-05');
  mandat = await w.vertrag('thallwitz', 'wurzen', GEWERBE);
  delegation = await w.vertrag('lossatal', 'wurzen', GEWERBE);
  glatt = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '01-einfach');
  geprueft = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '08-wiedervorlage');
  bestritten = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '01-einfach');
  fremd = await reicheBeispielEin(w.h, 'lossatal', GEWERBE, '01-einfach');
  await w.leeren();
  const { person, stelle } = w.akteur('k.weber');
  const weber = { person, stelle, name: 'Katrin Weber', telefon: '' };
  const was = { was: 'Aufenthaltstitel', warum: 'Wir müssen ihn sehen.' };
  expect(await erledige(w.h, geprueft, weber, 'nachfordern', was)).toEqual({ ok: true });
  await w.leeren();
  await w.in('thallwitz', async (tx) => {
    const g = await lock(tx, w.h.protokoll, bestritten.koerperschaft, bestritten.vorgang);
    if (!g) throw new Error('Der Vorgang fehlt');
    const wer = { pseudonym: 'b', role: 'buerger', loa: null };
    const widerspruch = { id: 'w1', eingang: '2026-10-05', kanal: 'papier' } as const;
    const befehl = { art: 'widersprechen', widerspruch, person: 'b', text: 'Zu teuer.' } as const;
    return handle(tx, w.h.protokoll, g, befehl, wer);
  });
  await w.zaehle();
});

describe('Der Aufwand eines Vorgangs', () => {
  it('ist die vereinbarte Klasse, die aus dem Geschehenen folgt, für beide Seiten dieselbe', async () => {
    for (const ort of ['wurzen', 'thallwitz'] as const)
      expect(await klassen(ort)).toEqual(
        new Map([
          [glatt.vorgang, [KLEIN, null]],
          [geprueft.vorgang, [MITTEL, null]],
          [bestritten.vorgang, [GROSS, null]],
        ]),
      );
  });

  it('wird von der bearbeitenden Stelle berichtigt, nur mit Grund und einer vereinbarten Klasse', async () => {
    expect(await berichtigt('d.lorenz')).toMatchObject({ grund: 'abrechnung.nicht-berechtigt' });
    expect(await berichtigt('f.naumann')).toMatchObject({ grund: 'abrechnung.nur-glaeubiger' });
    expect(await berichtigt('y.barthel')).toMatchObject({ grund: 'abrechnung.nur-glaeubiger' });
    expect(await berichtigt('m.uhlig')).toMatchObject({ grund: 'abrechnung.unbekannt' });
    expect(await berichtigt('k.weber', { grund: ' ' })).toMatchObject({ grund: 'abrechnung.ohne-grund' });
    expect(await berichtigt('k.weber', { klasse: 'mit Prüfung' })).toMatchObject({
      grund: 'abrechnung.klasse-unbekannt',
    });
    expect(await berichtigt('k.weber', { vorgang: fremd.vorgang })).toMatchObject({
      grund: 'abrechnung.zaehlung-unbekannt',
    });
    expect((await klassen('wurzen')).get(glatt.vorgang)).toEqual([KLEIN, null]);
    expect(await berichtigt('k.weber')).toEqual({ ok: true });
    await w.leeren();
    for (const ort of ['wurzen', 'thallwitz'] as const)
      expect((await klassen(ort)).get(glatt.vorgang)).toEqual([MITTEL, 'Zwei Telefonate mit der Handwerkskammer']);
    // corrected once more, the later reason counts
    expect(await berichtigt('s.hartig', { klasse: GROSS ?? '', grund: 'Dazu ein Ortstermin' })).toEqual({ ok: true });
    await w.leeren();
    expect((await klassen('thallwitz')).get(glatt.vorgang)).toEqual([GROSS, 'Dazu ein Ortstermin']);
  });

  it('nennt im Protokoll den Vorgang, die Klasse und den Grund, und sonst nichts über die Arbeit', async () => {
    const { rows } = await t.setup.query<{ angaben: object }>(
      `select angaben from abrechnung.eintrag where art = 'aufwand.berichtigt' and koerperschaft = $1 order by n limit 1`,
      [w.h.ort.thallwitz],
    );
    expect(rows).toEqual([
      { angaben: { vorgang: glatt.vorgang, klasse: MITTEL, grund: 'Zwei Telefonate mit der Handwerkskammer' } },
    ]);
  });

  it('wird je Leistung zusammengezählt, für beide Seiten gleich', async () => {
    for (const ort of ['wurzen', 'thallwitz'] as const) {
      expect(summiereAufwand(await w.in(ort, (tx) => readAufwand(tx, mandat, OKTOBER)))).toMatchObject([
        { leistung: GEWERBE, klasse: { name: MITTEL }, faelle: 1, minuten: 40 },
        { leistung: GEWERBE, klasse: { name: GROSS }, faelle: 2, minuten: 140 },
      ]);
      expect(await w.in(ort, (tx) => readArbeit(tx, [mandat], OKTOBER))).toMatchObject([
        { leistung: GEWERBE, faelle: 3, ohne: 0, minuten: 180 },
      ]);
    }
  });

  it('bleibt offen, wo das Haus die Vorgänge nicht sieht: bei Delegation kennt ihn nur die beauftragte Stadt', async () => {
    expect(kenntAufwand(delegation, w.h.ort.wurzen)).toBe(true);
    expect(kenntAufwand(delegation, w.h.ort.lossatal)).toBe(false);
    const klasse = async (ort: 'wurzen' | 'lossatal') =>
      (await w.in(ort, (tx) => readAufwand(tx, delegation, OKTOBER))).map((a) => a.klasse?.name ?? null);
    expect(await klasse('wurzen')).toEqual([KLEIN]);
    expect(await klasse('lossatal')).toEqual([null]);
    expect(await w.in('lossatal', (tx) => readArbeit(tx, [delegation], OKTOBER))).toEqual([]);
    expect(await w.in('wurzen', (tx) => readArbeit(tx, [delegation], OKTOBER))).toMatchObject([
      { faelle: 1, minuten: 25 },
    ]);
  });
});
