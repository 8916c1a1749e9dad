import { join } from 'node:path';
import { libxmlParser } from '@rathausverbund/xoev/node';
import type { TestDatenbank } from '../../tools/test/datenbank.ts';
import {
  createDateien,
  createLog,
  createWarteschlange,
  type Datenbank,
  dienst,
  echteUhr,
  erledigt,
  type Handler,
  type Uhr,
  vereine,
} from '../base/index.ts';
import { createDienste } from '../bescheide/index.ts';
import { mitarbeitende, ORTE } from '../demo/personen.ts';
import { vereinbare } from '../demo/vereinbaren.ts';
import { DEMO_ORTE } from '../demo/welt.ts';
import { aktiviere, readVerzeichnis } from '../kommunen/index.ts';
import { gibBefugnis, gibRolle, legeMitarbeiterAn } from '../konten/index.ts';
import { createKatalog, DIENSTE } from '../leistungen/index.ts';
import { startwerte } from '../main/kern.ts';
import { createLaufzeit, type Diensthandler, type Person } from '../prozesse/index.ts';
import { BEURKUNDEN } from '../vereinbarungen/index.ts';
import { createNummern } from '../vorgaenge/index.ts';
import { kleineWerkbank, type Werkzeug } from './werkbank.ts';

export const WURZEL = join(import.meta.dirname, '..', '..');
export type Ort = keyof typeof ORTE;
const JAHR = 2026;

/** The demo's five town halls with letterheads, tariffs and agreements, and everything a process needs, over a real database. */
export async function baueHaus(
  t: TestDatenbank,
  o: { uhr?: Uhr; werkzeug?: Werkzeug; leistungen?: string; umhuelle?: (db: Datenbank) => Datenbank } = {},
) {
  const uhr = o.uhr ?? echteUhr;
  const umhuelle = o.umhuelle ?? ((db) => db);
  const [db, worker] = [umhuelle(t.als('app', uhr)), umhuelle(t.als('worker', uhr))];
  for (const d of DEMO_ORTE) {
    const id = await aktiviere(t.setup, d.ags, d.kuerzel, Date.now());
    await t.setup.query('insert into kommunen.auftritt values ($1, $2)', [id, JSON.stringify(d.auftritt)]);
    await t.setup.query(`insert into kommunen.satz values ($1, 'hundesteuer', '[2020-01-01,)', $2, $3)`, [
      id,
      JSON.stringify(d.hundesteuer),
      d.satzung,
    ]);
  }
  const verzeichnis = await readVerzeichnis(db, `${JAHR}-06-15`);
  const ort = Object.fromEntries(
    Object.entries(ORTE).map(([name, ags]) => [name, verzeichnis.byAgs(ags)?.id ?? '']),
  ) as Record<Ort, string>;
  const protokoll = { bund: t.bund, uhr, plattform: t.plattform };
  await vereinbare(db, protokoll, (o) => ort[o], JAHR);
  const katalog = await createKatalog(db, o.leistungen ?? join(WURZEL, 'leistungen'), {
    dienste: new Set(Object.keys(DIENSTE)),
  });
  const dateien = createDateien(join(t.ordner, 'dateien'), t.bund);
  const werkbank = { db: worker, protokoll, dateien, verzeichnis, ...(o.werkzeug ?? kleineWerkbank) };
  const einreichen = { db, protokoll, verzeichnis, nummern: createNummern() };
  const dienste = createDienste(werkbank) as Map<string, Diensthandler>;
  const laufzeitUeber = (d: ReadonlyMap<string, Diensthandler>) =>
    createLaufzeit({ db: worker, protokoll, katalog, dienste: d, startwerte: startwerte({ verzeichnis }) });
  const fehler: unknown[] = [];
  const log = { ...createLog('test'), info: () => undefined, fehler: (_w: string, f: unknown) => void fehler.push(f) };
  const weglegen: Handler = async (a, kontext) => void (await worker.transaktion(kontext, (tx) => erledigt(tx, a)));
  /** A queue whose processes call these services; jobs without a room of their own here are put away. */
  const schlangeUeber = (d: ReadonlyMap<string, Diensthandler>, mehr: readonly [string, Handler][] = []) => {
    const laufzeit = laufzeitUeber(d);
    const handler = new Map<string, Handler>([
      ['antrag.beurkunden', weglegen],
      [BEURKUNDEN, weglegen],
      ['bekanntgabe.benachrichtigen', weglegen],
      ['dokument.erneuern', weglegen],
      ...laufzeit.handler,
      ...mehr,
    ]);
    return vereine(createWarteschlange(worker, handler, log), laufzeit.zeitlauf(log));
  };
  return {
    t,
    uhr,
    db,
    worker,
    ort,
    verzeichnis,
    protokoll,
    katalog,
    dateien,
    werkbank,
    dienste,
    einreichen,
    fehler,
    laufzeitUeber,
    schlangeUeber,
    leeren: schlangeUeber(dienste).leeren,
    nachricht: {
      ...einreichen,
      dateien,
      katalog,
      parser: libxmlParser,
    },
    aufgaben: {
      db,
      protokoll,
      katalog,
      laufzeit: createLaufzeit({ db, protokoll, katalog, dienste: new Map(), startwerte: startwerte({ verzeichnis }) }),
    },
  };
}

export type Haus = Awaited<ReturnType<typeof baueHaus>>;

/** Enters the demo's staff with roles and appointments; answers a person for each `sub`. */
export async function legePersonalAn({ db, verzeichnis }: Haus): Promise<(sub: string) => Person> {
  const haus = (ags: string) => verzeichnis.byAgs(ags)?.id ?? '';
  const personen = new Map<string, Person>();
  for (const m of mitarbeitende)
    await db.transaktion(dienst(haus(m.dienststelle), 'Test'), async (tx) => {
      const e = await legeMitarbeiterAn(tx, { ...m, jetzt: db.uhr.jetzt() });
      if (!e.ok) throw new Error(e.grund);
      personen.set(m.sub, { person: e.id, stelle: haus(m.dienststelle), name: m.name, telefon: m.telefon });
      for (const r of m.rollen) await gibRolle(tx, { ...r, mitarbeiter: e.id });
    });
  const person = (sub: string): Person => {
    const p = personen.get(sub);
    if (!p) throw new Error(`${sub} ist unbekannt`);
    return p;
  };
  for (const m of mitarbeitende)
    for (const { von, leistung, verfuegung } of m.befugnisse)
      await db.transaktion(dienst(haus(von), 'Test'), (tx) =>
        gibBefugnis(tx, {
          mitarbeiter: person(m.sub).person,
          stelle: haus(m.dienststelle),
          leistung,
          ab: '2020-01-01',
          bis: null,
          verfuegung,
        }),
      );
  return person;
}
