import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { hmacPads } from './kontext.ts';

/** A room's migrations: `ordner` holds NNNN-name.sql. The order of the rooms is the order of the floors. */
export interface RaumMigrationen {
  raum: string;
  ordner: string;
}

export interface Geburt {
  plattform: string;
  betrieb: 'demo' | 'echt';
  rollen: string;
  ctxSchluessel: Buffer;
}

export type Migrationsergebnis = { ok: true; neu: number } | { ok: false; meldung: string };

const LOCK = 7_210_418;

/**
 * Applies what is missing, under one lock, each file in its own transaction. An applied file never changes.
 * @param nur `raum/nr`: these alone, for a backup of an older version
 */
export async function migriere(
  client: pg.Client,
  raeume: RaumMigrationen[],
  geburt: Geburt,
  nur?: ReadonlySet<string>,
): Promise<Migrationsergebnis> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    // temporary types and tables could shadow names of a later transaction on the same connection
    await client.query(
      `do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$`,
    );
    await client.query('create schema if not exists base');
    await client.query(`create table if not exists base.migration (
      raum text not null, nr int not null, sha256 text not null, angewandt timestamptz not null default now(), primary key (raum, nr))`);
    const da = await ledger(client);
    let neu = 0;
    for (const { raum, nr, name, sql } of raeume.flatMap(readRaum)) {
      if (nur && !nur.has(`${raum}/${nr}`)) continue;
      const hash = createHash('sha256').update(sql).digest('hex');
      const alt = da.get(`${raum}/${nr}`);
      if (alt === hash) continue;
      if (alt) return { ok: false, meldung: `Die Migration ${raum}/${name} wurde nach ihrer Anwendung verändert.` };
      await client.query('begin');
      try {
        await client.query(sql.replace(/^/, raum === 'base' && nr === 1 ? vorab(geburt) : ''));
        if (raum === 'base' && nr === 1) {
          const { ipad, opad } = hmacPads(geburt.ctxSchluessel);
          await client.query('insert into ctx.schluessel values (1, $1, $2)', [ipad, opad]);
        }
        await client.query('insert into base.migration (raum, nr, sha256) values ($1, $2, $3)', [raum, nr, hash]);
        await client.query('commit');
      } catch (fehler) {
        await client.query('rollback');
        throw new Error(`Migration ${raum}/${name}: ${(fehler as Error).message}`, { cause: fehler });
      }
      neu++;
    }
    return { ok: true, neu };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

/** base/0001 needs to know who it is before it can hand out rights. */
function vorab(g: Geburt): string {
  const text = (s: string) => `'${s.replaceAll("'", "''")}'`;
  return `create temporary table geburt on commit drop as select ${text(g.plattform)} as plattform, ${text(g.betrieb)} as betrieb, ${text(g.rollen)} as rollen;\n`;
}

async function ledger(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ raum: string; nr: number; sha256: string }>(
    'select raum, nr, sha256 from base.migration',
  );
  return new Map(rows.map((r) => [`${r.raum}/${r.nr}`, r.sha256]));
}

function readRaum({ raum, ordner }: RaumMigrationen) {
  return readdirSync(ordner)
    .filter((f) => f.endsWith('.sql'))
    .sort()
    .map((name) => ({ raum, name, nr: Number(name.slice(0, 4)), sql: readFileSync(join(ordner, name), 'utf8') }));
}

/** `raum/nr` → SHA-256 of every migration this program knows. */
export const knownMigrations = (raeume: RaumMigrationen[]): Map<string, string> =>
  new Map(
    raeume
      .flatMap(readRaum)
      .map((m) => [`${m.raum}/${m.nr}`, createHash('sha256').update(m.sql).digest('hex')] as const),
  );

/** Hash over all migrations: the name of a test template database. */
export function migrationsHash(raeume: RaumMigrationen[]): string {
  const h = createHash('sha256');
  for (const m of raeume.flatMap(readRaum)) h.update(`${m.raum}/${m.name}\0${m.sql}\0`);
  return h.digest('hex').slice(0, 16);
}

/** The context key of the folder must be the one the database was born with, else nobody would see anything. */
export async function keyFits(client: pg.Client, schluessel: Buffer): Promise<boolean> {
  const { rows } = await client.query<{ da: boolean }>("select to_regclass('ctx.schluessel') is not null as da");
  if (!rows[0]?.da) return true;
  const { rows: alt } = await client.query<{ ipad: Buffer }>('select ipad from ctx.schluessel where id = 1');
  return alt[0] === undefined || alt[0].ipad.equals(hmacPads(schluessel).ipad);
}
