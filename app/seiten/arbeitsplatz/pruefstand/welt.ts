import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { libxmlParser } from '@rathausverbund/xoev/node';
import { parse } from 'yaml';
import type { TestDatenbank } from '../../../../tools/test/datenbank.ts';
import { createMitteilen, MITTEILEN } from '../../../abrechnung/index.ts';
import { createVernichten } from '../../../akten/index.ts';
import { createServer } from '../../../base/http/server.ts';
import {
  createDateien,
  createTexte,
  createWarteschlange,
  echteUhr,
  erledigt,
  type Handler,
  type Log,
  type Uhr,
  uuidv7,
  vereine,
} from '../../../base/index.ts';
import { meldungenOrdner } from '../../../base/meldungen/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { einstiege } from '../../../demo/rollen.ts';
import { vereinbare } from '../../../demo/vereinbaren.ts';
import { DEMO_ORTE } from '../../../demo/welt.ts';
import { createAbgabelauf, createUebernehmen, reicheEin } from '../../../eingang/index.ts';
import { aktiviere, readVerzeichnis } from '../../../kommunen/index.ts';
import { createKatalog, DIENSTE } from '../../../leistungen/index.ts';
import { startwerte } from '../../../main/kern.ts';
import { LOESCHRAEUME } from '../../../main/raeume.ts';
import { createLaufzeit, createUmstellauf } from '../../../prozesse/index.ts';
import { amOrt } from '../../../pruefstand/fall.ts';
import { kleineWerkbank } from '../../../pruefstand/werkbank.ts';
import { BEURKUNDEN } from '../../../vereinbarungen/index.ts';
import { createNummern } from '../../../vorgaenge/index.ts';
import { createSitzungOf, registerWebBasis } from '../../anmelden/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { registerEingangstuer } from '../../eingangstuer/index.ts';
import { registerSteuerung } from '../../steuerung/index.ts';
import { registerArbeitsplatz } from '../index.ts';
import { createTestdienste } from './dienste.ts';
import { legePersonalAn } from './personal.ts';

const SEITEN = join(import.meta.dirname, '..', '..');
const WURZEL = join(SEITEN, '..', '..');
const stumm: Log = { info: () => undefined, fehler: () => undefined };

