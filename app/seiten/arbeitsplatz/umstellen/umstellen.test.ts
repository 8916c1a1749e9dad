import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { createKatalog, DIENSTE, veroeffentliche } from '../../../leistungen/index.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const WURZEL = join(import.meta.dirname, '../../../..');
const GEWERBE = 'gewerbe-anmeldung';
const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr);
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
let vorgaenge: string[] = [];
let alt = '';
let neu = '';
const ADRESSE = '/arbeitsplatz/umstellen';
const ZUORDNUNG = 'Aufgabe_feststellung = Aufgabe_betrag';
const gruppe = (zuordnung = '') =>
  `${ADRESSE}?leistung=${GEWERBE}&fassung=${alt}&zuordnung=${encodeURIComponent(zuordnung)}`;
const fassungen = async () =>
  (
    await t.setup.query<{ fassung: string }>('select fassung from vorgaenge.vorgang where id = any ($1) order by id', [
      vorgaenge,
    ])
  ).rows.map((r) => r.fassung);

beforeAll(async () => {
  vorgaenge = [await w.gewerbe('01-einfach', ORTE.thallwitz), await w.gewerbe('01-einfach', ORTE.wurzen)];
  alt = w.deps.katalog.aktuell(GEWERBE)?.fassung ?? '';
  const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
  await veroeffentliche(t.setup, join(WURZEL, 'leistungen'), umgebung, uhr.jetzt());
  const ordner = join(t.ordner, 'leistungen');
  cpSync(join(WURZEL, 'leistungen'), ordner, { recursive: true });
  const datei = join(ordner, GEWERBE, 'prozess.bpmn');
  writeFileSync(datei, readFileSync(datei, 'utf8').replaceAll('Aufgabe_feststellung', 'Aufgabe_betrag'));
  await veroeffentliche(t.setup, ordner, umgebung, uhr.jetzt());
  w.deps.katalog = w.deps.aufgaben.katalog = await createKatalog(w.deps.db, ordner, umgebung);
  neu = w.deps.katalog.aktuell(GEWERBE)?.fassung ?? '';
});

