import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr, uuidv7 } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { HELL, seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr);
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const gut = { schluessel: uuidv7(1), ausgang: 'zurueckgewiesen', tag: '18.3.2026', text: 'Az. <LRA> 12/26' };
let akte: string;
let weg: string;
let basis: string;

beforeAll(async () => {
  const id = await w.gewerbe('01-einfach', ORTE.wurzen);
  akte = `/arbeitsplatz/vorgang/${id}`;
  weg = `${akte}/ausgang`;
  await w.schliesse(id);
  uhr.stelle(Date.parse('2026-03-20T10:00:00Z'));
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});

describe('Die Seite „Ausgang eintragen“', () => {
  it('gibt es erst, wenn ein Widerspruch da ist, und für die, die daran arbeiten', async () => {
    expect((await w.geh('k.weber', weg)).statusCode).toBe(403);
    expect((await w.sende('k.weber', weg, gut)).statusCode).toBe(403);
    const felder = { schluessel: uuidv7(2), eingang: '12.3.2026', kanal: 'papier', text: 'Zu hoch.' };
    expect((await w.sende('k.weber', `${akte}/widerspruch`, felder)).statusCode).toBe(303);
    expect((await w.geh('k.weber', akte)).body).toContain(`href="${weg}"`);
    for (const sub of ['i.menzel', 's.hartig']) {
      expect((await w.geh(sub, akte)).body, sub).not.toContain(weg);
      expect([sub, (await w.geh(sub, weg)).statusCode]).toEqual([sub, 403]);
    }
    for (const sub of ['h.reichelt', 'd.lorenz']) expect([sub, (await w.geh(sub, weg)).statusCode]).toEqual([sub, 404]);
    const { body } = await w.geh('k.weber', weg);
    for (const wert of ['zurueckgenommen', 'zurueckgewiesen', 'fehleintrag']) expect(body).toContain(`value="${wert}"`);
    for (const wert of ['klage', 'gericht', 'wieder-offen']) expect(body).not.toContain(`value="${wert}"`);
    expect(text(body)).not.toMatch(/\{\w+\}/);
  });

  it('behält, was getippt war, und sagt am Feld, was nicht stimmt', async () => {
    for (const [feld, falsch, satz] of [
      ['ausgang', '', 'Bitte wählen Sie etwas aus'],
      ['tag', '31.02.2026', 'kein Datum'],
      ['tag', '11.03.2026', 'liegt vor dem Widerspruch'],
      ['tag', '21.03.2026', 'liegt in der Zukunft'],
      ['text', 'x'.repeat(2_001), 'Text ist zu lang'],
    ] as const) {
      const r = await w.sende('k.weber', weg, { ...gut, [feld]: falsch });
      expect([feld, r.statusCode]).toEqual([feld, 422]);
      expect(text(r.body)).toContain(satz);
      expect(r.body).toContain(`href="#ausgang-${feld}"`);
      expect(r.body).toContain(`value="${gut.schluessel}"`);
      if (feld !== 'text') expect(r.body).toContain('Az. &lt;LRA> 12/26');
    }
    const r = await w.sende('k.weber', weg, { ...gut, ausgang: 'fehleintrag', text: '' });
    expect(text(r.body)).toContain('Dazu fehlt der Grund');
    for (const schluessel of ['', "'--"])
      expect((await w.sende('k.weber', weg, { ...gut, schluessel })).statusCode).toBe(403);
    expect((await w.sende('k.weber', weg, { ...gut, ausgang: 'gericht' })).statusCode).toBe(409);
    expect((await w.sende('i.menzel', weg, gut)).statusCode).toBe(403);
    expect((await w.sende('h.reichelt', weg, gut)).statusCode).toBe(404);
  });

  it('sieht weit und schmal gut aus', { timeout: 120_000 }, async () => {
    await seheAnAls(w, 'k.weber', { basis, bereich: 'ausgang', wege: { eintragen: weg, offen: akte } }, HELL);
  });

  it('trägt ihn ein, auch bei zwei Klicks einmal; der Vorgang nennt Ausgang, Tag und Klagefrist', async () => {
    const zwei = await Promise.all([1, 2].map(() => w.sende('k.weber', weg, gut)));
    expect(zwei.map((r) => [r.statusCode, r.headers.location])).toEqual([1, 2].map(() => [303, akte]));
    const danach = text((await w.geh('k.weber', akte)).body);
    expect(danach).toContain('Widerspruchsbescheid: zurückgewiesen (§ 73 VwGO), 18.03.2026');
    expect(danach).toContain('Klage ist möglich bis zum 20.04.2026');
    expect(danach).toContain('Es ist nichts mehr zu tun');
    const verlauf = text((await w.geh('k.weber', `${akte}?teil=verlauf`)).body);
    expect(
      verlauf.match(/zurückgewiesen \(§ 73 VwGO\), am 18\.03\.2026\. Az\. &lt;LRA> 12\/26 Klage möglich/g),
    ).toHaveLength(1);
    const { body } = await w.geh('k.weber', weg);
    for (const wert of ['klage', 'wieder-offen']) expect(body).toContain(`value="${wert}"`);
    expect(body).not.toContain('value="abgeholfen"');
    expect((await w.sende('k.weber', weg, { ...gut, schluessel: uuidv7(3) })).statusCode).toBe(409);
  });

  it('zeigt den Vorgang danach weit und schmal', { timeout: 120_000 }, async () => {
    await seheAnAls(w, 'k.weber', { basis, bereich: 'ausgang', wege: { danach: akte } }, HELL);
  });
});
