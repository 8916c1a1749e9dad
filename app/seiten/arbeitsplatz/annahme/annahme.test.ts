import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../../base/index.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr);
registerGestalt(w.server);
afterAll(() => w.server.close());
const ADRESSE = '/arbeitsplatz/annahmeanordnungen';
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const gut = {
  leistung: 'gewerbe-anmeldung',
  hoechstbetrag: '50,00',
  ab: '10.03.2026',
  letzterTag: '31.12.2026',
  dienstanweisung: 'Dienstanweisung Kassenwesen, Nummer 4.2',
};

describe('Die Seite „Allgemeine Annahmeanordnungen“', () => {
  it('zeigt sich, wer mit der Kasse zu tun hat; anordnen kann nur, wer befugt ist', async () => {
    for (const sub of ['k.weber', 'd.lorenz', 'b.kuehnast']) {
      expect((await w.geh(sub, ADRESSE)).statusCode).toBe(403);
      expect((await w.sende(sub, ADRESSE, gut)).statusCode).toBe(403);
      expect((await w.geh(sub, '/arbeitsplatz')).body).not.toContain(ADRESSE);
    }
    for (const sub of ['i.menzel', 'p.zschoche']) {
      const { body } = await w.geh(sub, ADRESSE);
      expect(text(body)).toContain('Noch gibt es keine.');
      expect(body).not.toContain('name="hoechstbetrag"');
      expect((await w.sende(sub, ADRESSE, gut)).statusCode).toBe(422);
    }
    expect((await w.geh('s.hartig', '/arbeitsplatz')).body).toContain(ADRESSE);
    // appointed for trade only
    expect((await w.geh('s.hartig', ADRESSE)).body).not.toContain('value="hundesteuer-anmeldung"');
  });

  it('nennt Fehler am Feld, behält, was getippt ist, und ordnet nichts an', async () => {
    const r = await w.sende('s.hartig', ADRESSE, { ...gut, hoechstbetrag: 'fünfzig', ab: '09.03.2026' });
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain('value="fünfzig"');
    expect(r.body).toContain('value="Dienstanweisung Kassenwesen, Nummer 4.2"');
    expect(text(r.body)).toContain('Noch gibt es keine.');
    expect((await w.sende('s.hartig', ADRESSE, { ...gut, leistung: 'hundesteuer-anmeldung' })).statusCode).toBe(422);
  });

  it('ordnet an, zeigt es nur dem eigenen Haus und lässt widerrufen', { timeout: 120_000 }, async () => {
    const r = await w.sende('s.hartig', ADRESSE, gut);
    expect(text(r.body)).toContain('Die Anordnung ist erteilt.');
    expect(text(r.body)).toContain('10.03.2026 bis 31.12.2026');
    expect(text((await w.geh('i.menzel', ADRESSE)).body)).toContain('Nummer 4.2');
    for (const sub of ['f.naumann', 't.krause', 'c.seifert'])
      expect(text((await w.geh(sub, ADRESSE)).body)).toContain('Noch gibt es keine.');
    const id = /name="widerrufen" value="([0-9a-f-]+)"/.exec(r.body)?.[1] ?? '';
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 's.hartig', { basis, bereich: 'annahme', wege: { '': ADRESSE } });
    expect((await w.sende('f.naumann', ADRESSE, { widerrufen: id })).statusCode).toBe(409);
    expect((await w.sende('i.menzel', ADRESSE, { widerrufen: id })).statusCode).toBe(403);
    expect((await w.sende('s.hartig', ADRESSE, { widerrufen: 'x' })).statusCode).toBe(409);
    const weg = await w.sende('s.hartig', ADRESSE, { widerrufen: id });
    expect(text(weg.body)).toContain('Die Anordnung ist widerrufen.');
    expect(weg.body).not.toContain('name="widerrufen"');
  });
});
