import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { zaehleAlle } from '../../abrechnung/index.ts';
import { uuidv7 } from '../../base/index.ts';
import { ORTE } from '../../demo/personen.ts';
import { DEMO_ORTE } from '../../demo/welt.ts';
import { createSatz, type Satz } from '../../dokumente/index.ts';
import { bundleKind, inPdf, pruefePdf, textAus } from '../../dokumente/satz/pruefwerkzeuge.ts';
import { trageZuwendungEin } from '../../steuerung/index.ts';
import { baueWelt } from '../arbeitsplatz/pruefstand/welt.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let satz: Satz;
let zuwendung = '';

const person = async (sub: string, stelle: string) => {
  const { rows } = await t.setup.query<{ id: string }>(
    'select id from konten.mitarbeiter where koerperschaft = $1 and sub = $2',
    [stelle, sub],
  );
  return { person: rows[0]?.id ?? '', stelle };
};

beforeAll(async () => {
  w = await baueWelt(t);
  satz = createSatz({ kindDatei: await bundleKind() });
  w.deps.satz = satz;
  for (const o of DEMO_ORTE)
    await t.setup.query('insert into kommunen.auftritt values ($1, $2)', [
      w.deps.verzeichnis.byAgs(o.ags)?.id,
      JSON.stringify(o.auftritt),
    ]);
  for (let i = 0; i < 3; i++) await w.gewerbe('01-einfach', ORTE.thallwitz);
  await zaehleAlle(w.deps, Object.values(w.ort), null);
  const z = await trageZuwendungEin(w.deps, await person('s.hartig', w.ort.wurzen), {
    bezeichnung: 'Zentrum',
    geber: 'Freistaat',
    aktenzeichen: 'Z-1',
    bescheidVom: '2025-12-01',
    von: '2026-01-01',
    bis: '2030-01-01',
    satz: 9000,
    betrag: 900_000,
    positionen: [{ nr: 1, bezeichnung: 'Technik', ansatz: 1_000_000 }],
  });
  if (!z.ok) throw new Error(z.grund);
  zuwendung = z.id;
});
afterAll(() => Promise.all([w.server.close(), satz.stop()]));

