import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst, stellbareUhr, uuidv7 } from '../../base/index.ts';
import { ORTE } from '../../demo/personen.ts';
import { reicheEin } from '../../eingang/index.ts';
import { trageEin } from '../../register/index.ts';
import { handle, lock } from '../../vorgaenge/index.ts';
import { registerGestalt } from '../gestalt/index.ts';
import { HELL, seheAnAls } from './pruefstand/ansehen.ts';
import { baueWelt } from './pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-10-05T08:00:00Z'));
const HUND = 'hundesteuer-anmeldung';
const BEISPIEL = join(import.meta.dirname, '../../../leistungen', HUND, 'beispiele/01-erster-hund.yaml');
let w: Awaited<ReturnType<typeof baueWelt>>;
let vorgang = '';
let weg = '';

/** A dog of Wurzen that Augustusburg has entered into its register. */
async function meldeHund(): Promise<string> {
  const [leistung, ort] = [w.deps.katalog.aktuell(HUND), w.deps.verzeichnis.byAgs(ORTE.wurzen)];
  if (!leistung || !ort) throw new Error('Welt unvollständig');
  const buerger = uuidv7(uhr.jetzt());
  const e = await reicheEin(w.deps.einreichen, {
    schluessel: buerger,
    kontext: { art: 'anonym', person: buerger, stelle: null, handelndFuer: null, grundlage: null },
    buerger,
    leistung,
    ort,
    antworten: (parse(readFileSync(BEISPIEL, 'utf8')) as { antrag: Record<string, never> }).antrag,
    niveau: 'substantiell',
    kanal: 'portal',
  });
  if (!e.ok) throw new Error(JSON.stringify(e));
  vorgang = e.vorgang;
  return w.deps.db.transaktion(dienst(ort.id, 'Test'), async (tx) => {
    const g = await lock(tx, w.deps.protokoll, ort.id, vorgang);
    if (!g) throw new Error('Der Vorgang fehlt');
    const nummer = 'WUR-HB-2026-000001';
    const eintrag = await trageEin(tx, t.bund, uhr.jetzt(), {
      koerperschaft: ort.id,
      leistung: HUND,
      art: 'hund',
      nummer,
      oertlich: ort.id,
      bezeichnung: 'Rex, Schäferhund',
      ab: '2026-10-05',
      inhalt: {},
      vorgang,
    });
    const wer = { pseudonym: 'prozess', role: 'automatisiertes Verfahren', loa: null };
    const r = await handle(
      tx,
      w.deps.protokoll,
      g,
      {
        art: 'eintragen',
        register: 'hund',
        nummer,
        eintrag: eintrag.id,
        stand: 1,
        bezeichnung: 'Rex, Schäferhund',
        angaben: null,
      },
      wer,
    );
    if (!r.ok) throw new Error(r.grund);
    return eintrag.id;
  });
}

const fehlerBei = (html: string, feld: string): string =>
  new RegExp(`<p class="kern-error" id="${feld}-fehler">([\\s\\S]*?)</p>`).exec(html)?.[1] ?? 'nichts';
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const post = (sub: string, aktion: string, felder: Record<string, string>) => w.sende(sub, weg, { aktion, ...felder });

beforeAll(async () => {
  w = await baueWelt(t, uhr);
  registerGestalt(w.server);
  weg = `/arbeitsplatz/register/${await meldeHund()}`;
});
afterAll(() => w?.server.close());

