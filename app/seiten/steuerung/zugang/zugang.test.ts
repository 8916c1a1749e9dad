import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { HELL, seheAnAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

const GEWERBE = 'gewerbe-anmeldung';
const t = await neueDatenbank();
const w = await baueWelt(t);
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const WEG = '/steuerung/zugang';
let vorgang = '';
let aktenzeichen = '';
const halt = (body: string) => /name="halt" value="([^"]+)"/.exec(body)?.[1] ?? '';

beforeAll(async () => {
  vorgang = await w.gewerbe('01-einfach', ORTE.thallwitz);
  const { rows } = await t.setup.query<{ a: string }>('select aktenzeichen as a from vorgaenge.vorgang where id = $1', [
    vorgang,
  ]);
  aktenzeichen = rows[0]?.a ?? '';
});

describe('Der Zugang', () => {
  it('ist Sache von Leitung, Prüfung und Datenschutz; alle anderen kommen nicht hinein', async () => {
    for (const weg of ['', '/vorgang', '/bericht', '/bericht.csv'])
      for (const [sub, status] of [
        ['f.naumann', 200],
        ['a.fichtner', 200],
        ['i.menzel', 200],
        ['k.weber', 403],
        ['b.kuehnast', 403],
      ] as const)
        expect([weg, sub, (await w.geh(sub, WEG + weg)).statusCode]).toEqual([weg, sub, status]);
  });

  it('zeigt jedem Haus, wer seine Vorgänge sehen darf und wessen es sehen darf', async () => {
    const thallwitz = text((await w.geh('f.naumann', WEG)).body);
    expect(thallwitz).toMatch(
      /Gewerbe anmelden Stadt Wurzen Zweckvereinbarung Thallwitz–Wurzen: Gewerbe anmelden \(Mandat\) 01\.01\.2025 unbefristet keiner offen Anhalten/,
    );
    const lossatal = text((await w.geh('t.krause', WEG)).body);
    expect(lossatal).toContain('Diese Leistungen haben Sie nach § 71 Abs. 1 SächsKomZG übertragen.');
    expect(lossatal).not.toMatch(/Gewerbe anmelden Stadt Wurzen [^.]* Anhalten/);
  });

  it('sagt zu einem Vorgang, wer ihn sehen kann und warum, auch für einen anderen Zeitpunkt', async () => {
    const frage = (a: string, tag = '', uhrzeit = '') =>
      w.geh('f.naumann', `${WEG}/vorgang?${new URLSearchParams({ aktenzeichen: a, tag, uhrzeit })}`);
    const jetzt = text((await frage(aktenzeichen)).body);
    expect(jetzt).toContain('Gemeinde Thallwitz zuständige Kommune');
    expect(jetzt).toMatch(/Stadt Wurzen Vereinbarung: \S/);
    expect(jetzt).toContain('Antragstellende Person eigener Antrag');
    const damals = text((await frage(aktenzeichen, '31.12.2024', '23:59')).body);
    expect(damals).not.toContain('Stadt Wurzen Vereinbarung');
    expect(text((await frage(aktenzeichen, '1.1.2025')).body)).toContain('Stadt Wurzen Vereinbarung');
    for (const [tag, uhrzeit, feld, satz] of [
      ['30.02.2025', '', 'tag', 'Das ist kein Tag.'],
      ['morgen', '8:30', 'tag', 'Das ist kein Tag.'],
      ['', '8:30', 'tag', 'Zu der Uhrzeit fehlt der Tag.'],
      ['01.01.2025', '24:10', 'uhrzeit', 'Das ist keine Uhrzeit.'],
      ['01.01.2025', 'früh', 'uhrzeit', 'Das ist keine Uhrzeit.'],
    ] as const) {
      const falsch = await frage(aktenzeichen, tag, uhrzeit);
      expect([falsch.statusCode, text(falsch.body)]).toEqual([422, expect.stringContaining(satz)]);
      expect(falsch.body).toContain(`id="vorgang-${feld}-fehler"`);
      for (const getippt of [tag, uhrzeit]) if (getippt) expect(falsch.body).toContain(`value="${getippt}"`);
    }
    // the hour that the clock leaves out, and both ways to write a time
    for (const [tag, uhrzeit, am] of [
      ['28.03.2027', '2:30', '28.03.2027, 03:30 Uhr'],
      ['05.05.2027', '8.05 Uhr', '05.05.2027, 08:05 Uhr'],
      ['2027-05-05', '8', '05.05.2027, 08:00 Uhr'],
      ['05.05.2027', '', '05.05.2027, 00:00 Uhr'],
    ] as const)
      expect(text((await frage(aktenzeichen, tag, uhrzeit)).body)).toContain(`Stand ${am}`);
    // another town hall's number looks like one that does not exist
    const fremd = await w.geh('t.krause', `${WEG}/vorgang?aktenzeichen=${aktenzeichen}`);
    expect([fremd.statusCode, text(fremd.body)]).toEqual([422, expect.stringContaining('gibt es in Ihrem Haus nicht')]);
    const { rows } = await t.setup.query(
      `select grundlage ->> 'zweck' as zweck from nachweise.lesezugriff where $1 = any (vorgaenge) and grundlage ->> 'aufgabe' = 'Datenschutz'`,
      [vorgang],
    );
    expect(rows[0]).toEqual({ zweck: 'Prüfung des Zugangs' });
  });

  it('berichtet jede Einsicht anderer Häuser, ohne Namen, auch als Datei', async () => {
    const leer = text((await w.geh('c.seifert', `${WEG}/bericht?von=01.01.2020&bis=31.1.2020`)).body);
    expect(leer).toContain('Vom 01.01.2020 bis 31.01.2020 hat kein anderes Rathaus nachgesehen.');
    await w.geh('k.weber', `/arbeitsplatz/vorgang/${vorgang}`);
    await w.geh('y.barthel', `/arbeitsplatz/vorgang/${vorgang}`);
    const bericht = await w.geh('f.naumann', `${WEG}/bericht`);
    expect(text(bericht.body)).toMatch(/Stadt Wurzen .*? 1 1/);
    // the own house is no other one, and no clerk is named
    expect(text(bericht.body)).not.toContain('Gemeinde Thallwitz Gewerbe');
    expect(bericht.body).not.toContain('Weber');
    const csv = await w.geh('f.naumann', `${WEG}/bericht.csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.split('\r\n')[0]).toBe(
      '\uFEFF"Tag";"Rathaus";"Aufgabe";"Zweck";"Vereinbarung";"Zugriffe";"Vorgänge"',
    );
    expect(csv.body).toContain('"Stadt Wurzen"');
    expect(csv.body).not.toContain('Weber');
    // nothing of it is for another house
    expect((await w.geh('t.krause', `${WEG}/bericht.csv`)).body).not.toContain('Thallwitz');
    for (const [von, bis, feld, satz] of [
      ['01.05.2026', '01.04.2026', 'bis', 'Das ist kein Zeitraum.'],
      ['31.02.2026', '01.04.2026', 'von', 'Das ist kein Tag.'],
      ['01.02.2026', 'heute', 'bis', 'Das ist kein Tag.'],
      ['0000-01-01', '01.04.2026', 'von', 'Das ist kein Tag.'],
      ['01.02.2026', '9999-12-31', 'bis', 'Das ist kein Tag.'],
    ] as const) {
      const falsch = await w.geh('f.naumann', `${WEG}/bericht?${new URLSearchParams({ von, bis })}`);
      expect([falsch.statusCode, text(falsch.body)]).toEqual([422, expect.stringContaining(satz)]);
      expect(falsch.body).toContain(`id="bericht-${feld}-fehler"`);
      expect(falsch.body).toContain(`value="${feld === 'von' ? von : bis}"`);
    }
  });
});

describe('Nach dem Ende einer Vereinbarung', () => {
  it('sagt der Bericht, dass nur noch der Auslauf offen war', async () => {
    const { rows } = await t.setup.query<{ vereinbarung: string; titel: string }>(
      `select vereinbarung, titel from vereinbarungen.regel
       where von = $1 and leistung = 'hundesteuer-anmeldung' and upper(gueltig) is not null`,
      [w.ort.lossatal],
    );
    const [r] = rows;
    await t.setup.query(
      `update vereinbarungen.regel set gueltig = daterange(lower(gueltig), current_date - 1) where vereinbarung = $1`,
      [r?.vereinbarung],
    );
    await t.setup.query(
      `insert into nachweise.lesezugriff (koerperschaft, id, at, person, stelle, vorgaenge, grundlage) values
       ($1, gen_random_uuid(), now(), gen_random_uuid(), $2, array[gen_random_uuid()], $3)`,
      [
        w.ort.lossatal,
        w.ort.augustusburg,
        JSON.stringify({ vereinbarung: r?.vereinbarung, norm: null, aufgabe: 'Hund', zweck: 'Bearbeitung' }),
      ],
    );
    expect(text((await w.geh('t.krause', `${WEG}/bericht`)).body)).toContain(`Auslauf nach dem Ende: ${r?.titel}`);
  });
});

describe('Das Anhalten', () => {
  it('fragt nach dem Grund, behält Getipptes und wirkt sofort, auf beiden Seiten zu lesen', async () => {
    const weg = `${WEG}/anhalten`;
    const felder = { leistung: GEWERBE, stelle: w.ort.wurzen };
    expect((await w.geh('i.menzel', `${weg}?leistung=${GEWERBE}&stelle=${w.ort.wurzen}`)).statusCode).toBe(403);
    const seite = text((await w.geh('f.naumann', `${weg}?leistung=${GEWERBE}&stelle=${w.ort.wurzen}`)).body);
    expect(seite).toContain('Die Stadt Wurzen sieht ab sofort keinen Vorgang dieser Leistung mehr');
    const ohne = await w.sende('f.naumann', weg, { ...felder, grund: ' ' });
    expect([ohne.statusCode, text(ohne.body)]).toEqual([422, expect.stringContaining('Der Grund fehlt.')]);
    expect((await w.geh('k.weber', `/arbeitsplatz/vorgang/${vorgang}`)).statusCode).toBe(200);

    const r = await w.sende('f.naumann', weg, { ...felder, grund: 'Fristen klären' });
    expect([r.statusCode, r.headers.location]).toEqual([303, `${WEG}?angehalten=1`]);
    expect((await w.geh('k.weber', `/arbeitsplatz/vorgang/${vorgang}`)).statusCode).toBe(404);
    const eigen = await w.geh('f.naumann', `${WEG}?angehalten=1`);
    expect(text(eigen.body)).toContain('Angehalten: Gewerbe anmelden durch die Stadt Wurzen');
    expect(text(eigen.body)).toContain('Grund: Fristen klären');
    const andere = await w.geh('s.hartig', WEG);
    expect(text(andere.body)).toContain('Gemeinde Thallwitz hat die Arbeit der Stadt Wurzen an dieser Leistung seit');
    expect(andere.body).not.toContain('Fristen klären');
    // on the desks of both, too
    for (const sub of ['y.barthel', 'k.weber'])
      expect([sub, text((await w.geh(sub, '/arbeitsplatz')).body)]).toEqual([
        sub,
        expect.stringContaining('Angehalten: '),
      ]);
    expect(text((await w.geh('m.uhlig', '/arbeitsplatz')).body)).not.toContain('Angehalten: ');
    expect(text((await w.geh('y.barthel', `/arbeitsplatz/vorgang/${vorgang}?teil=verlauf`)).body)).toContain(
      'Bearbeitung gewechselt',
    );
    const zweites = await w.sende('f.naumann', weg, { ...felder, grund: 'x' });
    expect([zweites.statusCode, text(zweites.body)]).toEqual([409, expect.stringContaining('schon angehalten')]);
  });

  it('wird fortgesetzt, und die Vorgänge gehen auf Wunsch wieder hinüber', async () => {
    const id = halt((await w.geh('f.naumann', WEG)).body);
    expect((await w.sende('s.hartig', `${WEG}/fortsetzen`, { halt: id })).statusCode).toBe(409);
    const r = await w.sende('f.naumann', `${WEG}/fortsetzen`, { halt: id, vorgaenge: 'ja' });
    expect([r.statusCode, r.headers.location]).toEqual([303, `${WEG}?fortgesetzt=1`]);
    expect((await w.geh('k.weber', `/arbeitsplatz/vorgang/${vorgang}`)).statusCode).toBe(200);
  });

  it('geht bei einer Delegation nicht, und es steht da, welchen Weg das Gesetz kennt', async () => {
    const r = await w.sende('t.krause', `${WEG}/anhalten`, { leistung: GEWERBE, stelle: w.ort.wurzen, grund: 'x' });
    expect([r.statusCode, text(r.body)]).toEqual([409, expect.stringContaining('mit Genehmigung')]);
  });
});

describe('Die Seiten zum Zugang', () => {
  it('sind zu lesen: ohne Fund von axe, ohne Querlauf, breit und schmal', { timeout: 120_000 }, async () => {
    await w.sende('f.naumann', `${WEG}/anhalten`, { leistung: GEWERBE, stelle: w.ort.wurzen, grund: 'Fristen klären' });
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    const wege = {
      uebersicht: WEG,
      anhalten: `${WEG}/anhalten?leistung=posteingang&stelle=${w.ort.wurzen}`,
      vorgang: `${WEG}/vorgang?aktenzeichen=${aktenzeichen}`,
      bericht: `${WEG}/bericht`,
      arbeitsplatz: '/arbeitsplatz',
    };
    await seheAnAls(w, 'f.naumann', { basis, bereich: 'zugang', wege }, HELL);
  });
});
