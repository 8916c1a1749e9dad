import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { HELL, seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';
import { JE_ANTWORT } from './routes.tsx';

const t = await neueDatenbank();
const w = await baueWelt(t);
registerGestalt(w.server);
afterAll(() => w.server.close());

const WEG = '/arbeitsplatz/abgeben';
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const kreuze = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [`w.${id}`, '1']));
const versteckt = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  );
const offen = async (id: string) =>
  (await t.setup.query<{ offen: boolean }>('select offen from vorgaenge.vorgang where id = $1', [id])).rows[0]?.offen;
const grund = 'Die Betriebsstätte liegt dort.';

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
    const keiner = await w.sende('k.weber', WEG, { ort: 'eigener', grund });
    expect([keiner.statusCode, keiner.body.includes('href="#abgebbare"')]).toEqual([422, true]);
    const ohne = await w.sende('k.weber', WEG, { ...kreuze([a]), ort: w.ort.bennewitz, grund: '' });
    expect([ohne.statusCode, ohne.body.includes('id="abgabe-grund-fehler"')]).toEqual([422, true]);
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
    const r = await w.sende('k.weber', WEG, {
      ...kreuze([gute[0] ?? '', dort, kaputt, fremd, gute[1] ?? '']),
      ort: w.ort.wurzen,
      grund,
    });
    expect(r.statusCode).toBe(200);
    const gesehen = text(r.body);
    expect(gesehen).toContain('von 5 Vorgängen');
    expect(gesehen).toContain('Abgegeben an Stadt Wurzen. Dort hat er das Aktenzeichen WUR-GA-');
    expect(await offen(gute[0] ?? '')).toBe(false);
    expect([await offen(dort), await offen(kaputt)]).toEqual([true, true]);
    expect(gesehen).toContain('Hier ist etwas schiefgegangen. Der Vorgang ist unverändert.');
    expect(w.fehler.splice(0)).toHaveLength(1); // and somebody hears of it
    await w.leeren();
    w.fehler.splice(0);
  });

  it('arbeitet viele in Schritten ab, sagt, wie weit es ist, und verliert auch bei Abbruch nichts', async () => {
    const alle: string[] = [];
    for (let i = 0; i < JE_ANTWORT + 3; i++) alle.push(await w.gewerbe('04-bewachung', ORTE.thallwitz));
    const erste = await w.sende('k.weber', WEG, { ...kreuze(alle), ort: w.ort.bennewitz, grund });
    expect(text(erste.body)).toContain(`${JE_ANTWORT} von ${alle.length} Vorgängen`);
    expect(await Promise.all(alle.map(offen))).toEqual(alle.map((_, i) => i >= JE_ANTWORT));
    // here she could stop: the rest is in the list as before
    const liste = (await w.geh('k.weber', WEG)).body;
    for (const [i, id] of alle.entries()) expect(liste.includes(`name="w.${id}"`)).toBe(i >= JE_ANTWORT);
    const felder = versteckt(erste.body);
    const zweite = await w.sende('k.weber', WEG, felder);
    expect(text(zweite.body)).toContain(`${alle.length} von ${alle.length} Vorgängen sind abgegeben`);
    expect(zweite.body.match(/href="\/arbeitsplatz\/vorgang\//g)?.length).toBe(alle.length);
    // the same post once more, as a browser may send it: nothing is handed over twice
    const nochmal = text((await w.sende('k.weber', WEG, felder)).body);
    expect(nochmal).toContain('bleibt bei Ihnen');
    await w.leeren();
    expect(w.fehler).toEqual([]);
    const { rows } = await t.setup.query<{ n: number }>(
      'select count(*)::int as n from vorgaenge.vorgang where koerperschaft = $1',
      [w.ort.bennewitz],
    );
    expect(rows[0]?.n).toBe(alle.length);
  });

  it('ist ohne Fund von axe und ohne Querlauf', { timeout: 120_000 }, async () => {
    await w.gewerbe('04-bewachung', ORTE.thallwitz);
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 'k.weber', { basis, bereich: 'abgeben', wege: { wahl: WEG } }, HELL);
  });
});
