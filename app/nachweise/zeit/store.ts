import type { Sperrliste } from '@rathausverbund/nachweis';
import type { HashName } from '@rathausverbund/siegel';
import type { Tx } from '../../base/index.ts';

/** Names one checkpoint of one log. */
export interface Standort extends Record<string, unknown> {
  koerperschaft: string;
  epoche: number;
  groesse: number;
}

export interface Lage extends Record<string, unknown> {
  /** time of the last good run */
  gut: Date | null;
  /** some log changed since its last stamp */
  stempelbar: boolean;
  /** since when something urgent waits that a run would cover */
  eilig: Date | null;
}

export type Laufart = 'erneuerung' | 'umstellung';

const hex = (b: Uint8Array) => Buffer.from(b).toString('hex');

export const readStempelbar = (tx: Tx) =>
  tx.zeilen<Standort & { note: string }>('select * from nachweise.zeit_stempelbar()');

export async function readLage(tx: Tx): Promise<Lage> {
  const lage = await tx.eine<Lage>('select * from nachweise.zeit_lage()');
  return lage ?? { gut: null, stempelbar: false, eilig: null };
}

export interface Lauf {
  id: string;
  /** what the stamp says */
  zeit: Date;
  hash: HashName;
}

export const saveLauf = (tx: Tx, l: Lauf, staende: readonly (Standort & { record: Uint8Array })[]) =>
  tx.zeilen('select nachweise.zeit_speichern($1, $2, $3, $4)', [
    l.id,
    l.zeit,
    l.hash,
    JSON.stringify(staende.map((s) => ({ ...ortOf(s), record: hex(s.record) }))),
  ]);

export interface Faellig extends Standort {
  note: string;
  record: Buffer;
}

export const readFaellig = (tx: Tx, f: { vor: Date; alte: readonly HashName[]; hoechstens: number }) =>
  tx.zeilen<Faellig>('select * from nachweise.zeit_faellig($1, $2, $3)', [f.vor, f.alte, f.hoechstens]);

/** @returns how many were stored; fewer than given when somebody else renewed one meanwhile */
export async function saveErneuerung(
  tx: Tx,
  l: Omit<Lauf, 'hash'> & { art: Laufart; hash: HashName | null },
  staende: readonly (Standort & { alt: Uint8Array; record: Uint8Array })[],
): Promise<number> {
  const zeilen = staende.map((s) => ({ ...ortOf(s), alt: hex(s.alt), record: hex(s.record) }));
  const z = await tx.eine<{ n: number }>('select nachweise.zeit_erneuern($1, $2, $3, $4, $5) as n', [
    l.id,
    l.zeit,
    l.art,
    l.hash,
    JSON.stringify(zeilen),
  ]);
  return z?.n ?? 0;
}

/** Runs whose stamps nobody has been asked about; `record` bears the stamp, null where none is left that does. */
export const readUngefragt = (tx: Tx, hoechstens: number) =>
  tx.zeilen<{ lauf: string; at: Date; record: Buffer | null }>('select * from nachweise.zeit_ungefragt($1)', [
    hoechstens,
  ]);

export const saveSperrdaten = (tx: Tx, laeufe: readonly string[], at: Date, daten: readonly Sperrliste[]) =>
  tx.zeilen('select nachweise.zeit_sperrdaten_speichern($1, $2, $3)', [
    laeufe,
    at,
    JSON.stringify(daten.map(({ art, bytes }) => ({ art, bytes: hex(bytes) }))),
  ]);

const ortOf = ({ koerperschaft, epoche, groesse }: Standort): Standort => ({ koerperschaft, epoche, groesse });
