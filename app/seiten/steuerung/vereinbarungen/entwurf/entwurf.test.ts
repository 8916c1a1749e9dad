import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, bild, ueberlauf } from '../../../../../tools/test/browser.ts';
import { neueDatenbank } from '../../../../../tools/test/datenbank.ts';
import { HELL, seiteAls } from '../../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../../gestalt/index.ts';

const WEG = '/steuerung/vereinbarungen';
const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let basis = '';

beforeAll(async () => {
  w = await baueWelt(t);
  registerGestalt(w.server);
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w?.server.close());

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
      'verrechnet mit den Forderungen aus der Vereinbarung „Zweckvereinbarung Augustusburg–Wurzen: Gewerbe anmelden (Mandat)“',
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

  it('geht allein mit der Tastatur: Eingabe heißt weiter, ein Knopf bringt eine Zeile mehr', {
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
