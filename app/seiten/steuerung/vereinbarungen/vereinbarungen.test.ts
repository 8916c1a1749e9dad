import { addDays, formatDatumKurz, localDateOf } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { trageZusammenschlussEin } from '../../../kommunen/index.ts';
import { HELL, seheAnAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

const WEG = '/steuerung/vereinbarungen';
const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let bennewitz = '';
let basis = '';
const heute = formatDatumKurz(localDateOf(Date.now(), 'Europe/Berlin'));

const seite = async (sub: string, weg = '') => (await w.geh(sub, `${WEG}${weg}`)).body;
/** One step of a side, its fields under the step's name. */
const schritt = (sub: string, id: string, befehl: string, felder: Record<string, string> = {}) =>
  w.sende(sub, `${WEG}/${id}`, {
    befehl,
    ...Object.fromEntries(Object.entries(felder).map(([k, v]) => [`${befehl}.${k}`, v])),
  });
const getan = async (...p: Parameters<typeof schritt>) => {
  const r = await schritt(...p);
  expect([p[2], r.statusCode, /<li>[^<]*(<a[^>]*>)?([^<]*)/.exec(r.body)?.[2]]).toEqual([p[2], 303, undefined]);
};

beforeAll(async () => {
  w = await baueWelt(t);
  registerGestalt(w.server);
  const { rows } = await t.setup.query<{ vereinbarung: string }>(
    `select vereinbarung from vereinbarungen.regel where stand = 'genehmigung_offen'`,
  );
  bennewitz = rows[0]?.vereinbarung ?? '';
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w?.server.close());

describe('Die Vereinbarungen eines Rathauses', () => {
  it('stehen in der Liste beider Seiten, in keiner anderen, und die wartende steht oben', async () => {
    for (const sub of ['s.hartig', 'm.gruhl']) {
      const liste = await seite(sub);
      expect(liste).toContain('Genehmigung offen');
      expect(liste.indexOf(bennewitz)).toBeLessThan(liste.lastIndexOf(`${WEG}/`));
    }
    expect(await seite('c.seifert')).not.toContain(bennewitz);
    expect((await w.geh('c.seifert', `${WEG}/${bennewitz}`)).statusCode).toBe(404);
  });

  it('zeigen der Leitung den nächsten Schritt als Formular, allen anderen nur, worauf es wartet', async () => {
    const mit = await seite('m.gruhl', `/${bennewitz}`);
    expect(mit).toContain('name="genehmigen.zeichen"');
    expect(mit).toContain(`Zum Beispiel ${heute}`);
    const ohne = await seite('h.reichelt', `/${bennewitz}`);
    expect(ohne).toContain('Als Nächstes kommt: Genehmigung eintragen');
    expect(ohne).not.toContain('name="genehmigen.zeichen"');
    expect((await schritt('h.reichelt', bennewitz, 'genehmigen', { tag: heute, zeichen: '1' })).statusCode).toBe(403);
  });

  it('sagen bei falscher Eingabe am Feld, was nicht stimmt, und lassen stehen, was getippt war', async () => {
    const r = await schritt('m.gruhl', bennewitz, 'genehmigen', { tag: '31.02.2026', zeichen: '092.6/77' });
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain('value="31.02.2026"');
    expect(r.body).toContain('value="092.6/77"');
    expect(r.body).toContain('id="feld-genehmigen-tag-fehler"');
    const alt = await schritt('m.gruhl', bennewitz, 'genehmigen', { tag: '04.03.1999', zeichen: 'x' });
    expect([alt.statusCode, alt.body.includes('id="feld-genehmigen-tag-fehler"')]).toEqual([422, true]);
    expect(alt.body).toMatch(/nicht älter sein als der letzte Beschluss vom \d\d\.\d\d\.\d{4}/);
    const zukunft = await schritt('m.gruhl', bennewitz, 'genehmigen', { tag: '01.01.2099', zeichen: 'x' });
    expect(zukunft.body).toContain('Dieser Tag liegt in der Zukunft.');
    expect((await schritt('m.gruhl', bennewitz, 'bekanntmachen', { tag: heute, fundstelle: 'x' })).statusCode).toBe(
      409,
    );
  });

  it('gehen Schritt für Schritt bis zur Freischaltung, jede Seite für sich', async () => {
    await getan('s.hartig', bennewitz, 'genehmigen', { tag: heute, zeichen: '092.6/2026' });
    await getan('m.gruhl', bennewitz, 'bekanntmachen', { tag: heute, fundstelle: 'Amtsblatt 47/2026' });
    expect((await schritt('m.gruhl', bennewitz, 'freischalten')).body).toContain('Auf der Prüfliste fehlt noch etwas');
    expect(await seite('s.hartig', `/${bennewitz}`)).toContain('Jetzt ist die andere Seite am Zug: Gemeinde Bennewitz');
    await getan('m.gruhl', bennewitz, 'nachweisen', { was: 'datenschutz', tag: heute, zeichen: 'Vertrag 12' });
    expect(await seite('m.gruhl', '/pruefliste')).toContain('Eingerichtet, noch nicht freigeschaltet.');
    await getan('m.gruhl', bennewitz, 'freischalten');
    const { rows } = await t.setup.query('select stand from vereinbarungen.regel where vereinbarung = $1', [bennewitz]);
    expect(rows).toEqual([{ stand: 'genehmigung_offen' }]);
    await getan('s.hartig', bennewitz, 'freischalten');
    const blatt = await seite('m.gruhl', `/${bennewitz}`);
    expect(blatt).toContain('künftig');
    expect(blatt).toContain('Matthias Gruhl, Gemeinde Bennewitz');
    expect(blatt).not.toContain('Steffen Hartig');
  });

  it('enden nur mit Frist oder wichtigem Grund, und eine Lücke braucht eine Begründung', async () => {
    const { rows } = await t.setup.query<{ vereinbarung: string }>(
      `select vereinbarung from vereinbarungen.regel where von = $1 and leistung = 'gewerbe-anmeldung'`,
      [w.ort.thallwitz],
    );
    const id = rows[0]?.vereinbarung ?? '';
    const bald = { letzter: heute, grund: 'Wir machen es selbst.', wichtig: 'nein' };
    const zuFrueh = (await schritt('f.naumann', id, 'kuendigen', bald)).body;
    expect(zuFrueh).toMatch(/Die Kündigungsfrist ist nicht eingehalten\..*als letzten Tag den \d\d\.\d\d\.\d{4}/s);
    const r = await schritt('f.naumann', id, 'kuendigen', { ...bald, wichtig: 'ja' });
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain('Ab ');
    expect(r.body).toContain('Thallwitz muss es selbst tun');
    expect(r.body).toContain('name="kuendigen.bestaetigung"');
    await getan('f.naumann', id, 'kuendigen', { ...bald, wichtig: 'ja', bestaetigung: 'Frau Barthel übernimmt.' });
    expect(await seite('s.hartig', `/${id}`)).toContain('Frau Barthel übernimmt.');
  });
});

const vereinbarungOf = async (von: string, leistung: string) =>
  (
    await t.setup.query<{ vereinbarung: string }>(
      'select vereinbarung from vereinbarungen.regel where von = $1 and leistung = $2',
      [von, leistung],
    )
  ).rows[0]?.vereinbarung ?? '';
const kurz = (versatz: number) => formatDatumKurz(addDays(localDateOf(Date.now(), 'Europe/Berlin'), versatz));

describe('Wer eine Leistung bearbeitet', () => {
  it('liest die Vereinbarungen über diese Leistung und keine andere, und handelt nicht', async () => {
    const gewerbe = await vereinbarungOf(w.ort.lossatal, 'gewerbe-anmeldung');
    const hunde = await vereinbarungOf(w.ort.wurzen, 'hundesteuer-anmeldung');
    const liste = await seite('k.weber');
    expect([liste.includes(gewerbe), liste.includes(hunde)]).toEqual([true, false]);
    expect((await w.geh('m.uhlig', `${WEG}/${hunde}`)).statusCode).toBe(200);
    expect((await w.geh('k.weber', `${WEG}/${gewerbe}`)).statusCode).toBe(200);
    for (const weg of ['', '/urkunde?fassung=1', '/auslauf'])
      expect([weg, (await w.geh('k.weber', `${WEG}/${hunde}${weg}`)).statusCode]).toEqual([weg, 404]);
    expect((await schritt('k.weber', gewerbe, 'kuendigen', { letzter: heute })).statusCode).toBe(403);
    expect((await w.geh('k.weber', `${WEG}/${gewerbe}/auslauf`)).statusCode).toBe(403);
    expect((await w.geh('k.weber', `${WEG}/neu`)).statusCode).toBe(403);
    for (const weg of ['/steuerung', '/steuerung/zugang', '/steuerung/abrechnung', '/steuerung/last'])
      expect([weg, (await w.geh('k.weber', weg)).statusCode]).toEqual([weg, 403]);
  });
});

describe('Eine geplante Aussetzung', () => {
  it('steht in Stand, Zeit und Kalender, kennt ihren letzten Tag und lässt sich vorher zurücknehmen', async () => {
    const id = await vereinbarungOf(w.ort.bennewitz, 'posteingang');
    const tage = { ab: kurz(5), pausenende: kurz(9), grund: 'Umzug der Poststelle' };
    const verkehrt = await schritt('m.gruhl', id, 'aussetzen', { ...tage, pausenende: kurz(4) });
    expect(verkehrt.statusCode).toBe(422);
    expect(verkehrt.body).toContain('id="feld-aussetzen-pausenende-fehler"');
    await getan('m.gruhl', id, 'aussetzen', { ...tage, bestaetigung: 'Frau Reichelt übernimmt.' });
    const satz = `ausgesetzt ab ${tage.ab} bis ${tage.pausenende}`;
    for (const sub of ['m.gruhl', 's.hartig']) {
      const blatt = await seite(sub, `/${id}`);
      expect([blatt.includes(satz), blatt.includes(`Aussetzung ab ${tage.ab}`)]).toEqual([true, true]);
      expect(blatt).toContain('in Kraft');
    }
    const jahr = tage.ab.slice(6);
    expect(await seite('m.gruhl', `/kalender?jahr=${jahr}`)).toContain('ausgesetzt, der Ort arbeitet selbst');
    const blatt = await seite('m.gruhl', `/${id}`);
    expect(blatt).not.toContain('value="fortsetzen"');
    const pause = /name="pause" value="([\d-]+)"/.exec(blatt)?.[1] ?? '';
    const r = await w.sende('m.gruhl', `${WEG}/${id}`, { befehl: 'zuruecknehmen', pause });
    expect(r.statusCode).toBe(303);
    expect(await seite('m.gruhl', `/${id}`)).not.toContain(satz);
    expect((await w.sende('m.gruhl', `${WEG}/${id}`, { befehl: 'zuruecknehmen', pause })).statusCode).toBe(409);
  });
});

describe('Der Auslauf', () => {
  const feld = (body: string, name: RegExp) => name.exec(body)?.[1] ?? '';
  it('wird von der beauftragenden Seite benannt, mit Suche im eigenen Haus, und bis zu seinem Ende wieder gestrichen', async () => {
    const id = await vereinbarungOf(w.ort.thallwitz, 'gewerbe-anmeldung');
    const weg = `${WEG}/${id}/auslauf`;
    const vorgang = await w.gewerbe('01-einfach', ORTE.thallwitz);
    const fremd = await w.gewerbe('01-einfach', ORTE.wurzen);
    const { rows } = await t.setup.query<{ a: string }>(
      'select aktenzeichen as a from vorgaenge.vorgang where id = $1',
      [vorgang],
    );
    const az = rows[0]?.a ?? '';
    expect(await seite('f.naumann', `/${id}`)).toContain(`href="${weg}"`);
    const leer = await w.geh('f.naumann', `${weg}?q=THW-99`);
    expect(leer.body).toContain('keinen offenen Vorgang');
    const gefunden = (await w.geh('f.naumann', `${weg}?q=${az.toLowerCase()}`)).body;
    expect(feld(gefunden, /name="v\.([^"]+)"/)).toBe(vorgang);
    for (const wahl of [{}, { [`v.${fremd}`]: 'ja' }]) {
      const r = await w.sende('f.naumann', weg, wahl);
      expect([r.statusCode >= 400, r.body.includes('Es wurde nichts')]).toEqual([true, true]);
    }
    expect((await w.sende('s.hartig', weg, { [`v.${vorgang}`]: 'ja' })).statusCode).toBe(403);
    expect((await w.sende('f.naumann', weg, { [`v.${vorgang}`]: 'ja' })).headers.location).toBe(
      `${weg}?getan=benennen`,
    );
    for (const sub of ['f.naumann', 's.hartig']) expect((await w.geh(sub, weg)).body).toContain(az);
    expect((await w.geh('s.hartig', weg)).body).not.toContain('name="streichen"');
    // what access says of it
    const zugang = await w.geh('f.naumann', '/steuerung/zugang');
    expect(zugang.body).toContain(`href="${weg}"`);
    const spaeter = await w.geh('f.naumann', `/steuerung/zugang/vorgang?aktenzeichen=${az}`);
    expect(spaeter.body).toContain('Auslauf nach dem Ende der Vereinbarung');
    expect((await w.sende('f.naumann', weg, { streichen: vorgang })).headers.location).toBe(`${weg}?getan=streichen`);
    expect((await w.geh('f.naumann', '/steuerung/zugang')).body).not.toContain(`href="${weg}"`);
    expect(await seite('s.hartig', `/${id}`)).toContain('Aus dem Auslauf gestrichen');
  });
});

describe('Ein zurückgezogener Text', () => {
  it('nimmt nichts mehr an und zeigt, wie weit er kam', async () => {
    const r = await w.sende('m.gruhl', `${WEG}/neu`, {
      schritt: 'pruefen',
      aktion: 'entwerfen',
      art: 'personal',
      richtung: 'beauftragen',
      partner: w.ort.wurzen,
      leistung_1: 'posteingang',
      titel: 'Aushilfe',
      klausel_handeln: 'alle',
      klausel_kuendigung: '3',
      schluessel_1_1_1: 'fest',
      preis_1_1_1: '100',
      ust_1_1: 'zu-pruefen',
      ustgrund_1_1: '§ 2b UStG',
    });
    const id = /vereinbarungen\/([0-9a-f-]{36})/.exec(String(r.headers.location))?.[1] ?? '';
    const hash = /name="textHash" value="([0-9a-f]{64})"/.exec(await seite('s.hartig', `/${id}`))?.[1] ?? '';
    await getan('m.gruhl', id, 'zurueckziehen', { grund: 'Der Rat möchte noch beraten.' });
    const e = await w.sende('s.hartig', `${WEG}/${id}`, { befehl: 'erklaeren', textHash: hash });
    expect([e.statusCode, e.body.includes('Der Text ist inzwischen zurückgezogen.')]).toEqual([409, true]);
    const weg = /haus-linie".*?<\/ol>/s.exec(await seite('s.hartig', `/${id}`))?.[0] ?? '';
    expect(weg).toContain('zurückgezogen');
    expect(weg).not.toContain('kommt noch');
  });
});

describe('Der Entwurf', () => {
  const eins = () => ({
    schritt: 'parteien',
    aktion: 'weiter',
    art: 'delegierend',
    richtung: 'beauftragen',
    partner: w.ort.wurzen,
    leistung_1: 'hundesteuer-anmeldung',
  });
  const zwei = { schritt: 'tage', titel: 'Zweckvereinbarung Hundesteuer' };
  const drei = {
    schritt: 'klauseln',
    klausel_kasse: 'eigen',
    klausel_steuergeheimnis: 'verpflichtung',
    klausel_auslauf: 'rueckgabe',
    klausel_kuendigung: '6',
  };
  const vier = {
    schritt: 'kosten_1',
    schluessel_1_1_1: 'hund',
    preis_1_1_1: '9,50',
    ust_1_1: 'zu-pruefen',
    ustgrund_1_1: '§ 2b UStG',
  };

  it('fragt Schritt für Schritt, behält alles und nennt, was fehlt', async () => {
    const leer = await w.sende('m.gruhl', `${WEG}/neu`, { schritt: 'parteien', aktion: 'weiter' });
    expect(leer.statusCode).toBe(422);
    expect(leer.body).toContain('href="#feld-partner"');
    const r = await w.sende('m.gruhl', `${WEG}/neu`, eins());
    expect(r.body).toContain('Titel und Zeit');
    expect(r.body).toContain(`name="partner" value="${w.ort.wurzen}"`);
    const k = await w.sende('m.gruhl', `${WEG}/neu`, { ...eins(), ...zwei });
    expect(k.body).toContain('Wem steht der Ertrag der Steuer zu');
    expect(k.body).not.toContain('Empfangsstelle');
    const zurueck = await w.sende('m.gruhl', `${WEG}/neu`, { ...eins(), ...zwei, ...drei, aktion: 'zurueck' });
    expect(zurueck.body).toContain('value="Zweckvereinbarung Hundesteuer"');
  });

  it('nimmt Tage, die nicht sein können, schon an ihrem Feld nicht an', async () => {
    const tage = async (ab: string, letzter: string) => {
      const r = await w.sende('m.gruhl', `${WEG}/neu`, { ...eins(), ...zwei, aktion: 'weiter', ab, letzter });
      return [r.statusCode, ...['ab', 'letzter'].filter((f) => r.body.includes(`id="feld-${f}-fehler"`))];
    };
    expect(await tage('01.01.2020', '')).toEqual([422, 'ab']);
    expect(await tage(heute, '')).toEqual([422, 'ab']);
    expect(await tage('', heute)).toEqual([422, 'letzter']);
    expect(await tage('01.01.2019', '31.12.2020')).toEqual([422, 'ab', 'letzter']);
    expect(await tage('01.05.2099', '30.04.2099')).toEqual([422, 'letzter']);
    expect(await tage('01.05.2099', '01.05.2099')).toEqual([200]);
    expect(await tage('', '')).toEqual([200]);
  });

  it('schlägt einen Titel aus Parteien, Leistungen und Art vor, und ein eigener bleibt', async () => {
    const titel = (html: string) => /name="titel"[^>]*value="([^"]*)"/.exec(html)?.[1];
    const vorschlag = (html: string) => /name="vorschlag" value="([^"]*)"/.exec(html)?.[1] ?? '';
    const r = await w.sende('m.gruhl', `${WEG}/neu`, eins());
    expect(titel(r.body)).toBe('Zweckvereinbarung Bennewitz–Wurzen: Hund anmelden (Delegation)');
    expect(vorschlag(r.body)).toBe(titel(r.body));
    // what was proposed follows the choice, what was typed stays
    const anders = { ...eins(), titel: titel(r.body) ?? '', vorschlag: vorschlag(r.body), leistung_2: 'posteingang' };
    expect(titel((await w.sende('m.gruhl', `${WEG}/neu`, anders)).body)).toBe(
      'Zweckvereinbarung Bennewitz–Wurzen: Hund anmelden, Posteingang (Delegation)',
    );
    const eigen = await w.sende('m.gruhl', `${WEG}/neu`, { ...anders, titel: 'Hunde gemeinsam' });
    expect(titel(eigen.body)).toBe('Hunde gemeinsam');
    // an agreement about the same has that title already
    const doppelt = { ...eins(), art: 'mandatierend', leistung_1: 'gewerbe-anmeldung' };
    expect(titel((await w.sende('m.gruhl', `${WEG}/neu`, doppelt)).body)).toBe(
      'Zweckvereinbarung Bennewitz–Wurzen: Gewerbe anmelden (Mandat), Nr. 2',
    );
    expect(r.body).toMatch(/unbefristet\. Zum Beispiel 31\.12\.\d{4}/);
    expect(r.body).not.toContain('1985');
  });

  it('zeigt den Text, warnt vor der fehlenden Steuerklausel und lehnt einen Preis von null ab', async () => {
    const alles = { ...eins(), ...zwei, ...drei, ...vier };
    const text = await w.sende('m.gruhl', `${WEG}/neu`, alles);
    expect(text.body).toContain('Die Klausel „Ertrag und Satzung“ fehlt.');
    expect(text.body).toContain('9,50 € je Hund und Jahr');
    const umsonst = await w.sende('m.gruhl', `${WEG}/neu`, {
      ...alles,
      preis_1_1_1: '0',
      schritt: 'pruefen',
      aktion: 'entwerfen',
    });
    expect(umsonst.statusCode).toBe(422);
    expect(umsonst.body).toContain('id="feld-preis_1_1_1-fehler"');
    expect(umsonst.body).toContain('Ein Preis von null ist nicht möglich.');
    const vorbei = { ...alles, letzter: '31.12.2025', schritt: 'pruefen', aktion: 'entwerfen' };
    expect((await w.sende('m.gruhl', `${WEG}/neu`, vorbei)).body).toContain('id="feld-letzter-fehler"');
  });

  it('wird gespeichert, von beiden Seiten gesehen und vor der zweiten Erklärung zurückgezogen', async () => {
    const r = await w.sende('m.gruhl', `${WEG}/neu`, {
      ...eins(),
      ...zwei,
      ...drei,
      ...vier,
      schritt: 'pruefen',
      aktion: 'entwerfen',
    });
    expect(r.statusCode).toBe(303);
    const id = /vereinbarungen\/([0-9a-f-]{36})/.exec(String(r.headers.location))?.[1] ?? '';
    const blatt = await seite('s.hartig', `/${id}`);
    expect(blatt).toContain('Erklärung offen');
    const hash = /name="textHash" value="([0-9a-f]{64})"/.exec(blatt)?.[1] ?? '';
    const falsch = await w.sende('s.hartig', `${WEG}/${id}`, {
      befehl: 'erklaeren',
      textHash: hash.replace(/^./, 'x'),
    });
    expect([falsch.statusCode, falsch.body.includes('einen anderen Text')]).toEqual([409, true]);
    expect((await w.sende('s.hartig', `${WEG}/${id}`, { befehl: 'erklaeren', textHash: hash })).statusCode).toBe(303);
    expect((await schritt('s.hartig', id, 'zurueckziehen', { grund: 'x' })).statusCode).toBe(409);
    await getan('m.gruhl', id, 'zurueckziehen', { grund: 'Der Rat möchte noch beraten.' });
    expect(await seite('m.gruhl')).toContain('zurückgezogen');
    expect((await w.geh('h.reichelt', `${WEG}/neu`)).statusCode).toBe(403);
  });
});

