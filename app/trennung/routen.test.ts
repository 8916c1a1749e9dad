import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { mitarbeitende, ORTE } from '../demo/personen.ts';
import { createSitzung, meldeBuergerAn } from '../konten/index.ts';
import { baueWelt } from '../seiten/arbeitsplatz/pruefstand/welt.ts';
import { createPortalStand } from '../seiten/portal/pruefstand.ts';
import { fuelle } from './reihen/fuellen.ts';
import { readTabellen } from './reihen/spalten.ts';
import { type Route, readRouten, setzeEin } from './routen.ts';

// Every address with an id in it, asked for somebody else's: the answer is that of an id which does not exist.
const t = await neueDatenbank();
const w = await baueWelt(t);
const p = await createPortalStand(
  { db: w.deps.db, bund: t.bund, ordner: t.ordner, plattform: t.plattform, verzeichnis: w.deps.verzeichnis },
  w.deps.nachweis,
);
afterAll(() => Promise.all([w.server.close(), p.server.close()]));

/** The case of somebody else: Gewerbe in Thallwitz, worked by Wurzen, with a row in every table of a Vorgang. */
const vorgang = await w.gewerbe('01-einfach', ORTE.thallwitz);
const tabellen = (await readTabellen(t.setup)).filter((x) => x.klasse === 'vorgang');
const fehlend = [];
for (const tab of tabellen) {
  const spalte = tab.optionen.vorgang ?? 'vorgang';
  if (!(await t.setup.query(`select 1 from ${tab.name} where ${spalte} = $1`, [vorgang])).rowCount) fehlend.push(tab);
}
const zeilen = await fuelle(
  t.setup,
  fehlend.filter((x) => x.name !== 'eingang.eingang'),
  {
    koerperschaft: w.ort.thallwitz,
    leistung: 'gewerbe-anmeldung',
    vorgang,
    buerger: uuidv7(1),
    kanarie: 'FREMD',
  },
);
const eine = async (sql: string, werte: unknown[]) =>
  String(Object.values((await t.setup.query(sql, werte)).rows[0] ?? { leer: uuidv7(2) })[0]);
const eingang = uuidv7(3);
await fuelle(
  t.setup,
  (await readTabellen(t.setup)).filter((x) => x.name === 'eingang.eingang'),
  { koerperschaft: w.ort.thallwitz, leistung: 'posteingang', vorgang: eingang, buerger: uuidv7(1), kanarie: 'FREMD' },
);
const entwurf = uuidv7(4);
await t.setup.query(
  `insert into eingang.entwurf (buerger, id, koerperschaft, leistung, fassung, antworten, geaendert) values ($1, $1, $2, 'gewerbe-anmeldung', 'f', '', now())`,
  [entwurf, w.ort.thallwitz],
);

await t.setup.query(`update eingang.eingang set stand = 'klaerung' where leistung = 'posteingang'`);

/** Foreign values by route and parameter; a new route with a new parameter fails until it is named here. */
const dokument = String(
  zeilen.get('dokumente.dokument')?.['id'] ??
    (await eine('select id from dokumente.dokument where vorgang = $1', [vorgang])),
);
const zustellung = String(
  zeilen.get('bekanntgabe.zustellung')?.['id'] ??
    (await eine('select id from bekanntgabe.zustellung where vorgang = $1', [vorgang])),
);
const klaerung = await eine('select id from eingang.eingang where koerperschaft = $1 and leistung = $2', [
  w.ort.thallwitz,
  'posteingang',
]);
const vereinbarung = await eine(
  `select vereinbarung from vereinbarungen.regel where von = $1 and leistung = 'gewerbe-anmeldung'`,
  [w.ort.thallwitz],
);
const aufgabe = await eine('select schritt from vorgaenge.aufgabe where vorgang = $1', [vorgang]);
const foerderung = await fuelle(
  t.setup,
  (await readTabellen(t.setup)).filter((x) => x.name === 'steuerung.zuwendung'),
  { koerperschaft: w.ort.thallwitz, leistung: '-', vorgang, buerger: uuidv7(1), kanarie: 'FREMD' },
);
const mandat = await eine(
  `select vereinbarung from vereinbarungen.regel where von = $1 and leistung = 'gewerbe-anmeldung' and an <> $2`,
  [w.ort.thallwitz, w.ort.bennewitz],
);
const eintrag = String(
  zeilen.get('register.eintrag')?.['id'] ??
    (await eine('select id from register.eintrag where vorgang = $1', [vorgang])),
);
const fremd = (r: Route): Record<string, string> => ({
  id: r.muster.includes('/klaerung/') ? klaerung : r.muster.includes('/vereinbarungen/') ? vereinbarung : vorgang,
  vorgang,
  dok: dokument,
  zustellung,
  entwurf,
  zuwendung: String(foerderung.get('steuerung.zuwendung')?.['id']),
  vereinbarung: r.muster.includes('/abrechnung/') ? mandat : '',
  periode: '2026-10',
  rechnung: String(zeilen.get('abrechnung.rechnung')?.['id']),
  eintrag,
  form: 'ubl',
  schritt: r.muster.startsWith('/antrag') ? 'betrieb' : aufgabe,
});
const unbekannt = (r: Route): Record<string, string> => {
  const [a, b] = [uuidv7(5), uuidv7(6)];
  return {
    ...fremd(r),
    id: a,
    vorgang: a,
    entwurf: a,
    vereinbarung: a,
    rechnung: a,
    eintrag: a,
    zuwendung: a,
    dok: b,
    zustellung: b,
  };
};

