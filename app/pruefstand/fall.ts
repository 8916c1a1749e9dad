import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Antworten } from '@rathausverbund/formular';
import { parse } from 'yaml';
import { dienst, type Kontext, uuidv7 } from '../base/index.ts';
import { type Antrag, reicheEin } from '../eingang/index.ts';
import { readStrom } from '../nachweise/index.ts';
import { type Erledigung, erledigeAufgabe, type Person } from '../prozesse/index.ts';
import { type Gesperrt, lock } from '../vorgaenge/index.ts';
import { type Haus, type Ort, WURZEL } from './haus.ts';

export const GEWERBE = 'gewerbe-anmeldung';
export const HUND = 'hundesteuer-anmeldung';

/** Answers of an example of the Leistung. */
export const beispiel = (leistung: string, name: string): Antworten =>
  (
    parse(readFileSync(join(WURZEL, 'leistungen', leistung, 'beispiele', `${name}.yaml`), 'utf8')) as {
      antrag: Antworten;
    }
  ).antrag;

/** The same answers for a business in this municipality. */
export const amOrt = (antworten: Antworten, ort: string): Antworten =>
  'betriebsstaette' in antworten
    ? { ...antworten, betriebsstaette: { ...(antworten['betriebsstaette'] as Antworten), ort } }
    : antworten;

export const anonym = (id: string): Kontext => ({
  art: 'anonym',
  person: id,
  stelle: null,
  handelndFuer: null,
  grundlage: null,
});

/** An application as the portal hands it over, by a citizen who is her own draft. */
export function antragAus(h: Haus, ort: Ort, leistung: string, name: string, mehr: Partial<Antrag> = {}): Antrag {
  const l = h.katalog.aktuell(leistung);
  const kommune = h.verzeichnis.byId(h.ort[ort]);
  if (!l || !kommune) throw new Error('Das Haus ist unvollständig');
  const id = uuidv7(h.uhr.jetzt());
  return {
    schluessel: id,
    kontext: anonym(id),
    buerger: id,
    leistung: l,
    ort: kommune,
    antworten: amOrt(beispiel(leistung, name), kommune.kurzname),
    niveau: 'substantiell',
    kanal: 'portal',
    ...mehr,
  };
}

export interface Fall {
  vorgang: string;
  koerperschaft: string;
  aktenzeichen: string;
}

/** Files an example; the process has not started yet. */
export async function reicheBeispielEin(h: Haus, ort: Ort, leistung: string, name: string, mehr: Partial<Antrag> = {}) {
  const e = await reicheEin(h.einreichen, antragAus(h, ort, leistung, name, mehr));
  if (!e.ok) throw new Error(JSON.stringify(e));
  return e satisfies Fall;
}

/** The open task of a case, read past all rules. */
export async function aufgabeVon(h: Haus, f: Fall): Promise<{ schritt: number; element: string } | undefined> {
  const { rows } = await h.t.setup.query<{ schritt: number; element: string }>(
    'select schritt, element from vorgaenge.aufgabe where vorgang = $1',
    [f.vorgang],
  );
  return rows[0];
}

/** Somebody does the open task, as the Arbeitsplatz does it. */
export async function erledige(h: Haus, f: Fall, wer: Person, entscheidung: string, werte: Erledigung['werte'] = null) {
  const a = await aufgabeVon(h, f);
  return erledigeAufgabe(h.aufgaben, wer, { vorgang: f.vorgang, schritt: a?.schritt ?? -1, entscheidung, werte });
}

/** The Vorgang as its events say, in its own body's service. */
export async function readFall(h: Haus, f: Fall): Promise<Gesperrt> {
  const g = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    lock(tx, h.protokoll, f.koerperschaft, f.vorgang),
  );
  if (!g) throw new Error('Der Vorgang fehlt');
  return g;
}

/** The kinds of its events, in order. */
export const artenVon = (h: Haus, f: Fall): Promise<string[]> =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) =>
    (await readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang)).map((e) => e.ereignis.kind),
  );
