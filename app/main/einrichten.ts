import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { bundle } from '../../tools/bundle.mjs';
import {
  type Config,
  createRollen,
  createSchluesselbund,
  keyFits,
  migriere,
  type Ordner,
  rollenSql,
  type Zugang,
  zugaenge,
} from '../base/index.ts';
import { DEMO_ORTE } from '../demo/index.ts';
import { createSatz } from '../dokumente/index.ts';
import { aktiviere, isBesetzt, ladeVerzeichnis } from '../kommunen/index.ts';
import { veroeffentliche } from '../leistungen/index.ts';
import { LEISTUNGEN, UMGEBUNG } from './kern.ts';
import { raeume } from './raeume.ts';
import { ausUrl, grundOf, type Ort, verbinde } from './verbindung.ts';

export type Einrichtung =
  | { ok: true; ort: Ort; zugang: Zugang; neueMigrationen: number; seedFertig: boolean; seedBegonnen: boolean }
  | { ok: false; meldung: string };

const DB = 'rathausverbund';
const SETUP = 'rathausverbund_setup';

/** Brings the database to this version, as the setup role. Everything else runs as one of the four run-time roles. */
export async function richteEin(
  config: Config,
  o: Ordner,
  eingebettet: { lauf: string; port: number } | null,
): Promise<Einrichtung> {
  const bund = createSchluesselbund(o.schluessel);
  let client: pg.Client;
  let ort: Ort;
  try {
    if (eingebettet) {
      ort = { host: eingebettet.lauf, port: eingebettet.port, database: DB };
      client = await embeddedSetup(
        ort,
        bund.datei('postgres.kennwort', newPassword).toString(),
        bund.datei('setup.kennwort', newPassword).toString(),
      );
    } else {
      const url = ausUrl(config.DATABASE_URL ?? '');
      if (!url.ok) return url;
      ort = url.ort;
      client = await verbinde({ ...ort, user: url.user, password: url.password });
    }
  } catch (fehler) {
    return {
      ok: false,
      meldung: `Die Datenbank ist nicht erreichbar (${grundOf(fehler)}). Es wurde nichts verändert. Prüfen Sie DATABASE_URL und ob der Server läuft.`,
    };
  }
  try {
    return await inDatabase(
      client,
      config,
      o,
      ort,
      bund.datei('kontext.key', () => randomBytes(32)),
    );
  } finally {
    await client.end();
  }
}

async function inDatabase(
  client: pg.Client,
  config: Config,
  o: Ordner,
  ort: Ort,
  ctxSchluessel: Buffer,
): Promise<Einrichtung> {
  const version = Number(
    (await client.query<{ v: string }>("select current_setting('server_version_num') as v")).rows[0]?.v,
  );
  if (version < 150_000)
    return { ok: false, meldung: `PostgreSQL ab 15 wird gebraucht, dieser Server ist älter (${version}).` };
  const zugang = zugaenge(o.schluessel, ort.database);
  if (!(await createRollen(client, zugang))) {
    const sql = rollenSql(zugang).join('\n');
    return {
      ok: false,
      meldung: `Die Rolle in DATABASE_URL darf keine Rollen anlegen. Lassen Sie die Datenbankverwaltung dies ausführen und starten Sie dann neu:\n${sql}`,
    };
  }
  if (!(await keyFits(client, ctxSchluessel)))
    return {
      ok: false,
      meldung: `Der Schlüsselordner ${o.schluessel} gehört nicht zu dieser Datenbank (kontext.key). Legen Sie den richtigen Ordner zurück; es wurde nichts verändert.`,
    };
  const m = await migriere(client, raeume, {
    plattform: config.PLATTFORM,
    betrieb: config.BETRIEB,
    rollen: zugang.praefix,
    ctxSchluessel,
  });
  if (!m.ok) return m;
  const { rows } = await client.query<{ betrieb: string; plattform: string; seed_fertig: boolean }>(
    'select betrieb, plattform, seed_fertig from base.installation',
  );
  const da = rows[0];
  if (da?.betrieb !== config.BETRIEB)
    return {
      ok: false,
      meldung: `Diese Datenbank wurde für BETRIEB=${da?.betrieb} angelegt und startet nicht mit BETRIEB=${config.BETRIEB}.`,
    };
  if (da.plattform !== config.PLATTFORM)
    return {
      ok: false,
      meldung: `Diese Datenbank gehört zur Plattform ${da.plattform}; PLATTFORM darf sich nie ändern.`,
    };
  await ladeVerzeichnis(client, Date.now());
  const satz = createSatz({ kindDatei: await bundle('app/dokumente/satz/kind.ts') });
  const rate = (h: { datei: string; meldung: string }) => console.log(`  Hinweis: ${h.datei}: ${h.meldung}`);
  const fehler = await veroeffentliche(client, LEISTUNGEN, UMGEBUNG, Date.now(), rate, satz).finally(() => satz.stop());
  if (fehler.length > 0)
    return {
      ok: false,
      meldung: `Eine Leistung ist fehlerhaft:\n${fehler.map((f) => `  ${f.datei}: ${f.meldung}`).join('\n')}`,
    };
  if (config.BETRIEB === 'demo') for (const d of DEMO_ORTE) await aktiviere(client, d.ags, d.kuerzel, Date.now());
  return {
    ok: true,
    ort,
    zugang,
    neueMigrationen: m.neu,
    seedFertig: da.seed_fertig,
    seedBegonnen: await isBesetzt(client),
  };
}

/** In the embedded cluster the superuser makes the setup role and the database once; then it is not used again. */
async function embeddedSetup(ort: Ort, superKennwort: string, setupKennwort: string): Promise<pg.Client> {
  const chef = await verbinde({ ...ort, database: 'postgres', user: 'postgres', password: superKennwort });
  try {
    const da = await chef.query('select 1 from pg_database where datname = $1', [DB]);
    if (!da.rowCount) {
      await chef.query(`create role ${SETUP} login createrole password '${setupKennwort}'`);
      await chef.query(`create database ${DB} owner ${SETUP}`);
    }
  } finally {
    await chef.end();
  }
  return verbinde({ ...ort, user: SETUP, password: setupKennwort });
}

const newPassword = () => Buffer.from(randomBytes(24).toString('base64url'));
