import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
afterAll(() => w.server.close());

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const liste = async (sub: string, query: string) => text((await w.geh(sub, `/arbeitsplatz?${query}`)).body);

type Fall = { nr: string; stand?: 'laeuft' | 'wartet' | 'abgeschlossen'; frist?: string; anzahl?: number };

/** Cases like the case `wie`: <nr>-1 …, each of a subject with "Vielfach" in it. */
const lege = (wie: string, { nr, stand = 'laeuft', frist, anzahl = 1 }: Fall) =>
  t.setup.query(
    `insert into vorgaenge.vorgang (koerperschaft, id, leistung, fassung, aktenzeichen, oertlich, bearbeitende_stelle, basis, kanal, betreff, stand,
       eingegangen, frist, offen, kopf_n, kopf_c, kopf_at)
     select koerperschaft, gen_random_uuid(), leistung, fassung, $2 || '-' || i, oertlich, bearbeitende_stelle, basis, kanal, 'Vielfach ' || $2, $3,
       '2024-01-01'::timestamptz + make_interval(mins => i), $4::date, $3 <> 'abgeschlossen', kopf_n, kopf_c, kopf_at
     from vorgaenge.vorgang, generate_series(1, $5::int) i where id = $1`,
    [wie, nr, stand, frist ?? null, anzahl],
  );
const benenne = (id: string, nr: string) =>
  t.setup.query(
    `update vorgaenge.vorgang set aktenzeichen = $2, betreff = 'Vielfach eigen', frist = null where id = $1`,
    [id, nr],
  );

beforeAll(async () => {
  const [thallwitz, lossatal] = [
    await w.gewerbe('01-einfach', ORTE.thallwitz),
    await w.gewerbe('04-bewachung', ORTE.lossatal),
  ];
  const kasse = await w.gewerbe('01-einfach', ORTE.thallwitz);
  // all of them due for years: what else there is comes after them, behind what is read at once
  await lege(thallwitz, { nr: 'VIEL', frist: '2020-01-01', anzahl: 2100 });
  await lege(lossatal, { nr: 'SELTEN-WARTET', stand: 'wartet', frist: '2099-01-01' });
  await lege(lossatal, { nr: 'SELTEN-FAELLIG', frist: '2021-01-01' });
  await lege(lossatal, { nr: 'SELTEN-ZU', stand: 'abgeschlossen' });
  await benenne(thallwitz, 'EIGEN-1');
  await benenne(kasse, 'KASSE-1');
  await t.setup.query(`update vorgaenge.aufgabe set gruppe = 'anordnung' where vorgang = $1`, [kasse]);
});

describe('Von mehr als 2.000 Treffern', () => {
  it('zeigt die Suche so viele, sagt, dass es mehr gibt, und nennt jeden Ort, nach dem sich filtern lässt', async () => {
    const { body } = await w.geh('k.weber', '/arbeitsplatz?q=vielfach');
    expect(text(body)).toContain('gefunden: mindestens 2000');
    expect(text(body)).toContain('oder wählen Sie eine Kommune');
    expect(text(body)).not.toContain('SELTEN');
    expect(body).toContain(`kommune=${ORTE.lossatal}`);
  });

  it.each([
    ['die Kommune', `q=vielfach&kommune=${ORTE.lossatal}`, ['SELTEN-WARTET-1', 'SELTEN-FAELLIG-1'], 2],
    ['der Reiter „Wartet“', 'q=vielfach&tab=wartet', ['SELTEN-WARTET-1'], 1],
    ['der Reiter „Erledigt“', 'q=vielfach&tab=erledigt', ['SELTEN-ZU-1'], 1],
    ['der Reiter „Fällig“ mit Kommune', `q=vielfach&tab=faellig&kommune=${ORTE.lossatal}`, ['SELTEN-FAELLIG-1'], 1],
    ['der Reiter „Meine“', 'q=vielfach&tab=meine', ['EIGEN-1'], 1],
    ['eine Leistung, an der sie nicht mitwirkt,', 'q=vielfach&leistung=hund-anmeldung', [], 0],
  ])('findet, was weiter hinten liegt: %s', async (_was, query, erwartet, anzahl) => {
    const seite = await liste('k.weber', query);
    expect(seite).toContain(`gefunden: ${anzahl}.`);
    for (const nr of erwartet) expect(seite).toContain(nr);
    expect(seite).not.toContain('VIEL-');
  });

  it('findet „Meine“, was auf eine Anordnung wartet, für die Bestellten und für niemanden sonst', async () => {
    for (const sub of ['s.hartig', 'f.naumann']) {
      const seite = await liste(sub, 'q=vielfach&tab=meine');
      expect(seite, sub).toContain('gefunden: 1.');
      expect(seite, sub).toContain('KASSE-1');
    }
    await t.setup.query(`update vorgaenge.vorgang set befangen = array[(select id from konten.mitarbeiter where sub = 's.hartig')]
      where aktenzeichen = 'KASSE-1'`);
    expect(await liste('s.hartig', 'q=vielfach&tab=meine')).toContain('gefunden: 0.');
    await t.setup.query(`update vorgaenge.vorgang set befangen = '{}' where aktenzeichen = 'KASSE-1'`);
  });

  it('findet ein anderes Haus und wer an keinem mitwirkt nichts, mit welchem Filter auch immer', async () => {
    for (const sub of ['h.reichelt', 'd.lorenz', 'p.zschoche'])
      for (const query of ['q=vielfach', 'q=vielfach&tab=meine', `q=vielfach&kommune=${ORTE.lossatal}`])
        expect(await liste(sub, query), sub).toContain('gefunden: 0.');
    // Thallwitz sees its own that Wurzen works on, none of Lossatal
    expect(await liste('f.naumann', 'q=vielfach')).toContain('gefunden: mindestens 2000');
    expect(await liste('f.naumann', `q=vielfach&kommune=${ORTE.lossatal}`)).toContain('gefunden: 0.');
  });

  it('findet auch der Eingang ohne Suche, was zum Filter passt', async () => {
    expect(await liste('k.weber', '')).toContain('Es gibt mehr Vorgänge, als hier Platz haben');
    const eine = await liste('k.weber', `kommune=${ORTE.lossatal}`);
    expect(eine).toContain('SELTEN-WARTET-1');
    expect(eine).not.toContain('Es gibt mehr Vorgänge');
    const meine = await liste('k.weber', 'tab=meine');
    expect(meine).toContain('EIGEN-1');
    expect(meine).not.toContain('KASSE-1');
    expect(meine).toContain('Erledigt 1');
  });
});
