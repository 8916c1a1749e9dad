import { formatDatumKurz, localDateOf } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, bild, ueberlauf } from '../../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { trageZusammenschlussEin } from '../../../kommunen/index.ts';
import { HELL, seheAnAls, seiteAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
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
    expect((await w.geh('k.weber', WEG)).statusCode).toBe(403);
  });

  it('zeigen der Leitung den nächsten Schritt als Formular, allen anderen nur, worauf es wartet', async () => {
    expect(await seite('m.gruhl', `/${bennewitz}`)).toContain('name="genehmigen.zeichen"');
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
    expect((await schritt('f.naumann', id, 'kuendigen', bald)).body).toContain(
      'Die Kündigungsfrist ist nicht eingehalten.',
    );
    const r = await schritt('f.naumann', id, 'kuendigen', { ...bald, wichtig: 'ja' });
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain('Ab ');
    expect(r.body).toContain('Thallwitz muss es selbst tun');
    expect(r.body).toContain('name="kuendigen.bestaetigung"');
    await getan('f.naumann', id, 'kuendigen', { ...bald, wichtig: 'ja', bestaetigung: 'Frau Barthel übernimmt.' });
    expect(await seite('s.hartig', `/${id}`)).toContain('Frau Barthel übernimmt.');
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
    expect((await w.sende('m.gruhl', `${WEG}/neu`, vorbei)).body).toContain('Dieser Tag liegt in der Vergangenheit.');
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

describe('Ein Entwurf über mehrere Leistungen', () => {
  const felder = (html: string) =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="([a-z_0-9]+)" value="([^"]*)"/g)].map((m) => [
        m[1] ?? '',
        m[2] ?? '',
      ]),
    );
  const poste = async (roh: Record<string, string>) => {
    const r = await w.sende('s.hartig', `${WEG}/neu`, roh);
    return { status: r.statusCode, body: r.body, felder: felder(r.body), ort: String(r.headers.location) };
  };
  const start = () => ({
    schritt: 'parteien',
    art: 'mandatierend',
    richtung: 'beauftragen',
    partner: w.ort.augustusburg,
    leistung_1: 'posteingang',
  });

  it('bekommt mit jedem Knopfdruck eine Zeile mehr; was getippt war, bleibt', async () => {
    const mehr = await poste({ ...start(), aktion: 'mehr_leistung' });
    expect(mehr.status).toBe(200);
    expect(mehr.body).toContain('2. Leistung');
    expect(mehr.body).toMatch(/<option[^>]*value="posteingang"[^>]*selected/);
    expect(mehr.body).toContain('formaction="/steuerung/vereinbarungen/neu#feld-leistung_3"');
    const vier = await poste({
      ...start(),
      leistung_2: 'gewerbe-anmeldung',
      leistung_3: 'hundesteuer-anmeldung',
      aktion: 'mehr_leistung',
    });
    expect(vier.body).toContain('4. Leistung');
    // a row that stays empty counts for nothing
    const weiter = await poste({ ...start(), leistung_2: '', aktion: 'weiter' });
    expect(weiter.body).toContain('Titel und Zeit');
  });

  it('fragt die Kosten Leistung für Leistung, mit Mischung, Umlage, Preiswechsel, Grenzen und Verrechnung', async () => {
    const tage = await poste({ ...start(), leistung_2: 'verkehrsrechtliche-anordnung', aktion: 'weiter' });
    const k = await poste({
      ...tage.felder,
      titel: 'Zweckvereinbarung Innere Dienste',
      ab: '01.01.2027',
      aktion: 'weiter',
    });
    expect(k.felder['schritt']).toBe('klauseln');
    const wahl = Object.fromEntries(
      [...k.body.matchAll(/name="(klausel_[a-z]+)" (?:[^>]*?)value="([^"]+)"/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
    );
    const eins = await poste({ ...k.felder, ...wahl, aktion: 'weiter' });
    expect(eins.body).toContain('Kosten: Posteingang');
    const teil = await poste({
      ...eins.felder,
      schluessel_1_1_1: 'fest',
      preis_1_1_1: '1200',
      aktion: 'mehr_teil_1_1',
    });
    expect(teil.body).toContain('value="1200"');
    const voll = {
      ...teil.felder,
      schluessel_1_1_1: 'fest',
      preis_1_1_1: '1200',
      schluessel_1_1_2: 'umlage_einwohner',
      angabe_1_1_2: 'Scanstelle',
      ust_1_1: 'zu-pruefen',
      satz_1_1: '19',
      ustgrund_1_1: 'Hilfstätigkeit, § 2b UStG',
      minimum_1_1: '500',
      maximum_1_1: '400',
    };
    const grenzen = await poste({ ...voll, aktion: 'weiter' });
    expect([grenzen.status, grenzen.body.includes('href="#feld-maximum_1_1"')]).toEqual([422, true]);
    expect(grenzen.body).toContain('value="Scanstelle"');
    const wechsel = await poste({ ...voll, maximum_1_1: '4000', aktion: 'mehr_abschnitt_1' });
    expect(wechsel.body).toContain('2. Preis, ab einem späteren Tag');
    const zweite = await poste({
      ...wechsel.felder,
      ...voll,
      maximum_1_1: '4000',
      ab_1_2: '01.01.2028',
      schluessel_1_2_1: 'seite',
      preis_1_2_1: '0,1150',
      ust_1_2: 'steuerpflichtig',
      ustgrund_1_2: '§ 2b Absatz 1 Satz 2 UStG',
      aufwand_1: 'Paket: 25',
      aktion: 'weiter',
    });
    expect(zweite.body).toContain('Die Angaben sind von „Posteingang“ übernommen.');
    const gleich = Object.fromEntries(Object.entries(zweite.felder).filter(([n]) => !/^[a-z]+_2_/.test(n)));
    const verrechnung = await poste({
      ...gleich,
      schluessel_2_1_1: 'kostenfrei',
      angabe_2_1_1: 'Gegenseitigkeit',
      ust_2_1: 'nicht-steuerbar',
      ustgrund_2_1: '§ 2b Absatz 1 UStG',
      aktion: 'weiter',
    });
    expect(verrechnung.body).toContain('Verrechnet mit den Forderungen aus');
    const { rows } = await t.setup.query<{ id: string }>(
      'select vereinbarung as id from vereinbarungen.regel where von = $1 and an = $2',
      [w.ort.augustusburg, w.ort.wurzen],
    );
    const gegen = rows[0]?.id ?? '';
    const text = await poste({ ...verrechnung.felder, verrechnung: gegen, aktion: 'weiter' });
    for (const satz of [
      '1.200,00 € im Jahr und ein Anteil an den Kosten „Scanstelle“ nach der Zahl der Einwohnerinnen und Einwohner',
      'bis zum 31. Dezember 2027',
      'mindestens 500,00 € im Jahr, höchstens 4.000,00 € im Jahr',
      '0,115 € je Seite',
      'zuzüglich 19 % Umsatzsteuer',
      'kostenfrei (Gegenseitigkeit)',
      'verrechnet mit den Forderungen aus der Vereinbarung „Zweckvereinbarung vom',
      'Aufwandsklasse „Paket“ für „Posteingang“: 25 Minuten.',
    ])
      expect(text.body.replace(/\s+/g, ' ')).toContain(satz);
    const fertig = await poste({ ...text.felder, aktion: 'entwerfen' });
    expect([fertig.status, /<li>[^<]*<[^>]*>([^<]*)/.exec(fertig.body)?.[1]]).toEqual([303, undefined]);
    const id = /vereinbarungen\/([0-9a-f-]{36})/.exec(fertig.ort)?.[1] ?? '';
    const { rows: schritte } = await t.setup.query<{ inhalt: { kostenregeln: Record<string, unknown>[] } }>(
      `select angaben -> 'inhalt' as inhalt from vereinbarungen.schritt where vereinbarung = $1`,
      [id],
    );
    expect(schritte[0]?.inhalt.kostenregeln).toMatchObject([
      {
        ab: '2027-01-01',
        bis: '2028-01-01',
        verrechnetMit: gegen,
        minimum: 50_000,
        maximum: 400_000,
        ust: { satz: 19 },
      },
      { ab: '2028-01-01', bis: null, verrechnetMit: gegen, ust: { stand: 'steuerpflichtig', satz: 19 } },
      { leistung: 'verkehrsrechtliche-anordnung', schluessel: { art: 'kostenfrei', grund: 'Gegenseitigkeit' } },
    ]);
  });
});