describe('Die Seite „Laufende Vorgänge umstellen“', () => {
  it('gehört der Leitung, und fremde Häuser sehen darin nichts', async () => {
    expect((await w.geh('k.weber', ADRESSE)).statusCode).toBe(403);
    expect((await w.sende('k.weber', ADRESSE, { leistung: GEWERBE, fassung: alt, nach: neu })).statusCode).toBe(403);
    expect((await w.geh('s.hartig', '/arbeitsplatz')).body).toContain(ADRESSE);
    expect((await w.geh('k.weber', '/arbeitsplatz')).body).not.toContain(ADRESSE);
    expect(text((await w.geh('f.naumann', ADRESSE)).body)).toContain('Hier ist nichts zu tun');
    expect((await w.geh('f.naumann', gruppe())).statusCode).toBe(404);
    expect(text((await w.geh('s.hartig', ADRESSE)).body)).toContain(`Gewerbe anmelden ${alt} 2`);
  });

  it('zeigt vorher, was mit jedem geschähe: ohne Zuordnung bleibt er, mit ihr geht er, und verändert nichts', async () => {
    const ohne = await w.geh('s.hartig', gruppe());
    expect(text(ohne.body)).toContain('bleibt Kosten feststellen: Dieses Element gibt es in der neuen Fassung nicht.');
    expect(ohne.body).toContain('Aufgabe_feststellung = ');
    expect(ohne.body).not.toContain('name="was"');
    const mit = text((await w.geh('s.hartig', gruppe(ZUORDNUNG))).body);
    expect(mit).toContain('geht');
    expect(mit).toContain('2 umstellen');
    expect(text((await w.geh('s.hartig', gruppe('Unsinn'))).body)).toContain('Die Zeile „Unsinn“ ist keine Zuordnung');
    expect(await fassungen()).toEqual([alt, alt]);
  });

  it('prüft auf Wunsch alle im Hintergrund, sagt den Stand und lässt sich nur von der Leitung anhalten', async () => {
    const felder = { leistung: GEWERBE, fassung: alt, nach: neu, zuordnung: ZUORDNUNG, was: 'pruefen' };
    const r = await w.sende('s.hartig', ADRESSE, felder);
    expect(r.statusCode).toBe(303);
    const laeuft = await w.geh('s.hartig', r.headers.location as string);
    expect(text(laeuft.body)).toContain('Geprüft 0 von 2');
    expect((await w.sende('s.hartig', ADRESSE, felder)).statusCode).toBe(409);
    // at rest, it stands among what does not go on, and leads here
    const setze = (wie: string) => t.setup.query(`update base.auftrag set ${wie} where art = 'prozess.umstellen'`);
    await setze(`ruht = true, gescheitert = now(), fehler = 'keine Antwort'`);
    const [, weg = '', titel] =
      /<a href="([^"]+)">(Prüfung der Umstellung[^<]+)</.exec(
        (await w.geh('s.hartig', '/arbeitsplatz/stoerungen')).body,
      ) ?? [];
    expect(titel).toBe('Prüfung der Umstellung „Gewerbe anmelden“ vom 10.03.2026, Vorgänge: 2');
    const dort = await w.geh('s.hartig', weg.replaceAll('&amp;', '&'));
    expect(text(dort.body)).toContain('Geprüft 0 von 2');
    await setze('ruht = false, gescheitert = null, fehler = null');
    const lauf = /name="lauf" value="([0-9a-f-]+)"/.exec(laeuft.body)?.[1] ?? '';
    for (const sub of ['f.naumann', 'c.seifert'])
      expect((await w.sende(sub, ADRESSE, { was: 'anhalten', lauf })).statusCode).toBe(404);
    expect((await w.sende('k.weber', ADRESSE, { was: 'anhalten', lauf })).statusCode).toBe(403);
    expect((await w.sende('s.hartig', ADRESSE, { was: 'anhalten', lauf })).statusCode).toBe(303);
    await w.leeren();
    expect(text((await w.geh('s.hartig', ADRESSE)).body)).toContain('angehalten 0 von 2');
    expect((await w.sende('s.hartig', ADRESSE, { was: 'fortsetzen', lauf })).statusCode).toBe(303);
    await w.leeren();
    expect(text((await w.geh('s.hartig', gruppe())).body)).toContain(
      'Geprüft 2 von 2: 2 lassen sich umstellen, 0 müssten bleiben.',
    );
    expect(await fassungen()).toEqual([alt, alt]);
  });

  it('ist zu lesen: ohne Fund von axe, ohne Querlauf, hell und dunkel, breit und schmal', {
    timeout: 240_000,
  }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    const wege = {
      uebersicht: ADRESSE,
      ohne: gruppe(),
      mit: gruppe(ZUORDNUNG),
      weg: `/arbeitsplatz/vorgang/${vorgaenge[0]}?teil=weg`,
    };
    await seheAnAls(w, 's.hartig', { basis, bereich: 'umstellen', wege });
  });

  it('stellt um, sagt das Ergebnis, und das Ereignis steht im Verlauf', async () => {
    const felder = { leistung: GEWERBE, fassung: alt, nach: neu, zuordnung: ZUORDNUNG };
    // somebody published again meanwhile: what was looked at is not what would happen
    await w.sende('s.hartig', ADRESSE, { ...felder, nach: 'anders' });
    expect(await fassungen()).toEqual([alt, alt]);
    const r = await w.sende('s.hartig', ADRESSE, felder);
    expect(text(r.body)).toContain('Umgestellt: 2. Geblieben: 0.');
    expect(await fassungen()).toEqual([neu, neu]);
    const verlauf = await w.geh('k.weber', `/arbeitsplatz/vorgang/${vorgaenge[0]}?teil=verlauf`);
    expect(text(verlauf.body)).toContain('Auf eine neue Fassung des Ablaufs umgestellt.');
    expect((await w.sende('s.hartig', ADRESSE, felder)).statusCode).toBe(404);
  });
});

describe('Der Weg im Prozess', () => {
  it('nennt jeden Schritt mit Zeit und, wo ein Mensch entschied, mit seinem Namen', async () => {
    const [id] = vorgaenge;
    const { rows } = await t.setup.query<{ schritt: number; element: string }>(
      'select schritt, element from vorgaenge.aufgabe where vorgang = $1',
      [id],
    );
    expect(rows[0]?.element).toBe('Aufgabe_betrag');
    uhr.stelle(uhr.jetzt() + 3_600_000);
    const felder = { entscheidung: 'feststellen', element: 'Aufgabe_betrag', betrag: '50,00', begruendung: 'Rahmen' };
    const ziel = `/arbeitsplatz/vorgang/${id}/aufgabe/${rows[0]?.schritt}`;
    expect((await w.sende('k.weber', ziel, felder)).statusCode).toBe(303);
    const { body } = await w.geh('k.weber', `/arbeitsplatz/vorgang/${id}?teil=weg`);
    expect(text(body)).toContain(
      'Kosten feststellen (Aufgabe) 10.03.2026, 11:00 Uhr bis 10.03.2026, 12:00 Uhr, Katrin Weber, Sachbearbeiterin Gewerbe',
    );
    expect(text(body)).toMatch(/Betrag anordnen \(Aufgabe\) \(.*?\) 10\.03\.2026, 12:00 Uhr, noch offen/);
    expect(body).toContain('<svg');
    expect(body).not.toMatch(/<script(?! src="\/gestalt\/)/);
  });
});