/** The demo's five town halls with agreements and staff, and the pages of the Arbeitsplatz over them. @param seitenlog hears of broken answers */
export async function baueWelt(
  t: TestDatenbank,
  uhr: Uhr = echteUhr,
  leistungen = join(WURZEL, 'leistungen'),
  seitenlog: Log = stumm,
) {
  for (const o of DEMO_ORTE) await aktiviere(t.setup, o.ags, o.kuerzel, Date.now());
  const [db, worker] = [t.als('app', uhr), t.als('worker', uhr)];
  const verzeichnis = await readVerzeichnis(db, '2026-06-15');
  const ort = Object.fromEntries(
    Object.entries(ORTE).map(([name, ags]) => [name, verzeichnis.byAgs(ags)?.id ?? '']),
  ) as Record<keyof typeof ORTE, string>;
  const protokoll = { bund: t.bund, uhr, plattform: t.plattform };
  await vereinbare(db, protokoll, (o) => ort[o], 2026);
  const cookies = await legePersonalAn(t.als('app'), verzeichnis);
  const katalog = await createKatalog(db, leistungen, { dienste: new Set(Object.keys(DIENSTE)) });
  const dateien = createDateien(join(t.ordner, 'dateien'), t.bund);
  const dienste = createTestdienste(worker, protokoll, verzeichnis, dateien);
  const laufzeit = createLaufzeit({
    db: worker,
    protokoll,
    katalog,
    dienste,
    startwerte: startwerte({ verzeichnis }),
  });
  const beurkunden: Handler = async (a, kontext) => void (await worker.transaktion(kontext, (tx) => erledigt(tx, a)));
  const fehler: unknown[] = [];
  const log = { ...stumm, fehler: (_w: string, f: unknown) => void fehler.push(f) };
  const handler = new Map<string, Handler>([
    ...laufzeit.handler,
    [
      'prozess.umstellen',
      (a, k) => createUmstellauf({ db: worker, protokoll, katalog: deps.katalog, laufzeit, log })(a, k),
    ],
    ['vorgang.abgeben', (a, k) => createAbgabelauf({ ...einreichen, db: worker, katalog, laufzeit, log })(a, k)],
    ['antrag.beurkunden', beurkunden],
    ['dokument.erneuern', beurkunden],
    [BEURKUNDEN, beurkunden],
    [
      'vorgang.uebernehmen',
      createUebernehmen({ db: worker, protokoll, katalog, dateien, erneuerstelle: kleineWerkbank.erneuerstelle }),
    ],
    ['vorgang.vernichten', createVernichten({ db: worker, protokoll, dateien })],
    [MITTEILEN, createMitteilen({ db: worker, protokoll })],
  ]);
  const schlange = vereine(createWarteschlange(worker, handler, log), laufzeit.zeitlauf(log));
  const einreichen = { db, protokoll, verzeichnis, nummern: createNummern() };
  const deps: SeitenDeps = {
    db,
    protokoll,
    log,
    katalog,
    verzeichnis,
    dateien,
    satz: {
      setze: async () => {
        throw new Error('hier nicht gebraucht');
      },
    },
    einreichen,
    nachricht: { ...einreichen, dateien, katalog, parser: libxmlParser },
    aufgaben: {
      db,
      protokoll,
      katalog,
      laufzeit: createLaufzeit({ db, protokoll, katalog, dienste: new Map(), startwerte: startwerte({ verzeichnis }) }),
    },
    loeschraeume: LOESCHRAEUME,
    t: createTexte([
      join(SEITEN, 'texte'),
      join(SEITEN, 'arbeitsplatz', 'texte'),
      join(SEITEN, 'eingangstuer', 'texte'),
      join(SEITEN, 'steuerung', 'texte'),
      join(SEITEN, 'steuerung', 'zugang', 'texte'),
      join(SEITEN, 'steuerung', 'vereinbarungen', 'texte'),
      join(SEITEN, 'steuerung', 'abrechnung', 'texte'),
      join(SEITEN, 'steuerung', 'rechnung', 'texte'),
      join(SEITEN, 'steuerung', 'last', 'texte'),
      ...['lage', 'fluss', 'vergleichen', 'offenedaten', 'foerdermittel', 'personal', 'satzung', 'fassungen'].map((b) =>
        join(SEITEN, 'steuerung', b, 'texte'),
      ),
      meldungenOrdner,
    ]),
    demo: true,
    einstiege: einstiege(),
    basisUrl: 'http://127.0.0.1:1',
    sitzungOf: createSitzungOf(db),
    nachweis: async () => ({ ok: false, grund: 'nachweis.folgt' }),
    pruefe: async () => {
      throw new Error('hier nicht gebraucht');
    },
  };
  const server = createServer(seitenlog);
  await registerWebBasis(server);
  registerArbeitsplatz(server, deps);
  registerSteuerung(server, deps);
  registerEingangstuer(server, deps);

  /** Files the example as a citizen without account and lets the process run as far as it goes. */
  async function gewerbe(beispiel: '01-einfach' | '02-gmbh' | '04-bewachung', ags: string): Promise<string> {
    const text = readFileSync(join(WURZEL, 'leistungen', 'gewerbe-anmeldung', 'beispiele', `${beispiel}.yaml`), 'utf8');
    const antworten = (parse(text) as { antrag: Record<string, never> & { betrieb: Record<string, unknown> } }).antrag;
    const kommune = verzeichnis.byAgs(ags);
    const leistung = kommune && katalog.bei(kommune.id, 'gewerbe-anmeldung');
    if (!leistung || !kommune) throw new Error('Welt unvollständig');
    const buerger = uuidv7(Date.now());
    const e = await reicheEin(einreichen, {
      schluessel: buerger,
      kontext: { art: 'anonym', person: buerger, stelle: null, handelndFuer: null, grundlage: null },
      buerger,
      leistung,
      ort: kommune,
      antworten: amOrt(antworten, kommune.kurzname),
      niveau: 'substantiell',
      kanal: 'portal',
    });
    if (!e.ok) throw new Error(JSON.stringify(e));
    await schlange.leeren();
    if (fehler.length > 0) throw fehler[0];
    return e.vorgang;
  }

  const geh = (sub: string | null, url: string) =>
    server.inject({ method: 'GET', url, headers: sub ? { cookie: cookies.get(sub) ?? '' } : {} });
  const sende = (sub: string | null, url: string, felder: Record<string, string>) =>
    server.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(felder).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(sub ? { cookie: cookies.get(sub) ?? '' } : {}),
      },
    });

  /** Two people take a trade registration of Wurzen to its end. */
  async function schliesse(id: string): Promise<void> {
    for (const [sub, entscheidung] of [
      ['k.weber', 'feststellen'],
      ['s.hartig', 'angeordnet'],
    ] as const) {
      const { rows } = await t.setup.query<{ schritt: number; element: string }>(
        'select schritt, element from vorgaenge.aufgabe where vorgang = $1',
        [id],
      );
      const { schritt = 0, element = '' } = rows[0] ?? {};
      const felder = { entscheidung, element, betrag: '50,00', begruendung: 'Rahmen' };
      const r = await sende(sub, `/arbeitsplatz/vorgang/${id}/aufgabe/${schritt}`, felder);
      if (r.statusCode !== 303) throw new Error(`${sub}: ${r.statusCode}`);
      await schlange.leeren();
    }
  }

  return { deps, ort, dienste, server, cookies, gewerbe, geh, sende, schliesse, leeren: schlange.leeren, fehler };
}
