import type { FastifyInstance } from 'fastify';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createLog, stellbareUhr, uuidv7 } from '../base/index.ts';
import { ORTE } from '../demo/personen.ts';
import { baueFremd, type Nummern } from './fremd.ts';
import { bilde, fuelle, schreibe, type Zeile } from './reihen/fuellen.ts';
import { type Route, readAlleRouten, setzeEin } from './routen.ts';

// Unique strings in all that Thallwitz has: whatever page, list, search, file or report Bennewitz asks for holds none of them.
const KANARIE = 'KANARIE-THALLWITZ';
/** What the application writes into its log while it answers. */
const protokoll: string[] = [];
const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => protokoll.push(String(text)) > 0);
const t = await neueDatenbank();
const f = await baueFremd(t, stellbareUhr(Date.parse('2026-11-24T10:00:00Z')), createLog('test'));
const { w, p, alle, kraefte, eigen, antragsteller, andere } = f;
afterAll(() => (stderr.mockRestore(), f.schliesse()));

// what the typesetter is given is what a PDF says
w.deps.satz = { setze: async ({ daten }) => ({ ok: true, pdf: Buffer.from(JSON.stringify(daten)) }) };

// what Bennewitz has of its own: a letterhead, its teams, a statement of its agreement with Wurzen, a draft in the portal
await fuelle(
  t.setup,
  alle.filter((x) => x.name === 'kommunen.auftritt'),
  { koerperschaft: w.ort.bennewitz, leistung: '-', vorgang: uuidv7(1), buerger: uuidv7(1), kanarie: 'EIGEN' },
);
const vereinbarung = await f.eine(`select vereinbarung from vereinbarungen.regel where von = $1 and leistung = $2`, [
  w.ort.bennewitz,
  'posteingang',
]);
const dv = { titel: 'EIGEN-Vereinbarung', geschlossen: '1.10.2026', ab: '1.11.2026', letzter: '' };
await w.sende('m.gruhl', '/steuerung/last/einrichten', { was: 'vereinbarung', ...dv });
await w.sende('m.gruhl', '/steuerung/last/einrichten', {
  was: 'team',
  name: 'EIGEN-Team',
  'leistung.gewerbe-anmeldung': 'ja',
});
const seiten = { einheit: 'seite', tag: '12.10.2026', menge: '120', grund: '', schluessel: uuidv7(1) };
await w.sende('d.lorenz', '/steuerung/zaehlung', { ...seiten, fuer: `${vereinbarung}/posteingang` });
await w.leeren();
await w.sende('s.hartig', '/steuerung/abrechnung/stellen', { vereinbarung, jahr: '2026', perioden: '10' });
await w.leeren();
const begonnen = await p.server.inject({
  method: 'POST',
  url: `/portal/${ORTE.bennewitz}/gewerbe-anmeldung/beginnen`,
  payload: '',
  headers: {
    cookie: andere,
    origin: 'http://127.0.0.1:8080',
    host: '127.0.0.1:8080',
    'content-type': 'application/x-www-form-urlencoded',
  },
});
const entwurf = /^\/antrag\/([0-9a-f-]{36})/.exec(String(begonnen.headers.location))?.[1];
if (!entwurf) throw new Error(`Kein Entwurf: ${begonnen.statusCode} ${begonnen.headers.location} ${begonnen.body}`);

/** Tables in which Thallwitz has a row full of canaries, and those in which it could get none. */
const [voll, ohne] = [new Set<string>(), new Set<string>()];
for (const leistung of ['gewerbe-anmeldung', 'hundesteuer-anmeldung']) {
  const [vorgang, buerger] = [uuidv7(Date.now()), uuidv7(Date.now())];
  const merkmale = { koerperschaft: w.ort.thallwitz, leistung, vorgang, buerger, kanarie: KANARIE };
  const eltern = new Map<string, Zeile>();
  for (const tab of alle) {
    // read by everybody: no secret
    if (tab.klasse === 'global' || tab.optionen.oeffentlich === true) continue;
    if (leistung !== 'gewerbe-anmeldung' && tab.klasse !== 'vorgang') continue;
    const zeile = bilde(tab, merkmale, eltern);
    eltern.set(tab.name, zeile);
    await schreibe(t.setup, tab, zeile).then(
      () => voll.add(tab.name),
      () => ohne.add(tab.name),
    );
  }
}

const base64 = (n: number) =>
  Buffer.from(' '.repeat(n) + KANARIE)
    .toString('base64')
    .slice(n + 1, -4);
const SPUREN = [KANARIE, Buffer.from(KANARIE).toString('hex'), base64(0), base64(1), base64(2)];
const spurIn = (text: string) => SPUREN.find((s) => text.includes(s));

