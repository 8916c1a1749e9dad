import { randomBytes, randomInt } from 'node:crypto';
import type pg from 'pg';
import { uuidv7 } from '../../base/index.ts';
import type { Spalte, Tabelle } from './spalten.ts';

/** Whose row it is. */
export interface Merkmale {
  koerperschaft: string;
  leistung: string;
  vorgang: string;
  buerger: string;
  /** stands in every text and JSON of the row */
  kanarie: string;
}

export type Zeile = Record<string, unknown>;
/** rows already made for the same Merkmale, by table */
export type Eltern = Map<string, Zeile>;

/** What types alone do not say: values which a check or another column demands. */
const BESONDERS: Record<string, (m: Merkmale) => unknown> = {
  // one that ends has one after it
  'kommunen.satz.art': (m) => `${m.kanarie}-art-${randomBytes(4).toString('hex')}`,
  'kommunen.satz.gueltig': () => '[2026-01-01,)',
  'nachweise.ereignis.c': () => randomBytes(32),
  'nachweise.ereignis.strom_art': () => 'vorgang',
  // two people, as the other columns say
  'zahlungen.forderung.festgestellt_von': () => uuidv7(Date.now()),
  'zahlungen.forderung.annahmeanordnung': () => null,
};

const MERKMAL: Record<string, keyof Merkmale> = {
  koerperschaft: 'koerperschaft',
  besitzer: 'koerperschaft',
  leistung: 'leistung',
  vorgang: 'vorgang',
  buerger: 'buerger',
};

/** One row of a table for these Merkmale; keys that nobody prescribes are new each time. */
export function bilde(t: Tabelle, m: Merkmale, eltern: Eltern): Zeile {
  return Object.fromEntries(t.spalten.map((s) => [s.name, wert(t, s, m, eltern)]));
}

function wert(t: Tabelle, s: Spalte, m: Merkmale, eltern: Eltern): unknown {
  const besonders = BESONDERS[`${t.name}.${s.name}`];
  if (besonders) return besonders(m);
  if (t.optionen.vorgang === s.name && t.klasse === 'vorgang') return m.vorgang;
  const merkmal = MERKMAL[s.name];
  if (merkmal && s.typ !== 'uuid[]') return m[merkmal];
  if (s.ziel?.tabelle === 'kommunen.koerperschaft') return m.koerperschaft;
  if (s.ziel) return eltern.get(s.ziel.tabelle)?.[s.ziel.spalte];
  if (s.werte?.[0] !== undefined) return s.werte[0];
  if (!s.pflicht && s.typ !== 'text' && s.typ !== 'jsonb') return null;
  return nachTyp(t, s, m);
}

function nachTyp(t: Tabelle, s: Spalte, m: Merkmale): unknown {
  switch (s.typ) {
    case 'uuid':
      return uuidv7(Date.now());
    case 'text':
      return `${m.kanarie}-${s.name}-${randomBytes(4).toString('hex')}`;
    case 'jsonb':
      return JSON.stringify({ wert: `${m.kanarie}-${s.name}` });
    case 'bytea':
      return Buffer.concat([Buffer.from(`${m.kanarie}-${s.name}-`), randomBytes(8)]);
    case 'timestamp with time zone':
      return new Date();
    case 'date':
      return '2026-06-15';
    case 'daterange':
      return '[2026-01-01,2027-01-01)';
    case 'tstzrange':
      return '[2026-01-01T00:00:00Z,2027-01-01T00:00:00Z)';
    case 'boolean':
      return false;
    case 'integer':
    case 'bigint':
      return t.schluessel.includes(s.name) ? randomInt(1, 2 ** 31 - 1) : 1;
    case 'uuid[]':
      return [uuidv7(Date.now())];
    case 'text[]':
      return [`${m.kanarie}-${s.name}`];
    default:
      throw new Error(
        `Die Spalte ${t.name}.${s.name} hat den Typ ${s.typ}, den der Zeilengenerator nicht kennt: in reihen/fuellen.ts ergänzen.`,
      );
  }
}

/** Writes a row as whoever `client` is. */
export function schreibe(client: pg.Client, t: Tabelle, zeile: Zeile): Promise<pg.QueryResult> {
  const namen = Object.keys(zeile);
  const werte = namen.map((_, i) => `$${i + 1}`).join(', ');
  return client.query(`insert into ${t.name} (${namen.join(', ')}) values (${werte})`, Object.values(zeile));
}

/** Fills every table of the tenants for these Merkmale. @throws with the table's name when a row is refused */
export async function fuelle(client: pg.Client, tabellen: readonly Tabelle[], m: Merkmale): Promise<Eltern> {
  const eltern: Eltern = new Map();
  for (const t of tabellen) {
    const zeile = bilde(t, m, eltern);
    await schreibe(client, t, zeile).catch((fehler: Error) => {
      throw new Error(
        `Der Zeilengenerator kann ${t.name} nicht füllen (${fehler.message}): in reihen/fuellen.ts unter BESONDERS sagen, was die Spalten verlangen.`,
      );
    });
    eltern.set(t.name, zeile);
  }
  return eltern;
}