describe('Der Kalender', () => {
  it('sagt als Bild und als Tabelle dasselbe und lässt sich blättern', async () => {
    const k = await seite('s.hartig', '/kalender?jahr=2026');
    expect(k).toContain('<svg');
    for (const wort of ['Lossatal', 'Augustusburg', 'Delegation', '30.09.2026']) expect(k).toContain(wort);
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
    };
    await seheAnAls(w, 'm.gruhl', { basis, bereich: 'vereinbarungen', wege }, HELL);
  });

  it('des Entwurfs gehen allein mit der Tastatur: Eingabe heißt weiter, ein Knopf bringt eine Zeile mehr', {
    timeout: 120_000,
  }, async () => {
    for (const { ansicht, groesse } of HELL) {
      const page = await seiteAls(w, basis, 's.hartig', groesse);
      await page.goto(`${basis}${WEG}/neu`);
      await page.check('input[name="art"][value="delegierend"]');
      await page.check('input[name="richtung"][value="beauftragen"]');
      await page.selectOption('select[name="partner"]', w.ort.augustusburg);
      await page.selectOption('select[name="leistung_1"]', 'posteingang');
      await page.focus('button[value="mehr_leistung"]');
      await page.keyboard.press('Enter');
      await page.waitForSelector('select[name="leistung_2"]');
      expect(new URL(page.url()).hash).toBe('#feld-leistung_2');
      await page.selectOption('select[name="leistung_2"]', 'verkehrsrechtliche-anordnung');
      await page.click('button.kern-btn--primary');
      await page.fill('input[name="titel"]', 'Zweckvereinbarung');
      await page.keyboard.press('Enter');
      await page.waitForSelector('input[name^="klausel_"]');
      for (const gruppe of new Set(
        await page.$$eval('input[type=radio]', (x) => x.map((r) => r.getAttribute('name') ?? '')),
      ))
        await page.check(`input[name="${gruppe}"] >> nth=0`);
      await page.click('button.kern-btn--primary');
      expect(await page.textContent('h1')).toBe('Kosten: Posteingang');
      await page.selectOption('select[name="schluessel_1_1_1"]', 'umlage_fall');
      await page.click('button[value="mehr_teil_1_1"]');
      await page.click('button[value="mehr_abschnitt_1"]');
      await page.fill('input[name="ustgrund_1_1"]', '§ 2b UStG');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#fehlerliste');
      expect(await page.inputValue('input[name="ustgrund_1_1"]')).toBe('§ 2b UStG');
      await bild(page, `vereinbarungen-kosten-${ansicht}`);
      expect(await axe(page)).toEqual([]);
      expect(await ueberlauf(page)).toBe(0);
      await page.context().close();
    }
  });
});
