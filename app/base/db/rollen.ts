import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

export const ROLLEN = ['app', 'worker', 'sequencer', 'auditor'] as const;
export type Rolle = (typeof ROLLEN)[number];

export interface Zugang {
  praefix: string;
  kennwoerter: Record<Rolle, string>;
}

/** Passwords of the run-time roles, made at birth, kept in the key folder (0600). */
export function zugaenge(schluesselOrdner: string, praefix: string): Zugang {
  const file = join(schluesselOrdner, 'rollen.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Zugang;
  mkdirSync(schluesselOrdner, { recursive: true, mode: 0o700 });
  const neu = () => randomBytes(24).toString('base64url');
  const zugang: Zugang = { praefix, kennwoerter: { app: neu(), worker: neu(), sequencer: neu(), auditor: neu() } };
  writeFileSync(file, JSON.stringify(zugang), { mode: 0o600 });
  return zugang;
}

/** SQL which creates the roles: run by the setup role, or printed for the DBA where it may not. */
export function rollenSql(zugang: Zugang): string[] {
  return ROLLEN.map((r) => {
    const name = `"${zugang.praefix}_${r}"`;
    return `do $$ begin if not exists (select from pg_roles where rolname = '${zugang.praefix}_${r}') then create role ${name}; end if; end $$;
alter role ${name} with login noinherit password '${zugang.kennwoerter[r]}';`;
  });
}

/** Creates or refreshes the four roles. @returns false when the setup role may not create roles */
export async function createRollen(client: pg.Client, zugang: Zugang): Promise<boolean> {
  const darf = await client.query<{ ja: boolean }>(
    'select rolcreaterole or rolsuper as ja from pg_roles where rolname = current_user',
  );
  if (!darf.rows[0]?.ja) {
    const da = await client.query('select 1 from pg_roles where rolname = any($1)', [
      ROLLEN.map((r) => `${zugang.praefix}_${r}`),
    ]);
    return da.rowCount === ROLLEN.length;
  }
  for (const sql of rollenSql(zugang)) await client.query(sql);
  return true;
}