describe('Der Kalender', () => {
  it('sagt als Bild und als Tabelle dasselbe und lässt sich blättern', async () => {
    const k = await seite('s.hartig', '/kalender?jahr=2026');
    expect(k).toContain('<svg');
    for (const wort of ['Lossatal', 'Augustusburg', 'Delegation', '30.09.2026']) expect(k).toContain(wort);
    expect(k).toContain('<p>Dünner Rand: Mandat.');
    expect(k).not.toMatch(/(Mandat|Delegation), Zweckvereinbarung[^<]*\(\1\)/);
    expect(k.match(/<rect/g)?.length).toBe((k.match(/<tr /g)?.length ?? 0) - 1);
    expect(await seite('s.hartig', '/kalender?jahr=2010')).toContain('In diesem Jahr arbeitet jedes Rathaus für sich.');
  });

  it('und die Prüfliste sehen einen Zusammenschluss kommen: ab dem Tag arbeitet niemand, und was zu tun ist, steht dabei', async () => {
    const ags = (id: string) => w.deps.verzeichnis.byId(id)?.ags ?? '';
    const z = { aufgegangen: ags(w.ort.augustusburg), nachfolgerin: ags(w.ort.bennewitz), ab: '2031-07-01' };
    expect(await trageZusammenschlussEin(t.setup, z, '2026-01-01')).toMatchObject({ ok: true });
    const k = await seite('s.hartig', '/kalender?jahr=2031');
    expect(k).toContain('niemand: die beauftragte Kommune ist aufgegangen');
    expect(k).toContain('30.06.2031');
    expect(await seite('s.hartig', '/kalender?jahr=2030')).not.toContain('ist aufgegangen');
    const liste = await seite('s.hartig', '/pruefliste');
    expect(liste).toContain('Stadt Augustusburg geht am 01.07.2031 in einer anderen Kommune auf.');
    expect(liste).toContain('mit der Nachfolgerin: Gemeinde Bennewitz.');
  });
});

describe('Die Seiten', () => {
  it('sind ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
    const wege = {
      '': WEG,
      blatt: `${WEG}/${bennewitz}`,
      neu: `${WEG}/neu`,
      kalender: `${WEG}/kalender`,
      pruefliste: `${WEG}/pruefliste`,
      auslauf: `${WEG}/${await vereinbarungOf(w.ort.bennewitz, 'posteingang')}/auslauf`,
    };
    await seheAnAls(w, 'm.gruhl', { basis, bereich: 'vereinbarungen', wege }, HELL);
  });
});