/** Addresses whose parameters name nothing that belongs to somebody: towns, Leistungen, files of the house. */
const OEFFENTLICH = [
  /^\/portal\/:ags/,
  /^\/gestalt\//,
  /^\/schrift/,
  /^\/pruefen/,
  /^\/protokoll\//,
  /:ags\/eingang/,
  /^\/daten\//,
];

function anfrage(server: FastifyInstance, r: Route, werte: Record<string, string>, cookie: string) {
  const url = setzeEin(r, werte);
  const kopf = { cookie, origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' };
  if (r.methode === 'GET') return server.inject({ method: 'GET', url, headers: kopf });
  return server.inject({
    method: 'POST',
    url,
    payload: 'text=x',
    headers: { ...kopf, 'content-type': 'application/x-www-form-urlencoded' },
  });
}

const BENNEWITZ = new Set(mitarbeitende.filter((m) => m.dienststelle === ORTE.bennewitz).map((m) => m.sub));

/** Same words, whichever id was asked for: the address itself may stand in the page. */
const ohneIds = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

const { buerger } = await meldeBuergerAn(w.deps.db, {
  koerperschaft: w.ort.bennewitz,
  person: { bpk2: 'fremd', niveau: 'substantiell', vorname: 'F', nachname: 'F' } as never,
});
const { token } = await createSitzung(w.deps.db, { art: 'person', person: buerger, niveau: 'substantiell' });

const staende: [string, FastifyInstance, [string, string][]][] = [
  ['Arbeitsplatz', w.server, []],
  [
    'Portal',
    p.server,
    [
      ['andere Bürgerin', `rv_sitzung=${token}`],
      ['niemand', ''],
      ['geratenes Geheimnis', `rv_zugang=${'A'.repeat(43)}`],
    ],
  ],
];

describe('Die Probe', () => {
  it('nimmt Nummern, die es gibt: wer darf, bekommt die Seite', async () => {
    const r: Route = { methode: 'GET', muster: '/arbeitsplatz/vorgang/:id' };
    const cookie = w.cookies.get('k.weber') ?? '';
    expect((await anfrage(w.server, r, fremd(r), cookie)).statusCode).toBe(200);
    expect((await anfrage(w.server, r, unbekannt(r), cookie)).statusCode).toBe(404);
    const v: Route = { methode: 'GET', muster: '/steuerung/vereinbarungen/:id' };
    expect((await anfrage(w.server, v, fremd(v), w.cookies.get('s.hartig') ?? '')).statusCode).toBe(200);
    // the post room of Wurzen opens the letters of Thallwitz, by agreement
    expect((await w.geh('d.lorenz', '/arbeitsplatz/klaerung')).body).toContain(klaerung);
  });

  it('scheitert an einer neuen Adresse, für die niemand einen fremden Wert genannt hat', async () => {
    const server = Fastify();
    server.get('/akte/:akte/blatt/:blatt', async () => '');
    server.post('/akte/:akte', async () => '');
    await server.ready();
    const routen = readRouten(server);
    expect(routen).toEqual(
      expect.arrayContaining([
        { methode: 'GET', muster: '/akte/:akte/blatt/:blatt' },
        { methode: 'POST', muster: '/akte/:akte' },
      ]),
    );
    for (const r of routen) expect(() => setzeEin(r, fremd(r))).toThrow(/"akte" ist kein fremder Wert bekannt/);
  });
});

describe.each(staende)('%s', (name, server, leser) => {
  const routen = readRouten(server).filter((r) => !OEFFENTLICH.some((o) => o.test(r.muster)));

  it('hat Adressen mit Nummern darin', () => expect(routen.length).toBeGreaterThan(3));

  it.each(routen.map((r) => [`${r.methode} ${r.muster}`, r] as const))(
    '%s: fremd ist wie unbekannt',
    async (_weg, r) => {
      const wer = name === 'Portal' ? leser : [...w.cookies].filter(([sub]) => BENNEWITZ.has(sub));
      expect(wer.length).toBeGreaterThan(0);
      for (const [sub, cookie] of wer) {
        const x = await anfrage(server, r, fremd(r), cookie);
        const y = await anfrage(server, r, unbekannt(r), cookie);
        expect([sub, x.statusCode], ohneIds(x.body).slice(0, 300)).toEqual([sub, 404]);
        expect([y.statusCode, ohneIds(y.body)]).toEqual([x.statusCode, ohneIds(x.body)]);
        expect(x.headers['content-type']).toBe(y.headers['content-type']);
      }
    },
  );
});