describe('Ein Eintrag des Hundebestands', () => {
  it('steht im Register mit dem Weg zu seiner Seite', async () => {
    const liste = await w.geh('m.uhlig', '/arbeitsplatz/register?art=hund');
    expect(liste.body).toContain(`href="${weg}"`);
    const seite = await w.geh('m.uhlig', weg);
    for (const satz of ['Rex, Schäferhund', 'Haltung beenden', '05.10.2026', 'gilt jetzt'])
      expect(text(seite.body)).toContain(satz);
  });

  it('ist für andere Häuser und ohne Anteil an der Leistung nicht da; ändern darf nur die Sachbearbeitung', async () => {
    for (const sub of ['h.reichelt', 'y.barthel', 'k.weber', 'd.lorenz'])
      expect([sub, (await w.geh(sub, weg)).statusCode]).toEqual([sub, 404]);
    const leitung = await w.geh('s.hartig', weg);
    expect(leitung.statusCode).toBe(200);
    expect(leitung.body).not.toContain('Haltung beenden');
    const r = await post('s.hartig', 'beenden', { tag: '05.10.2026', grund: 'x' });
    expect([r.statusCode, r.body.includes('nur ein, wer in dieser Stelle')]).toEqual([403, true]);
    expect((await post('k.weber', 'beenden', { tag: '05.10.2026', grund: 'x' })).statusCode).toBe(404);
  });

  it.each([
    [{ tag: 'gestern' }, 'tag', 'Das ist kein Tag.'],
    [{ tag: '31.02.2026' }, 'tag', 'Das ist kein Tag.'],
    [{ tag: '03.10.2026' }, 'tag', 'An diesem Tag war der Hund noch nicht eingetragen.'],
    [{ tag: '06.10.2026' }, 'tag', 'Der Tag liegt in der Zukunft.'],
    [{ grund: '' }, 'grund', 'Der Grund fehlt.'],
  ])('lehnt %o beim Feld ab, und was getippt wurde, bleibt', async (mehr, feld, satz) => {
    const felder = { tag: '05.10.2026', grund: 'Nach Leipzig abgegeben', ...mehr };
    const r = await post('m.uhlig', 'beenden', felder);
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain(`<a href="#beenden-${feld}">`);
    expect(fehlerBei(r.body, `beenden-${feld}`)).toContain(satz);
    for (const [name, wert] of Object.entries(felder).filter(([, x]) => x !== ''))
      expect(r.body).toMatch(new RegExp(`name="${name}"[^>]*value="${wert}"`));
  });

  it('endet mit seinem letzten Tag und einem Grund, und das wird mit Grund zurückgenommen', async () => {
    const zuFrueh = await post('m.uhlig', 'fortsetzen', { grund: 'x' });
    expect([zuFrueh.statusCode, zuFrueh.body.includes('steht ohne Abgang im Register')]).toEqual([409, true]);
    const r = await post('m.uhlig', 'beenden', { tag: '05.10.2026', grund: 'Nach Leipzig abgegeben' });
    expect(r.headers.location).toBe(`${weg}?getan=1`);
    const seite = text((await w.geh('m.uhlig', weg)).body);
    for (const satz of ['Abgang zurücknehmen', 'Nach Leipzig abgegeben', '05.10.2026']) expect(seite).toContain(satz);
    expect(text((await w.geh('m.uhlig', '/arbeitsplatz/register?art=hund')).body)).toContain('bis 05.10.2026');
    expect(text((await w.geh('m.uhlig', `/arbeitsplatz/vorgang/${vorgang}?teil=verlauf`)).body)).toContain(
      'ab 06.10.2026 nicht mehr gehalten. Grund: Nach Leipzig abgegeben',
    );
    const ohne = await post('m.uhlig', 'fortsetzen', { grund: ' ' });
    expect([ohne.statusCode, fehlerBei(ohne.body, 'fortsetzen-grund')]).toEqual([
      422,
      expect.stringContaining('Der Grund fehlt.'),
    ]);
    expect((await post('m.uhlig', 'fortsetzen', { grund: 'Verwechslung' })).statusCode).toBe(303);
    const danach = text((await w.geh('m.uhlig', weg)).body);
    for (const satz of ['Haltung beenden', 'Verwechslung', 'Nach Leipzig abgegeben']) expect(danach).toContain(satz);
  });
});

describe('Im Browser', () => {
  it('ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    const wege = { eintrag: weg, liste: '/arbeitsplatz/register?art=hund' };
    await seheAnAls(w, 'm.uhlig', { basis, bereich: 'register', wege }, HELL);
  });
});
