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
let akte: string;
let weg: string;
let offen: string;
let basis: string;

beforeAll(async () => {
  offen = `/arbeitsplatz/vorgang/${await w.gewerbe('01-einfach', ORTE.wurzen)}`;
  const id = await w.gewerbe('01-einfach', ORTE.wurzen);
  akte = `/arbeitsplatz/vorgang/${id}`;
  weg = `${akte}/widerspruch`;
  await w.schliesse(id);
  uhr.stelle(Date.parse('2026-03-20T10:00:00Z'));
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});

describe('Die Seite „Widerspruch eintragen“', () => {
  it('gibt es, wo es einen Bescheid gibt, und für die, die daran arbeiten', async () => {
    expect((await w.geh('k.weber', akte)).body).toContain(`href="${weg}"`);
    for (const sub of ['i.menzel', 's.hartig']) {
      expect((await w.geh(sub, akte)).body, sub).not.toContain(weg);
      expect([sub, (await w.geh(sub, weg)).statusCode]).toEqual([sub, 403]);
    }
    expect((await w.geh('k.weber', offen)).body).not.toContain('/widerspruch');
    expect((await w.geh('k.weber', `${offen}/widerspruch`)).statusCode).toBe(403);
    for (const sub of ['h.reichelt', 'd.lorenz']) expect([sub, (await w.geh(sub, weg)).statusCode]).toEqual([sub, 404]);
    const seite = text((await w.geh('k.weber', weg)).body);
    expect(seite).toContain('Der Bescheid ist vom 10.03.2026.');
    expect(seite).toContain('prüfen und entscheiden Sie außerhalb dieser Anlage');
    expect(seite).not.toMatch(/\{\w+\}/);
  });

  it('behält, was getippt war, und sagt am Feld, was nicht stimmt', async () => {
    const gut = { schluessel: uuidv7(1), eingang: '17.3.2026', kanal: 'papier', text: 'Die <Gebühr> ist zu hoch.' };
    for (const [feld, falsch, satz] of [
      ['eingang', '31.02.2026', 'ist kein Datum'],
      ['eingang', '21.03.2026', 'liegt in der Zukunft'],
      ['eingang', '09.03.2026', 'liegt vor dem Bescheid'],
      ['kanal', 'x', 'wie der Widerspruch kam'],
      ['text', '', 'wogegen sich der Widerspruch wendet'],
    ] as const) {
      const r = await w.sende('k.weber', weg, { ...gut, [feld]: falsch });
      expect([feld, falsch, r.statusCode]).toEqual([feld, falsch, 422]);
      expect(text(r.body)).toContain(satz);
      expect(r.body).toContain(`href="#widerspruch-${feld}"`);
      expect(r.body).toContain(`value="${gut.schluessel}"`);
      if (feld !== 'text') expect(r.body).toContain('Die &lt;Gebühr> ist zu hoch.');
    }
    for (const schluessel of ['', '1', "'--"])
      expect((await w.sende('k.weber', weg, { ...gut, schluessel })).statusCode).toBe(403);
    expect((await w.sende('i.menzel', weg, gut)).statusCode).toBe(403);
    expect((await w.sende('h.reichelt', weg, gut)).statusCode).toBe(404);
    expect((await w.geh('k.weber', akte)).body).toContain(`href="${weg}"`);
  });

  it('sieht weit und schmal gut aus', { timeout: 120_000 }, async () => {
    await seheAnAls(w, 'k.weber', { basis, bereich: 'widerspruch', wege: { eintragen: weg, davor: akte } }, HELL);
  });

  it('trägt ihn ein, auch bei zwei Klicks einmal; der Vorgang nennt Tag, Weg und was nun zu tun ist', async () => {
    const felder = { schluessel: uuidv7(2), eingang: '17.3.2026', kanal: 'niederschrift', text: 'Zu hoch.' };
    const zwei = await Promise.all([1, 2].map(() => w.sende('k.weber', weg, felder)));
    expect(zwei.map((r) => [r.statusCode, r.headers.location])).toEqual([1, 2].map(() => [303, akte]));
    const danach = await w.geh('k.weber', akte);
    expect(text(danach.body)).toContain('Widerspruch eingegangen am 17.03.2026 Weg: Niederschrift.');
    expect(text(danach.body)).toContain('Tragen Sie danach ein, wie er ausging');
    expect(text(danach.body)).not.toContain('Es ist nichts mehr zu tun');
    expect(danach.body).not.toContain(weg);
    const verlauf = text((await w.geh('k.weber', `${akte}?teil=verlauf`)).body);
    expect(
      verlauf.match(/Widerspruch eingelegt: Zu hoch\. Eingegangen am 17\.03\.2026, Niederschrift\./g),
    ).toHaveLength(1);
    expect((await w.geh('k.weber', weg)).statusCode).toBe(403);
    expect((await w.sende('k.weber', weg, { ...felder, schluessel: uuidv7(3) })).statusCode).toBe(409);
  });

  it('zeigt den Vorgang danach weit und schmal', { timeout: 120_000 }, async () => {
    await seheAnAls(w, 'k.weber', { basis, bereich: 'widerspruch', wege: { danach: akte } }, HELL);
  });
});
