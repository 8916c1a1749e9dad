import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let basis = '';

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const liste = async (sub: string, query: string) => text((await w.geh(sub, `/arbeitsplatz?${query}`)).body);

/** 250 closed ones like the case `wie`, the first the oldest: ALT-<Leistung>-0001 … 0250, each of another person. */
const schliesseAb = (wie: string, leistung: string, seit: string) =>
  t.setup.query(
    `insert into vorgaenge.vorgang (koerperschaft, id, leistung, fassung, aktenzeichen, oertlich, bearbeitende_stelle, basis, kanal, betreff, stand,
       eingegangen, offen, kopf_n, kopf_c, kopf_at)
     select koerperschaft, gen_random_uuid(), $2, fassung, 'ALT-' || $2 || '-' || lpad(i::text, 4, '0'), oertlich, bearbeitende_stelle, basis, kanal,
       'ÖZGÜL Nummer ' || i, 'abgeschlossen', $3::timestamptz + make_interval(hours => i), false, kopf_n, kopf_c, kopf_at
     from vorgaenge.vorgang, generate_series(1, 250) i where id = $1`,
    [wie, leistung, seit],
  );

beforeAll(async () => {
  w = await baueWelt(t);
  const fahrrad = await w.gewerbe('01-einfach', ORTE.thallwitz);
  const bewachung = await w.gewerbe('04-bewachung', ORTE.lossatal);
  await schliesseAb(fahrrad, 'gewerbe-anmeldung', '2024-01-01');
  // later than those, and nothing that K. Weber has a part in
  await schliesseAb(fahrrad, 'hund-anmeldung', '2025-01-01');
  await t.setup.query(
    `insert into vorgaenge.vorgang (koerperschaft, id, leistung, fassung, aktenzeichen, oertlich, bearbeitende_stelle, basis, kanal, betreff, stand,
       eingegangen, offen, kopf_n, kopf_c, kopf_at)
     select koerperschaft, gen_random_uuid(), leistung, fassung, 'URALT-1', oertlich, bearbeitende_stelle, basis, kanal, 'Erste', 'abgeschlossen',
       '2023-05-01', false, kopf_n, kopf_c, kopf_at from vorgaenge.vorgang where id = $1`,
    [bewachung],
  );
  registerGestalt(w.server);
  basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => w?.server.close());

describe('Von 250 abgeschlossenen Vorgängen', () => {
  it('zeigt der Reiter die 200 zuletzt eingegangenen ihrer Leistungen, und sagt, dass es mehr gibt', async () => {
    const seite = await liste('k.weber', 'tab=erledigt');
    expect(seite).toContain('Gezeigt werden die 200 Vorgänge, die zuletzt eingegangen sind');
    expect(seite).toContain('Seite 1 von 2');
    expect(seite).toContain('ALT-gewerbe-anmeldung-0250');
    expect(seite).not.toContain('ALT-hund');
    expect(seite).not.toMatch(/Erledigt \d/);
    const zweite = await liste('k.weber', 'tab=erledigt&seite=2');
    expect(zweite).toContain('ALT-gewerbe-anmeldung-0051');
    expect(zweite).not.toContain('ALT-gewerbe-anmeldung-0050');
    expect(await liste('k.weber', '')).not.toContain('Gezeigt werden');
  });

  it.each(['q=ALT-gewerbe-anmeldung-0001', 'q=anmeldung-0001', 'q=ozgul%20nummer%201&seite=2', 'q=Thallwitz&seite=3'])(
    'findet die Suche auch den ältesten, nach Aktenzeichen, Name oder Ort: %s',
    async (query) => {
      const seite = await liste('k.weber', `tab=erledigt&${query}`);
      expect(seite).toContain('ALT-gewerbe-anmeldung-0001');
      expect(seite).not.toContain('ALT-hund');
    },
  );

  it('sagt die Suche im Reiter der offenen, wo sie etwas gefunden hat', async () => {
    const seite = await liste('k.weber', 'q=ANMELDUNG-0001');
    expect(seite).toContain('Alle 0');
    expect(seite).toContain('Erledigt 1');
    expect(seite).toContain('Im Reiter „Erledigt“ gibt es Treffer');
    expect(await liste('k.weber', 'tab=erledigt&q=Mareike')).toContain('Im Reiter „Alle“ gibt es Treffer');
    expect(await liste('k.weber', 'q=gibtesnicht')).not.toContain('gibt es Treffer');
  });

  it('nimmt die Suche ihre Zeichen wörtlich', async () => {
    for (const q of ['%25', 'ALT_gewerbe', '\\'])
      expect(await liste('k.weber', `tab=erledigt&q=${q}`), q).toContain('gefunden: 0');
  });

  it('findet, wem sie gehören, was ein anderes Rathaus abgeschlossen hat; ein drittes findet nichts', async () => {
    expect(await liste('f.naumann', 'tab=erledigt&q=anmeldung-0001')).toContain('ALT-gewerbe-anmeldung-0001');
    for (const sub of ['h.reichelt', 'd.lorenz', 'p.zschoche'])
      expect(await liste(sub, 'tab=erledigt&q=ALT-'), sub).toContain('gefunden: 0');
  });

  it('findet der Filter auch, was älter ist als die 200, und nennt jeden Ort, von dem es etwas gibt', async () => {
    const ohne = (await w.geh('k.weber', '/arbeitsplatz?tab=erledigt')).body;
    expect(ohne).not.toContain('URALT-1');
    expect(ohne).toContain(`kommune=${ORTE.lossatal}`);
    const eine = await liste('k.weber', `tab=erledigt&kommune=${ORTE.lossatal}`);
    expect(eine).toContain('URALT-1');
    expect(eine).not.toContain('Gezeigt werden');
    expect(eine).not.toContain('ALT-gewerbe-anmeldung-0250');
    // the filter narrows the list, not what the tab holds
    expect(eine).not.toMatch(/Erledigt \d/);
    const andere = await liste('k.weber', `tab=erledigt&kommune=${ORTE.thallwitz}&leistung=gewerbe-anmeldung`);
    expect(andere).toContain('Gezeigt werden die 200');
    expect(andere).not.toContain('URALT-1');
    // a Leistung she has no part in is not opened by asking for it
    expect(await liste('k.weber', 'tab=erledigt&leistung=hund-anmeldung')).not.toContain('ALT-hund');
  });

  it('vermerkt die Suche, was sie zeigt', async () => {
    await liste('k.weber', 'tab=erledigt&q=anmeldung-0002');
    const { rows } = await t.setup.query(
      `select z.koerperschaft from nachweise.lesezugriff z join vorgaenge.vorgang v on v.id = any (z.vorgaenge)
       where v.aktenzeichen = 'ALT-gewerbe-anmeldung-0002' and cardinality(z.vorgaenge) = 1`,
    );
    expect(rows).toEqual([{ koerperschaft: w.ort.thallwitz }]);
  });

  it('sieht die Seite gut aus', { timeout: 120_000 }, async () => {
    const wege = {
      mehr: '/arbeitsplatz?tab=erledigt',
      treffer: '/arbeitsplatz?tab=erledigt&q=anmeldung-0001',
      anderswo: '/arbeitsplatz?q=anmeldung-0001',
    };
    await seheAnAls(w, 'k.weber', { basis, bereich: 'erledigt', wege });
  });
});