describe('Die Lage', () => {
  it('nennt dem Bürgermeister von Thallwitz Fälle, Kosten und wer für ihn arbeitet', async () => {
    const { body, statusCode } = await w.geh('f.naumann', '/steuerung');
    expect(statusCode).toBe(200);
    for (const text of ['Lage: Thallwitz', 'Wie viele Fälle gibt es?', '38 € je Fall', '114,00 €', 'Stadt Wurzen'])
      expect(body).toContain(text);
  });

  it('rechnet den Vergleich mit eigenen Kosten aus dem, was die Kommune einträgt', async () => {
    const felder = {
      leistung: 'gewerbe-anmeldung',
      ab: '1.1.2026',
      stellen: '0,15',
      eg: 'E 8',
      jahreskosten: '61.800',
      zuschlag: '20',
      software: '2.400',
    };
    const r = await w.sende('f.naumann', '/steuerung/eigene-kosten', felder);
    expect(r.statusCode).toBe(303);
    const { body } = await w.geh('f.naumann', '/steuerung/eigene-kosten?gespeichert=1');
    for (const text of ['>0,15<', '9.270,00 €', '1.854,00 €', '13.524,00 €']) expect(body).toContain(text);
    expect((await w.geh('f.naumann', '/steuerung')).body).not.toContain('Tragen Sie ein, was eine Leistung');
  });

  it('lehnt unlesbare eigene Kosten beim Feld ab und behält, was getippt wurde', async () => {
    const r = await w.sende('f.naumann', '/steuerung/eigene-kosten', {
      leistung: 'gewerbe-anmeldung',
      ab: '1.1.2026',
      stellen: '200',
      eg: 'E 8',
      jahreskosten: '61.800',
      zuschlag: '20',
      software: '0',
    });
    expect(r.statusCode).toBe(422);
    expect(r.body).toContain('value="200"');
    expect(r.body).toContain('Der Stellenanteil ist nicht lesbar.');
    expect(r.body).toContain('href="#feld-stellen"');
  });

  it('macht aus nichts keine Tabelle und keinen leeren Rahmen', async () => {
    const { body } = await w.geh('c.seifert', '/steuerung');
    expect(body).toContain('von 0 offenen Vorgängen');
    expect(body).not.toContain('auf Unterlagen<');
    expect(body).not.toContain('id="fristen"');
    expect((await w.geh('c.seifert', '/steuerung/fluss')).body).toContain('Gerade wartet keine Aufgabe');
    const daten = (await w.geh('c.seifert', '/steuerung/daten')).body;
    expect(daten).toMatch(/Nichts zu veröffentlichen, weil nichts eingegangen ist: \d\. Quartal/);
    expect(daten).not.toContain('nicht freigegeben');
  });

  it('führt nur dorthin, wo jemand hinein darf', async () => {
    const ziele = async (sub: string) =>
      [...(await w.geh(sub, '/steuerung')).body.matchAll(/href="(\/[^"#]*)"/g)].map((m) => m[1] ?? '');
    for (const sub of ['s.hartig', 'i.menzel', 'a.fichtner', 'b.kuehnast'])
      for (const ziel of new Set(await ziele(sub)))
        expect([sub, ziel, (await w.geh(sub, ziel)).statusCode]).not.toEqual([sub, ziel, 403]);
    expect(await ziele('s.hartig')).toContain('/steuerung/zugang/bericht');
    const reiter = async (sub: string) =>
      [...(await w.geh(sub, '/arbeitsplatz')).body.matchAll(/href="(\/(?:steuerung|arbeitsplatz)[^"#?]*)"/g)].map(
        (m) => m[1] ?? '',
      );
    for (const sub of ['p.zschoche', 'd.lorenz', 'k.weber', 'i.menzel', 's.hartig'])
      for (const ziel of new Set(await reiter(sub)))
        expect([sub, ziel, (await w.geh(sub, ziel)).statusCode]).not.toEqual([sub, ziel, 403]);
    expect(await reiter('p.zschoche')).toContain('/steuerung/abrechnung');
    expect(await reiter('d.lorenz')).toContain('/arbeitsplatz/versand');
    expect(await reiter('s.hartig')).not.toContain('/arbeitsplatz/versand');
    expect(await ziele('b.kuehnast')).not.toContain('/arbeitsplatz?tab=alle');
  });

  it('zeigt dem Zentrum, wo es stockt, und niemandes Namen', async () => {
    const { body } = await w.geh('s.hartig', '/steuerung/fluss');
    expect(body).toContain('Wo stockt es?');
    expect(body).toContain('Thallwitz');
    for (const name of ['Weber', 'Rößler', 'Uhlig']) expect(body).not.toContain(name);
  });
});

describe('Wer nicht leitet', () => {
  it.each(['', '/fluss', '/vergleich', '/daten', '/foerderung', '/eigene-kosten', '/foerderung/neu'])(
    'kommt nicht nach /steuerung%s',
    async (weg) => {
      expect((await w.geh('k.weber', `/steuerung${weg}`)).statusCode).toBe(403);
      expect((await w.geh(null, `/steuerung${weg}`)).statusCode).toBe(303);
    },
  );

  it.each([
    ['i.menzel', '/vergleich', { gruppe: 'mengen', aktion: 'einwilligen' }],
    ['i.menzel', '/daten', { quartal: '2026-Q1', aktion: 'freigeben' }],
    ['i.menzel', '/foerderung', {}],
    ['k.weber', '/eigene-kosten', {}],
  ] as const)('%s darf bei %s nichts ändern', async (sub, weg, felder) => {
    expect((await w.sende(sub, `/steuerung${weg}`, felder)).statusCode).toBe(403);
  });
});

describe('Fördermittel', () => {
  const weg = () => `/steuerung/foerderung/${zuwendung}`;

  it('werden gebucht, abgelehnt und abgerufen', async () => {
    const heute = new Date().toLocaleDateString('de-DE', { timeZone: 'Europe/Berlin' });
    const neu = () => ({ schluessel: uuidv7(Date.now()) });
    const gut = {
      ...neu(),
      aktion: 'ausgabe',
      position: '1',
      tag: heute,
      beleg: 'RE 1',
      zweck: 'Scanner',
      betrag: '1.000,00',
    };
    expect((await w.sende('s.hartig', weg(), gut)).headers.location).toBe(`${weg()}?getan=ausgabe`);
    expect((await w.sende('s.hartig', weg(), gut)).headers.location).toBe(`${weg()}?getan=schon`);
    expect((await w.geh('s.hartig', `${weg()}?getan=schon`)).body).toContain('Es zählt einmal');
    const derselbe = await w.sende('s.hartig', weg(), { ...gut, ...neu() });
    expect([
      derselbe.statusCode,
      derselbe.body.includes('Dieser Beleg ist mit diesem Tag und Betrag schon gebucht.'),
    ]).toEqual([422, true]);
    expect((await w.sende('s.hartig', weg(), { ...gut, schluessel: '' })).statusCode).toBe(403);
    const falsch = await w.sende('s.hartig', weg(), { ...gut, ...neu(), tag: '31.12.2025', beleg: 'RE 2' });
    expect(falsch.statusCode).toBe(422);
    expect(falsch.body).toContain('außerhalb des Bewilligungszeitraums');
    expect(falsch.body).toContain('value="RE 2"');
    const zuviel = await w.sende('s.hartig', weg(), { aktion: 'abruf', nr: '1', faellig: '0', abruf: '900,01' });
    expect(zuviel.body).toContain('So viel wird bis zum Ende der Frist nicht gebraucht.');
    const viel = await w.sende('s.hartig', weg(), { aktion: 'abruf', nr: '1', faellig: '99.999', abruf: '1' });
    expect([viel.statusCode, viel.body.includes('(9.000,00')]).toEqual([422, true]);
    const abruf = { aktion: 'abruf', nr: '1', faellig: '0', abruf: '900' };
    expect((await w.sende('s.hartig', weg(), abruf)).headers.location).toBe(`${weg()}?getan=abruf`);
    expect((await w.sende('s.hartig', weg(), abruf)).headers.location).toBe(`${weg()}?getan=schon`);
    expect((await w.geh('i.menzel', weg())).body).toContain('RE 1');
  });

  it('gibt es für ein anderes Haus nicht', async () => {
    for (const sub of ['c.seifert', 'h.reichelt', 'f.naumann']) {
      expect((await w.geh(sub, weg())).statusCode).toBe(404);
      expect((await w.geh(sub, `${weg()}/verwendungsnachweis.pdf`)).statusCode).toBe(404);
      expect((await w.sende(sub, weg(), { aktion: 'bericht', bericht: 'x' })).statusCode).toBe(404);
    }
  });

  it('ergeben einen Verwendungsnachweis als barrierefreies PDF', async () => {
    await w.sende('s.hartig', weg(), { aktion: 'bericht', bericht: 'Der Scanner steht.' });
    const r = await w.geh('s.hartig', `${weg()}/verwendungsnachweis.pdf`);
    expect([r.statusCode, r.headers['content-type']]).toEqual([200, 'application/pdf']);
    pruefePdf(r.rawPayload);
    expect(inPdf(r.rawPayload, '/MarkInfo')).toBe(true);
    const text = textAus(r.rawPayload);
    if (text) for (const teil of ['Der Scanner steht.', 'RE 1', '1.000,00 €', 'Z-1']) expect(text).toContain(teil);
  });
});

describe('Angaben für Rechnungen', () => {
  const weg = '/steuerung/rechnungsangaben';
  const felder = { leitwegId: '', ustId: '', steuernummer: '', ansprechpartner: 'Kämmerei' };

  it('werden beim Feld abgelehnt, und was getippt ist, bleibt; die Leitweg-ID aus dem Beispiel gilt', async () => {
    const falsch = await w.sende('f.naumann', weg, { ...felder, leitwegId: '14729410-0001-23' });
    expect(falsch.statusCode).toBe(422);
    expect(falsch.body).toContain('value="14729410-0001-23"');
    expect(falsch.body).toMatch(/aria-invalid="true"[^>]*aria-describedby="[^"]*leitwegId/);
    const beispiel = /zum Beispiel ([\d-]+)\./.exec((await w.geh('f.naumann', weg)).body)?.[1] ?? '';
    expect((await w.sende('f.naumann', weg, { ...felder, leitwegId: beispiel })).statusCode).toBe(303);
    const ohne = await w.sende('f.naumann', weg, { ...felder, ansprechpartner: '' });
    expect(ohne.body).toContain('href="#rechnungsangaben-ansprechpartner"');
  });
});

describe('Vergleich und offene Daten', () => {
  it('zeigen andere Kommunen erst nach der eigenen Einwilligung', async () => {
    expect((await w.geh('f.naumann', '/steuerung/vergleich')).body).toContain('Ihre Kommune hat nicht eingewilligt.');
    const r = await w.sende('f.naumann', '/steuerung/vergleich', { gruppe: 'mengen', aktion: 'einwilligen' });
    expect(r.headers.location).toBe('/steuerung/vergleich?getan=ja');
    expect((await w.geh('f.naumann', '/steuerung/vergleich')).body).toContain('Einwilligung zurücknehmen');
  });

  it('stehen nach der Freigabe für alle da: Seite, CSV, JSON und Katalog', async () => {
    await t.setup.query(
      `update vorgaenge.vorgang set eingegangen = now() - interval '4 months' where koerperschaft = $1`,
      [w.ort.thallwitz],
    );
    const seite = (await w.geh('f.naumann', '/steuerung/daten')).body;
    const quartal = [...seite.matchAll(/name="quartal" value="([^"]+)"/g)][0]?.[1] ?? '';
    expect((await w.geh(null, `/daten/${ORTE.thallwitz}/${quartal}.csv`)).statusCode).toBe(404);
    const r = await w.sende('f.naumann', '/steuerung/daten', { quartal, aktion: 'freigeben' });
    expect(r.headers.location).toBe('/steuerung/daten?getan=frei');
    const csv = (await w.geh(null, `/daten/${ORTE.thallwitz}/${quartal}.csv`)).body;
    expect(csv).toContain('ags;kommune;leistung;leistung_name;monat;vorgaenge;hinweis\r\n');
    expect(csv).toContain('verdeckt');
    expect(csv).not.toMatch(/;[1-4];offen/);
    const json = (await w.geh(null, `/daten/${ORTE.thallwitz}/${quartal}.json`)).json();
    expect(json).toMatchObject({ ags: ORTE.thallwitz, quartal, gesamt: { gesamt: null } });
    const katalog = (await w.geh(null, '/daten/katalog.jsonld')).json();
    expect(katalog['dcat:dataset']).toHaveLength(1);
    expect(katalog['dcat:dataset'][0]['dcat:distribution'].map((d: { '@id': string }) => d['@id'])).toEqual([
      `http://127.0.0.1:1/daten/${ORTE.thallwitz}/${quartal}.csv`,
      `http://127.0.0.1:1/daten/${ORTE.thallwitz}/${quartal}.json`,
    ]);
    expect((await w.geh(null, '/daten')).body).toContain('Gemeinde Thallwitz');
  });

  it('stehen im Jahresbericht', async () => {
    const r = await w.geh('f.naumann', '/steuerung/daten/jahresbericht.pdf');
    expect(r.headers['content-type']).toBe('application/pdf');
    pruefePdf(r.rawPayload);
    const text = textAus(r.rawPayload);
    if (text) for (const teil of ['Jahresbericht', 'verdeckt', '38 € je Fall']) expect(text).toContain(teil);
  });
});