/** Lists, searches, parts of a page, years: asked of every address. */
const FRAGEN = [
  '',
  '?q=KANARIE',
  '?ort=KANARIE',
  '?tab=erledigt',
  `?tab=alle&kommune=${ORTE.thallwitz}`,
  '?jahr=2026',
  '?teil=verlauf',
  '?teil=unterlagen',
  '?art=hund',
  '?fassung=1',
  '?rechne=ja&team=haus&stunden=5&wochen=6',
  '?von=01.01.2020&bis=01.01.2030',
  `?vereinbarung=${vereinbarung}&monat=2026-10`,
  `?leistung=posteingang&stelle=${w.ort.wurzen}`,
];

/** Addresses that have nothing to show in this world, own ids or not: their refusals are looked at, too. */
const NICHTS_DA = [
  // proofs and sealed copies follow later
  '/steuerung/vereinbarungen/:id/urkunde',
  '/arbeitsplatz/vorgang/:id/nachweis',
  '/vorgang/:id/nachweis',
  // a step that stands still, a notice to contest, a closed case
  '/arbeitsplatz/vorgang/:id/stoerung/:schritt/werte',
  '/arbeitsplatz/vorgang/:id/widerspruch',
  '/arbeitsplatz/vorgang/:id/ausgang',
  '/arbeitsplatz/vorgang/:id/loeschen',
  // two versions to compare: nothing was published into this database
  '/steuerung/fassungen/vergleich',
  // rows of the generator: no message, no invoice that could be written
  '/arbeitsplatz/klaerung/:id',
  '/arbeitsplatz/klaerung/:id/roh',
  '/steuerung/abrechnung/rechnung/:rechnung/:form',
  // they lead to the step where the draft stands
  '/antrag/:entwurf',
  '/antrag/:entwurf/absenden',
  // nothing is published
  '/daten/:ags/:datei',
];

const werteOf = (r: Route): Nummern => {
  const id: Nummern = r.muster.startsWith('/steuerung/vereinbarungen/') ? { id: vereinbarung } : {};
  const oeffentlich = { ags: ORTE.thallwitz, leistung: 'gewerbe-anmeldung', datei: 'katalog.csv' };
  return { ...eigen(r), ...oeffentlich, ...id, vereinbarung, entwurf };
};

type Stand = [string, FastifyInstance, (readonly [string, string])[]];
const staende: Stand[] = [
  ['Arbeitsplatz', w.server, [...kraefte, ['niemand', '']]],
  [
    'Portal',
    p.server,
    [
      ['Antragstellerin', antragsteller],
      ['Bürgerin mit Entwurf', andere],
      ['niemand', ''],
    ],
  ],
];

const gesehen = new Map<string, Set<number>>();
const eigenes = new Set<string>();

describe.each(staende)('%s', (_name, server, leser) => {
  const routen = readAlleRouten(server).filter((r) => r.methode === 'GET' && !r.muster.startsWith('/gestalt'));
  it.each(routen.map((r) => [r.muster, r] as const))('%s zeigt Bennewitz nichts aus Thallwitz', async (muster, r) => {
    const stand = new Set<number>();
    gesehen.set(muster, stand);
    for (const [wer, cookie] of leser)
      for (const frage of FRAGEN) {
        const url = setzeEin(r, werteOf(r)) + frage;
        const a = await server.inject({ method: 'GET', url, headers: { cookie } });
        const alles = `${JSON.stringify(a.headers)} ${a.body}`;
        expect([wer, url, spurIn(alles)]).toEqual([wer, url, undefined]);
        if (alles.includes('EIGEN-')) eigenes.add(muster);
        stand.add(a.statusCode);
      }
  });
});

describe('Die Probe', () => {
  it('hat Kanarien in jeder Tabelle, die Thallwitz allein gehört', () => {
    expect([...ohne].filter((name) => !voll.has(name))).toEqual([]);
    expect(voll.size).toBeGreaterThan(40);
  });

  it('bekommt jede Seite zu sehen, mit dem, was Bennewitz selbst hat', () => {
    const nie = [...gesehen].filter(([, stand]) => !stand.has(200)).map(([muster]) => muster);
    expect(nie.sort()).toEqual(NICHTS_DA.toSorted());
    expect([...eigenes]).toEqual(
      expect.arrayContaining([
        '/arbeitsplatz/vorgang/:id',
        '/steuerung/foerderung',
        '/steuerung/last/einrichten',
        '/steuerung/foerderung/:zuwendung/verwendungsnachweis.pdf',
      ]),
    );
  });

  it('findet auch im Protokoll der Anwendung nichts, obwohl Antworten scheiterten', () => {
    expect(protokoll.some((zeile) => zeile.includes('"anfrage"'))).toBe(true);
    expect(protokoll.filter((zeile) => spurIn(zeile) !== undefined)).toEqual([]);
  });
});
