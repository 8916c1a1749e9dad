import type pg from 'pg';

/** Findings of the gate: one sentence each, good is `[]`. */
export type Befund = string[];

/** Asks for one text column of violations. */
export async function frage(client: pg.Client, sql: string, werte: unknown[] = []): Promise<Befund> {
  const { rows } = await client.query<{ verstoss: string }>(sql, werte);
  return rows.map((r) => r.verstoss);
}

/** Everything that is not PostgreSQL's own: a table outside our rooms is found, too. */
export const UNSER = `n.nspname <> 'information_schema' and n.nspname !~ '^pg_'`;

/** The run-time roles of this installation. */
export const LAUFZEIT = `array(select rollen || '_' || r from base.installation, unnest(array['app', 'worker', 'sequencer', 'auditor']) r)`;
