import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axe, bild, newPage, ueberlauf } from '../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { createServer } from '../../base/http/server.ts';
import { createLog, createTexte } from '../../base/index.ts';
import { meldungenOrdner } from '../../base/meldungen/index.ts';
import { antragVon, createBesucher, HUND } from './besucher.ts';
import { portalTexte, registerFehlerseiten } from './index.ts';
import { createOrteStand } from './pruefstand.ts';

const WURZEN = '14729410';
const datenbank = await neueDatenbank();
const t = createTexte([join(import.meta.dirname, '..', 'texte'), portalTexte, meldungenOrdner]);
const ENTWURF_BLEIBT = t('portal.fehler.textVoll');
const DA = 'Was gespeichert war, ist noch da.';

/** What a page says when `bruch` happens while it is made; `api` below /api/. */
async function antwort(bruch: () => unknown, api = false) {
  const server = createServer(createLog('test'));
  registerFehlerseiten(server, { t, demo: true });
  const weg = api ? '/api/x' : '/x';
  server.get(weg, async () => {
    await bruch();
    return 'ging gut';
  });
  const { statusCode, body } = await server.inject(weg);
  await server.close();
  return { statusCode, body };
}

const frage = (sql: string) => () => datenbank.setup.query(sql);
const mitCode = (code: string) => frage(`do $$ begin raise exception 'x' using errcode = '${code}'; end $$`);

describe('Eine Anlage, die gerade nicht kann', () => {
  it('sagt bei vollem Datenträger, dass nichts verloren und nichts gespeichert ist', async () => {
    for (const bruch of [mitCode('53100'), () => writeFileSync('/dev/full', 'x')])
      expect(await antwort(bruch)).toMatchObject({ statusCode: 503, body: expect.stringContaining(ENTWURF_BLEIBT) });
    const edquot = () => Promise.reject(Object.assign(new Error('x'), { code: 'EDQUOT' }));
    expect((await antwort(edquot)).statusCode).toBe(503);
    const api = await antwort(mitCode('53100'), true);
    expect(JSON.parse(api.body)).toEqual({ code: 'http.503', meldung: ENTWURF_BLEIBT });
  });

  it('sagt es auch, wenn der Datenbank Speicher oder Verbindungen ausgehen und wenn ihr Socket fehlt', async () => {
    const ohneSocket = () => new pg.Client({ host: '/gibt/es/nicht' }).connect();
    for (const bruch of [mitCode('53200'), mitCode('53300'), mitCode('53400'), ohneSocket])
      expect(await antwort(bruch)).toMatchObject({ statusCode: 503, body: expect.stringContaining(DA) });
  });

  it('sagt es auch, wenn die Verbindung mitten in der Frage abreißt oder schon gerissen ist', async () => {
    const { host, port, user, password } = inject('cluster');
    const verbinde = async () => {
      const c = new pg.Client({ host, port, user, password, database: datenbank.name });
      c.on('error', () => undefined);
      await c.connect();
      return c;
    };
    const reisst = await verbinde();
    const innen = reisst as unknown as { connection: { stream: Socket } };
    const mittendrin = () => {
      const antwort = reisst.query('select pg_sleep(5)');
      innen.connection.stream.destroy();
      return antwort;
    };
    const geendet = await verbinde();
    await geendet.end();
    for (const bruch of [mittendrin, () => reisst.query('select 1'), () => geendet.query('select 1')])
      expect(await antwort(bruch)).toMatchObject({ statusCode: 503, body: expect.stringContaining(DA) });
  });

  it('behauptet von einer verlorenen Datei nicht, sie sei noch da', async () => {
    const { statusCode, body } = await antwort(() => readFileSync('/gibt/es/nicht'));
    expect(statusCode).toBe(500);
    expect(body).toContain(t('portal.fehler.textFehlt'));
    expect(body).not.toContain(DA);
    expect(body).not.toContain('/gibt/es');
  });
});

describe('Ein Entwurf', () => {
  let stand: Awaited<ReturnType<typeof createOrteStand>>;
  const macheVoll = () =>
    datenbank.setup.query(`
      create or replace function eingang.voll() returns trigger language plpgsql
      as $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger voll before insert or update on eingang.entwurf for each row execute function eingang.voll();`);
  const schaffePlatz = () => datenbank.setup.query('drop trigger voll on eingang.entwurf');
  beforeAll(async () => {
    stand = await createOrteStand(datenbank, [[WURZEN, 'WUR']]);
    await stand.server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => stand?.server.close());

  it('bleibt, wie er war, wenn beim Speichern kein Platz mehr ist, und geht danach weiter', async () => {
    const b = createBesucher(stand.server);
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    const schritt = `${antrag}/halter`;
    const halter = { ...HUND['halter'], aktion: 'weiter' };
    const andere = { ...halter, 'halter.vorname': 'Maria' };
    await b.post(schritt, halter);
    await macheVoll();
    const voll = await b.post(schritt, andere);
    expect([voll.status, voll.html.includes(ENTWURF_BLEIBT)]).toEqual([503, true]);
    await schaffePlatz();
    const seite = await b.open(schritt);
    expect(seite.html).toContain('value="Ina"');
    expect(seite.html).not.toContain('Maria');
    expect((await b.post(schritt, andere)).status).toBeLessThan(400);
    expect((await b.open(schritt)).html).toContain('value="Maria"');
  });

  it.each([1280, 390])('sagt es auf einer Seite, die sich lesen lässt (%i Punkte breit)', async (width) => {
    const basis = `http://127.0.0.1:${(stand.server.server.address() as { port: number }).port}`;
    const page = await newPage({ width });
    await page.goto(`${basis}/portal/${WURZEN}/hundesteuer-anmeldung`);
    await macheVoll();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Ohne Konto beantragen' }).click()]);
    await schaffePlatz();
    expect(await page.locator('main').innerText()).toContain(ENTWURF_BLEIBT);
    await bild(page, `fehler-voll-${width}`);
    expect(await axe(page)).toEqual([]);
    expect(await ueberlauf(page)).toBe(0);
  });
});
