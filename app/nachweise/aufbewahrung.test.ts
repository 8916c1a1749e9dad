import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Kontext, uuidv7 } from '../base/index.ts';
import { type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { LESEPROTOKOLL_TAGE, loescheLesezugriffe, readEinsicht, vermerkeLesen } from './index.ts';

const t = await neueDatenbank();
let h: Haus;
let f: Fall;
let buerger: string;
const person = (id: string, art: 'person' | 'anonym'): Kontext => ({
  art,
  person: id,
  stelle: null,
  handelndFuer: null,
  grundlage: null,
});
const einsicht = (k: Kontext) => h.db.transaktion(k, (tx) => readEinsicht(tx, f.koerperschaft, f.vorgang));

/** A clerk of Wurzen looks at a case of Thallwitz, under the agreement between them. */
const schaut = () => {
  const kontext: Kontext = {
    art: 'mitarbeit',
    person: uuidv7(1),
    stelle: h.ort.wurzen,
    handelndFuer: h.ort.thallwitz,
    grundlage: null,
  };
  const grundlage = {
    vereinbarung: uuidv7(2),
    norm: '§ 71 Abs. 2 SächsKomZG',
    aufgabe: 'Gewerbeanzeigen',
    zweck: 'Anzeige prüfen',
  };
  return h.db.transaktion(kontext, async (tx) => vermerkeLesen(tx, h.uhr, f.koerperschaft, [f.vorgang], grundlage));
};
const alt = (tage: number) =>
  t.setup.query(
    `insert into nachweise.lesezugriff values ($1, $2, now() - make_interval(days => $3), $2, $4, array[$5::uuid], '{"aufgabe": "alt", "zweck": "alt"}')`,
    [f.koerperschaft, uuidv7(Date.now()), tage, h.ort.wurzen, f.vorgang],
  );

beforeAll(async () => {
  h = await baueHaus(t);
  f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
  buerger =
    (await t.setup.query<{ buerger: string }>('select buerger from vorgaenge.vorgang where id = $1', [f.vorgang]))
      .rows[0]?.buerger ?? '';
  await schaut();
});

describe('Das Leseprotokoll', () => {
  it('zeigt auch, wer nur den Link hat: Stelle, Aufgabe, Zweck und Tag, keinen Namen', async () => {
    const [z, ...mehr] = await einsicht(person(buerger, 'anonym'));
    expect(mehr).toEqual([]);
    expect(z).toEqual({
      stelle: h.ort.wurzen,
      aufgabe: 'Gewerbeanzeigen',
      zweck: 'Anzeige prüfen',
      tag: expect.any(String),
      anzahl: 1,
    });
    expect(await einsicht(person(buerger, 'person'))).toHaveLength(1);
    expect(await einsicht(person(uuidv7(9), 'anonym'))).toEqual([]);
  });

  it('zeigt es weiter, wenn die Vereinbarung geendet hat; wer dann schaut, kann es nicht mehr', async () => {
    await t.setup.query('delete from ctx.freigabe');
    expect(await einsicht(person(buerger, 'anonym'))).toHaveLength(1);
    await expect(schaut()).rejects.toThrow('nicht sichtbar');
  });

  it('löscht, was älter ist als seine Aufbewahrung, und sonst nichts', async () => {
    await alt(LESEPROTOKOLL_TAGE + 1);
    await alt(LESEPROTOKOLL_TAGE - 1);
    expect(await loescheLesezugriffe(h.worker)).toBe(1);
    expect(await loescheLesezugriffe(h.worker)).toBe(0);
    expect(await einsicht(person(buerger, 'anonym'))).toHaveLength(2);
  });

  it('lässt sich nicht leeren: weder mit einer winzigen Frist noch durch die Anwendung', async () => {
    await expect(loescheLesezugriffe(h.worker, 1)).rejects.toThrow('mindestens 30 Tage');
    await expect(loescheLesezugriffe(h.db)).rejects.toThrow('permission denied');
    expect(await einsicht(person(buerger, 'anonym'))).toHaveLength(2);
  });

  it('zeigt der Bürgerin jede Zeile, auch nach einem Jahr mit vielen', async () => {
    const bisher = (await einsicht(person(buerger, 'person'))).length;
    await t.setup.query(
      `insert into nachweise.lesezugriff select $1, gen_random_uuid(), current_date + time '12:00' - make_interval(days => x), $2, $2, array[$3::uuid],
         '{"aufgabe": "viel", "zweck": "viel"}' from generate_series(1, 300) x`,
      [f.koerperschaft, h.ort.wurzen, f.vorgang],
    );
    expect(await einsicht(person(buerger, 'person'))).toHaveLength(bisher + 300);
  });
});
