import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import {
  type Config,
  createDatenbank,
  createSigner,
  type Datenbank,
  echteUhr,
  type Ordner,
  type Rolle,
  type Schluesselbund,
  type Zugang,
  zugaenge,
} from '../../base/index.ts';
import { initCluster, PORT_NR, prepareEmbedded, startServer, stopOrphan } from '../../base/postgres/embedded.ts';
import { nimmSperre } from '../../base/prozess/sperre.ts';
import { bundOf } from '../bund.ts';
import { alsRolle, ausUrl, grundOf, type Ort, verbinde } from '../verbindung.ts';

export const DB = 'rathausverbund';
export const SETUP = 'rathausverbund_setup';

/** What went wrong, said in German; the command ends with 1. */
export class Hindernis extends Error {}

export interface Zugriff {
  client: pg.Client;
  ort: Ort;
  bund: Schluesselbund;
  zugang: Zugang;
  /** handle of the worker role */
  worker(): Datenbank;
  /** handle of the auditor role */
  pruefer(): Datenbank;
}

export interface Anlage {
  config: Config;
  ordner: Ordner;
}

/** What a command says where it finds nothing to work on. */
export const keineInstallation = ({ config }: Anlage): string =>
  `In ${config.DATEN_DIR} gibt es keine Installation. Prüfen Sie DATEN_DIR.`;

const laeuft = (pid: number) =>
  new Hindernis(
    `Die Installation läuft (Prozess ${pid}). Es wurde nichts verändert. Beenden Sie sie und rufen Sie noch einmal auf.`,
  );

/** Refuses while the installation runs, and keeps it from starting. */
export async function mitSperre<T>(a: Anlage, fn: () => Promise<T>): Promise<T> {
  const sperre = nimmSperre(a.ordner.sperre);
  if (!sperre.ok) throw laeuft(sperre.pid);
  try {
    return await fn();
  } finally {
    sperre.frei();
  }
}

/**
 * Runs `fn` with the database of the installation: the running one, or, when nothing runs, the embedded one started for this
 * command. @param o.allein refuses while the installation runs, and keeps it from starting
 */
export async function mitDatenbank<T>(a: Anlage, o: { allein: boolean }, fn: (z: Zugriff) => Promise<T>): Promise<T> {
  const sperre = nimmSperre(a.ordner.sperre);
  if (!sperre.ok && o.allein) throw laeuft(sperre.pid);
  try {
    if (a.config.DATABASE_URL) return await mitUrl(a, a.config.DATABASE_URL, fn);
    return sperre.ok ? await mitEigenem(a, fn) : await mitSocket(a, fn);
  } finally {
    if (sperre.ok) sperre.frei();
  }
}

async function mitUrl<T>(a: Anlage, adresse: string, fn: (z: Zugriff) => Promise<T>): Promise<T> {
  const url = ausUrl(adresse);
  if (!url.ok) throw new Hindernis(url.meldung);
  return mitClient(a, url.ort, { user: url.user, password: url.password }, fn);
}

export const kennwortAus = (o: Ordner, name: string): string => {
  const pfad = join(o.schluessel, name);
  if (!existsSync(pfad))
    throw new Hindernis(
      `Im Schlüsselordner ${o.schluessel} fehlt ${name}. Es wurde nichts verändert. Stellen Sie zuerst die Schlüssel her (--schluessel) oder prüfen Sie DATEN_DIR.`,
    );
  return readFileSync(pfad, 'utf8');
};

const mitSocket = <T>(a: Anlage, fn: (z: Zugriff) => Promise<T>): Promise<T> =>
  mitClient(
    a,
    { host: a.ordner.lauf, port: PORT_NR, database: DB },
    { user: SETUP, password: kennwortAus(a.ordner, 'setup.kennwort') },
    fn,
  );

/** Nothing runs: the embedded server is started for this command, and made when there is none. */
export async function mitEigenem<T>(a: Anlage, fn: (z: Zugriff) => Promise<T>): Promise<T> {
  const chefKennwort = kennwortAus(a.ordner, 'postgres.kennwort');
  const pg = prepareEmbedded({ daten: a.ordner.postgres, programme: a.ordner.programme, lauf: a.ordner.lauf });
  stopOrphan(pg);
  initCluster(pg, chefKennwort, true);
  const server = await startServer(pg, { max_connections: '40', password_encryption: 'scram-sha-256' });
  try {
    await legeDatenbankAn(a, chefKennwort);
    return await mitSocket(a, fn);
  } finally {
    server.stop();
    await server.ende;
  }
}

async function legeDatenbankAn(a: Anlage, password: string): Promise<void> {
  const chef = await verbinde({ host: a.ordner.lauf, port: PORT_NR, database: 'postgres', user: 'postgres', password });
  try {
    const da = await chef.query('select 1 from pg_database where datname = $1', [DB]);
    if (da.rowCount) return;
    await chef.query(`create role ${SETUP} login createrole password '${kennwortAus(a.ordner, 'setup.kennwort')}'`);
    await chef.query(`create database ${DB} owner ${SETUP}`);
  } finally {
    await chef.end();
  }
}

async function mitClient<T>(
  a: Anlage,
  ort: Ort,
  wer: { user: string; password: string },
  fn: (z: Zugriff) => Promise<T>,
): Promise<T> {
  const client = await verbinde({ ...ort, ...wer }).catch((fehler: unknown) => {
    throw new Hindernis(`Die Datenbank ist nicht erreichbar (${grundOf(fehler)}). Es wurde nichts verändert.`);
  });
  const offen: Datenbank[] = [];
  const zugang = zugaenge(a.ordner.schluessel, ort.database);
  const bund = bundOf(a);
  try {
    const als = (rolle: Rolle) => () => {
      const ctx = bund.datei('kontext.key', () => {
        throw new Hindernis('Im Schlüsselordner fehlt kontext.key.');
      });
      const db = createDatenbank(alsRolle(ort, zugang, rolle), {
        uhr: echteUhr,
        signiere: createSigner(ctx),
        groesse: 2,
      });
      offen.push(db);
      return db;
    };
    return await fn({ client, ort, bund, zugang, worker: als('worker'), pruefer: als('auditor') });
  } finally {
    await Promise.all(offen.map((db) => db.ende()));
    await client.end();
  }
}
