import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { HELL, seheAnAls, seiteAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
registerGestalt(w.server);
const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
afterAll(() => w.server.close());

const WEG = '/arbeitsplatz/abgeben';
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const kreuze = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [`w.${id}`, '1']));
const offen = async (id: string) =>
  (await t.setup.query<{ offen: boolean }>('select offen from vorgaenge.vorgang where id = $1', [id])).rows[0]?.offen;
const grund = 'Die Betriebsstätte liegt dort.';
const beginne = async (felder: Record<string, string>) => {
  const r = await w.sende('k.weber', WEG, { grund, ...felder });
  expect(r.statusCode).toBe(303);
  return r.headers.location as string;
};
const zahlIn = async (ort: string) =>
  (
    await t.setup.query<{ n: number }>('select count(*)::int as n from vorgaenge.vorgang where koerperschaft = $1', [
      ort,
    ])
  ).rows[0]?.n;

describe('Mehrere Vorgänge abgeben', () => {
  it('zeigt, was sie abgeben darf, und nur ihr; leere Felder nennt es am Feld', async () => {
    const [a, b] = [await w.gewerbe('04-bewachung', ORTE.thallwitz), await w.gewerbe('04-bewachung', ORTE.thallwitz)];
    expect((await w.geh('i.menzel', WEG)).statusCode).toBe(403);
    expect((await w.geh('i.menzel', '/arbeitsplatz')).body).not.toContain(WEG);
    expect((await w.geh('k.weber', '/arbeitsplatz')).body).toContain(`href="${WEG}"`);
    const seite = (await w.geh('k.weber', WEG)).body;
    for (const id of [a, b]) expect(seite).toContain(`name="w.${id}"`);
    expect((await w.geh('h.reichelt', WEG)).body).not.toContain(a);
    expect((await w.geh('k.weber', `${WEG}?kommune=${ORTE.bennewitz}`)).body).not.toContain(a);
    // all that is missing is said at once, above and beside each field; what was ticked and typed stays
    const nichts = await w.sende('k.weber', WEG, {});
    expect(nichts.statusCode).toBe(422);
    for (const feld of ['wahl', 'ort', 'grund']) {
      expect(nichts.body).toContain(`href="#abgabe-${feld}"`);
      expect(nichts.body).toContain(`id="abgabe-${feld}-fehler"`);
    }
    const zwei = await w.sende('k.weber', WEG, { ...kreuze([a]), ort: 'Unsinn', grund: ' ' });
    expect(zwei.statusCode).toBe(422);
    expect(zwei.body).not.toContain('id="abgabe-wahl-fehler"');
    expect(zwei.body).toMatch(/id="abgabe-ort-fehler".*id="abgabe-grund-fehler"/s);
    const ohne = await w.sende('k.weber', WEG, { ...kreuze([a]), ort: w.ort.bennewitz, grund: '' });
    expect([ohne.statusCode, ohne.body.includes('id="abgabe-ort-fehler"')]).toEqual([422, false]);
    expect(ohne.body).toMatch(new RegExp(`value="${w.ort.bennewitz}" selected`));
    expect(ohne.body).toMatch(new RegExp(`name="w\\.${a}"[^>]*checked`));
    expect(ohne.body).not.toMatch(new RegExp(`name="w\\.${b}"[^>]*checked`));
    expect(await offen(a)).toBe(true);
  });

  it('gibt jeden für sich ab: einer, der nicht geht, hält keinen anderen auf und bleibt, wo er ist', async () => {
    const gute = [await w.gewerbe('04-bewachung', ORTE.thallwitz), await w.gewerbe('04-bewachung', ORTE.lossatal)];
    // one is at its place already, one does not exist, one breaks in the middle
    const dort = await w.gewerbe('04-bewachung', ORTE.wurzen);
    const kaputt = await w.gewerbe('04-bewachung', ORTE.thallwitz);
    t.bund.lager.destroy(w.ort.thallwitz, kaputt, new Date());
    const fremd = '019b76da-a800-7000-8000-000000000000';
    const lauf = await beginne({ ...kreuze([gute[0] ?? '', dort, kaputt, fremd, gute[1] ?? '']), ort: w.ort.wurzen });
    expect(text((await w.geh('k.weber', lauf)).body)).toContain('Bearbeitet 0 von 5');
    await w.leeren();
    const gesehen = text((await w.geh('k.weber', lauf)).body);
    expect(gesehen).toContain('Bearbeitet 5 von 5');
    expect(gesehen).toContain('Abgegeben an Stadt Wurzen. Dort hat er das Aktenzeichen WUR-GA-');
    expect(gesehen).toContain('Für Sie nicht mehr zu sehen bleibt bei Ihnen');
    expect(await offen(gute[0] ?? '')).toBe(false);
    expect([await offen(dort), await offen(kaputt)]).toEqual([true, true]);
    expect(gesehen).toContain('Hier ist etwas schiefgegangen. Der Vorgang ist unverändert.');
    expect(w.fehler.splice(0).length).toBeGreaterThan(0); // and somebody hears of it
    const { rows } = await t.setup.query<{ wortlaut: string | null }>('select wortlaut from prozesse.sammellauf');
    expect(rows).toEqual([{ wortlaut: null }]); // what was typed stays in the events only
  });

  it('arbeitet im Hintergrund, lässt sich anhalten und fortsetzen, und verliert nichts', async () => {
    const alle: string[] = [];
    for (let i = 0; i < 23; i++) alle.push(await w.gewerbe('04-bewachung', ORTE.thallwitz));
    const lauf = await beginne({ ...kreuze(alle), ort: w.ort.bennewitz });
    // the same post once more, as a browser may send it: nothing is begun twice
    const doppelt = await w.sende('k.weber', WEG, { ...kreuze(alle), ort: w.ort.bennewitz, grund });
    expect(doppelt.statusCode).toBe(409);
    const id = lauf.split('=')[1] ?? '';
    // another house neither sees nor steers it; who leads her own does
    expect((await w.geh('h.reichelt', lauf)).statusCode).toBe(404);
    expect((await w.sende('h.reichelt', WEG, { was: 'anhalten', lauf: id })).statusCode).toBe(404);
    expect((await w.geh('s.hartig', lauf)).statusCode).toBe(200);
    expect((await w.sende('k.weber', WEG, { was: 'anhalten', lauf: id })).statusCode).toBe(303);
    expect((await w.sende('k.weber', WEG, { was: 'anhalten', lauf: id })).statusCode).toBe(409);
    await w.leeren();
    expect((await Promise.all(alle.map(offen))).every(Boolean)).toBe(true);
    expect(text((await w.geh('k.weber', WEG)).body)).toContain('angehalten 0 von 23');
    expect((await w.sende('s.hartig', WEG, { was: 'fortsetzen', lauf: id })).statusCode).toBe(303);
    await w.leeren();
    expect(text((await w.geh('k.weber', lauf)).body)).toContain('Bearbeitet 23 von 23: 23 abgegeben, 0 geblieben.');
    expect((await Promise.all(alle.map(offen))).some(Boolean)).toBe(false);
    expect(w.fehler).toEqual([]);
    expect(await zahlIn(w.ort.bennewitz)).toBe(alle.length);
    // after a crash between a case and its note it is tried again: it is there already, and once
    await t.setup.query(`update prozesse.sammelfall set gut = null, nach = null where vorgang = any($1)`, [alle]);
    await t.setup.query(`update prozesse.sammellauf set stand = 'angehalten', wortlaut = 'x' where id = $1`, [id]);
    expect((await w.sende('k.weber', WEG, { was: 'fortsetzen', lauf: id })).statusCode).toBe(303);
    await w.leeren();
    const danach = (await w.geh('k.weber', lauf)).body;
    expect(text(danach)).toContain('23 abgegeben, 0 geblieben.');
    expect(danach.match(/Abgegeben an Gemeinde Bennewitz/g)?.length).toBe(23);
    expect(await zahlIn(w.ort.bennewitz)).toBe(alle.length);
  });

  it('gibt auf Wunsch alle ab, die gezeigt waren, und keinen, der erst danach kam', async () => {
    const da = await w.gewerbe('04-bewachung', ORTE.lossatal);
    const { body } = await w.geh('k.weber', `${WEG}?kommune=${ORTE.lossatal}`);
    const gezeigt = [...body.matchAll(/name="(z\.[^"]+)"/g)].map((m) => m[1] ?? '');
    expect(gezeigt).toContain(`z.${da}`);
    const spaeter = await w.gewerbe('04-bewachung', ORTE.lossatal);
    const felder = Object.fromEntries(gezeigt.map((n) => [n, '1']));
    expect((await w.sende('k.weber', WEG, { ...felder, was: 'alle' })).body).not.toContain('id="abgabe-wahl-fehler"');
    await beginne({ ...felder, was: 'alle', ort: w.ort.bennewitz });
    await w.leeren();
    expect([await offen(da), await offen(spaeter)]).toEqual([false, true]);
  });

  it('sagt die Seite eines Laufs von selbst, wie weit er ist; dafür wird kein Vorgang gelesen', {
    timeout: 120_000,
  }, async () => {
    const a = await w.gewerbe('04-bewachung', ORTE.thallwitz);
    const lauf = await beginne({ ...kreuze([a]), ort: w.ort.wurzen });
    const gelesen = async () => (await t.setup.query('select from nachweise.lesezugriff')).rowCount;
    const vorher = await gelesen();
    const stand = await w.geh('k.weber', `${lauf}&nur=stand`);
    expect(text(stand.body)).toContain('Bearbeitet 0 von 1');
    expect((await w.geh('h.reichelt', `${lauf}&nur=stand`)).statusCode).toBe(404);
    expect(await gelesen()).toBe(vorher);

    const page = await seiteAls(w, basis, 'k.weber', { javaScript: true });
    await page.goto(`${basis}${lauf}`);
    await page.getByRole('button', { name: 'Anhalten' }).focus();
    await page.waitForResponse((r) => r.url().includes('nur=stand'));
    await page.waitForTimeout(200);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Anhalten');
    await w.leeren();
    await page.getByText('Bearbeitet 1 von 1').waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Die Abgabe ist fertig');
    expect(await page.locator('[data-neu]').count()).toBe(0);
    await page.getByRole('link', { name: 'Ergebnisse zeigen' }).click();
    expect(await page.locator('main').innerText()).not.toContain('steht noch aus');
  });

  it('ist ohne Fund von axe und ohne Querlauf', { timeout: 120_000 }, async () => {
    const a = await w.gewerbe('04-bewachung', ORTE.thallwitz);
    const dort = await w.gewerbe('04-bewachung', ORTE.wurzen);
    const lauf = await beginne({ ...kreuze([a, dort]), ort: w.ort.wurzen });
    await w.leeren();
    await seheAnAls(w, 'k.weber', { basis, bereich: 'abgeben', wege: { wahl: WEG, lauf } }, HELL);
  });
});
