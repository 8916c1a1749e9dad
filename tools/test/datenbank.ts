import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import {
  createDatenbank,
  createRollen,
  createSchluesselbund,
  createSigner,
  type Datenbank,
  echteUhr,
  migrationsHash,
  migriere,
  type Rolle,
  type Schluesselbund,
  type Uhr,
  type Zugang,
} from '../../app/base/index.ts';
import { ladeVerzeichnis } from '../../app/kommunen/index.ts';
import { raeume } from '../../app/main/raeume.ts';

const CTX = Buffer.alloc(32, 7);
const ROLLEN_PRAEFIX = 'rvtest';
const zugang: Zugang = {
  praefix: ROLLEN_PRAEFIX,
  kennwoerter: { app: 'a', worker: 'w', sequencer: 's', auditor: 'u' },
};

export interface TestDatenbank {
  name: string;
  /** database handle of a run-time role */
  als(rolle: Rolle, uhr?: Uhr): Datenbank;
  /** the setup role, which owns the tables */
  setup: pg.Client;
  bund: Schluesselbund;
  ordner: string;
  plattform: string;
}

const verbinde = async (database: string, user = inject('cluster').user, password = inject('cluster').password) => {
  const { host, port } = inject('cluster');
  const c = new pg.Client({ host, port, database, user, password });
  await c.connect();
  return c;
};

/** Connections of this test file. */
const offen: (() => Promise<void>)[] = [];

/** A fresh database for a test file: all migrations and the 418 Kommunen, cloned from a template made once per state of the migrations. */
export async function neueDatenbank(): Promise<TestDatenbank> {
  const template = `vorlage_${migrationsHash(raeume)}`;
  const ordner = mkdtempSync(join(tmpdir(), 'rv-ordner-'));
  const t = await klone(template, ordner, (chef) => createTemplate(chef, template));
  afterAll(async () => {
    await Promise.all(offen.splice(0).map((schliesse) => schliesse()));
    rmSync(ordner, { recursive: true, force: true });
  });
  return t;
}

/** A backup of the database as it is now: its connections end, and open again where somebody asks on. The name of the backup. */
export async function sichere(t: TestDatenbank): Promise<string> {
  await t.setup.end();
  const chef = await verbinde('postgres');
  const name = `${t.name}_${randomBytes(3).toString('hex')}`;
  try {
    await chef.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [t.name]);
    await chef.query(`create database ${name} template ${t.name} owner rvtest_setup`);
  } finally {
    await chef.end();
  }
  return name;
}

/** The same installation, its folder included, over a database restored from a backup. */
export const spieleZurueck = (t: TestDatenbank, sicherung: string): Promise<TestDatenbank> =>
  klone(sicherung, t.ordner, async () => undefined);

async function klone(
  template: string,
  ordner: string,
  vorher: (chef: pg.Client) => Promise<void>,
): Promise<TestDatenbank> {
  const { host, port } = inject('cluster');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const chef = await verbinde('postgres');
  try {
    await chef.query('select pg_advisory_lock(4711)');
    await vorher(chef);
    await chef.query(`create database ${name} template ${template} owner rvtest_setup`);
  } finally {
    await chef.query('select pg_advisory_unlock(4711)');
    await chef.end();
  }
  const setup = await verbinde(name, 'rvtest_setup', 'setup');
  await setup.query(`revoke temporary on database ${name} from public`);
  offen.push(() => setup.end());
  return {
    name,
    setup,
    ordner,
    plattform: 'test.invalid',
    bund: createSchluesselbund(join(ordner, 'schluessel')),
    als(rolle, uhr = echteUhr) {
      const db = createDatenbank(
        { host, port, database: name, user: `${ROLLEN_PRAEFIX}_${rolle}`, password: zugang.kennwoerter[rolle] },
        { uhr, signiere: createSigner(CTX), groesse: 4 },
      );
      offen.push(() => db.ende());
      return db;
    },
  };
}

async function createTemplate(chef: pg.Client, template: string) {
  const da = await chef.query('select 1 from pg_database where datname = $1', [template]);
  if (da.rowCount) return;
  await chef.query(
    `do $$ begin if not exists (select from pg_roles where rolname = 'rvtest_setup') then create role rvtest_setup login createrole password 'setup'; end if; end $$`,
  );
  const bau = `${template}_bau`;
  await chef.query(`drop database if exists ${bau}`);
  await chef.query(`create database ${bau} owner rvtest_setup`);
  const client = await verbinde(bau, 'rvtest_setup', 'setup');
  await createRollen(client, zugang);
  const m = await migriere(client, raeume, {
    plattform: 'test.invalid',
    betrieb: 'demo',
    rollen: ROLLEN_PRAEFIX,
    ctxSchluessel: CTX,
  });
  if (!m.ok) throw new Error(m.meldung);
  await ladeVerzeichnis(client, Date.parse('2026-01-01T00:00:00Z'));
  await client.end();
  await chef.query(`alter database ${bau} rename to ${template}`);
}
