import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../base/index.ts';
import { ORTE } from '../../demo/personen.ts';
import { baueWelt } from './pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
let w: Awaited<ReturnType<typeof baueWelt>>;
let offen: string;
let fertig: string;
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const pfad = (id: string) => `/arbeitsplatz/vorgang/${id}`;
const gibt = async (id: string) =>
  (await t.setup.query('select 1 from vorgaenge.vorgang where id = $1', [id])).rowCount === 1;

beforeAll(async () => {
  w = await baueWelt(t, uhr);
  offen = await w.gewerbe('01-einfach', ORTE.wurzen);
  fertig = await w.gewerbe('01-einfach', ORTE.wurzen);
  await w.schliesse(fertig);
  for (const { id } of (
    await t.setup.query<{ id: string }>(`select id from bekanntgabe.zustellung where weg = 'brief' and vorgang = $1`, [
      fertig,
    ])
  ).rows)
    expect((await w.sende('k.weber', `/arbeitsplatz/versand/${fertig}/${id}`, { tag: '2026-03-10' })).statusCode).toBe(
      303,
    );
  uhr.stelle(Date.parse('2026-08-03T10:00:00Z'));
});

describe('Die Seite „Vorgang löschen“', () => {
  it('führt nur die Leitung dorthin, und nur aus einem abgeschlossenen Vorgang', async () => {
    expect((await w.geh('s.hartig', pfad(fertig))).body).toContain(`${pfad(fertig)}/loeschen`);
    expect((await w.geh('k.weber', pfad(fertig))).body).not.toContain('/loeschen');
    expect((await w.geh('s.hartig', pfad(offen))).body).not.toContain('/loeschen');
    expect((await w.geh('k.weber', `${pfad(fertig)}/loeschen`)).statusCode).toBe(403);
    expect((await w.geh('s.hartig', `${pfad(offen)}/loeschen`)).statusCode).toBe(403);
    expect((await w.geh('f.naumann', `${pfad(fertig)}/loeschen`)).statusCode).toBe(404);
  });

  it('sagt vorher, was gelöscht wird und was bleibt, und fragt nach dem Grund', async () => {
    const r = await w.geh('s.hartig', `${pfad(fertig)}/loeschen`);
    expect(r.statusCode).toBe(200);
    expect(text(r.body)).toMatch(/Gelöscht werden Antrag, Dokumente.*Der Eintrag im Register bleibt/);
    expect(r.body.match(/type="radio"/g)).toHaveLength(3);
    expect(r.body).not.toMatch(/<script(?! src="\/gestalt\/)/);
  });

  it('löscht nichts ohne Grund und ohne Archiv; was gewählt war, bleibt gewählt', async () => {
    const ohne = await w.sende('s.hartig', `${pfad(fertig)}/loeschen`, { archiv: 'ja' });
    expect(ohne.statusCode).toBe(422);
    expect(ohne.body).toContain('href="#grund"');
    expect(ohne.body).toMatch(/id="archiv"[^>]*checked/);
    const archiv = await w.sende('s.hartig', `${pfad(fertig)}/loeschen`, { grund: 'aufbewahrung-abgelaufen' });
    expect(archiv.statusCode).toBe(422);
    expect(archiv.body).toContain('href="#archiv"');
    expect(archiv.body).toMatch(/value="aufbewahrung-abgelaufen"[^>]*checked/);
    expect(await gibt(fertig)).toBe(true);
  });

  it('löscht nichts für andere, auch nicht, wenn sie die Adresse kennen', async () => {
    const felder = { grund: 'aufbewahrung-abgelaufen', archiv: 'ja' };
    for (const [sub, id, status] of [
      ['k.weber', fertig, 403],
      ['f.naumann', fertig, 404],
      ['s.hartig', offen, 409],
    ] as const)
      expect((await w.sende(sub, `${pfad(id)}/loeschen`, felder)).statusCode).toBe(status);
    expect([await gibt(fertig), await gibt(offen)]).toEqual([true, true]);
  });

  it('löscht und nennt den Tag, an dem es vollständig ist; danach gibt es den Vorgang nicht mehr', async () => {
    const r = await w.sende('s.hartig', `${pfad(fertig)}/loeschen`, { grund: 'aufbewahrung-abgelaufen', archiv: 'ja' });
    expect(text(r.body)).toMatch(/Der Vorgang ist gelöscht.*Vollständig ist die Löschung am \S+, \d+\. \S+ \d{4}/);
    expect(r.body).not.toMatch(/WUR-GA/);
    expect(await gibt(fertig)).toBe(false);
    await w.leeren();
    expect(w.fehler).toEqual([]);
    expect((await w.geh('s.hartig', pfad(fertig))).statusCode).toBe(404);
  });

  it('lässt den Eintrag im Register, mit Nachweis der Einsicht; wer die Leistung nicht hat, sieht ihn nicht', async () => {
    const { rows } = await t.setup.query<{ id: string; nummer: string }>(
      'select id, nummer from register.eintrag where vorgang = $1',
      [fertig],
    );
    const { id = '', nummer = '' } = rows[0] ?? {};
    const gelesen = async () =>
      Number(
        (await t.setup.query(`select count(*) from nachweise.lesezugriff where $1 = any (vorgaenge)`, [fertig])).rows[0]
          .count,
      );
    const vorher = await gelesen();
    expect((await w.geh('s.hartig', '/arbeitsplatz/register')).body).toContain(nummer);
    const seite = await w.geh('s.hartig', `/arbeitsplatz/register/${id}`);
    expect(text(seite.body)).toMatch(/Vorgang gelöscht/);
    expect(seite.body).not.toContain(pfad(fertig));
    expect(await gelesen()).toBe(vorher + 2);
    expect((await w.geh('p.zschoche', `/arbeitsplatz/register/${id}`)).statusCode).toBe(404);
    expect((await w.geh('f.naumann', `/arbeitsplatz/register/${id}`)).statusCode).toBe(404);
  });
});
