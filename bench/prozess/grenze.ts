import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type Befehl, Stapel } from '../../app/base/db/stapel.ts';
import { uuidv7 } from '../../app/base/index.ts';
import type { Laeufer } from './model.ts';

/** bytes of a state as ours is stored */
const ZUSTAND = 600;
const SCHRITTE = 6;

/**
 * What no engine on this database gets below, asked as ours asks: a row read under its lock in one packet, written and committed in
 * the next. No model, no context, no roles, no encryption, no tasks, no waiting for a timer.
 */
export async function createGrenze(pool: pg.Pool): Promise<Laeufer> {
  await pool.query('create table if not exists bench.grenze (id uuid primary key, state bytea not null)');
  const zustand = randomBytes(ZUSTAND);

  async function schritt(lies: string, schreibe: string, id: string): Promise<void> {
    const client = await pool.connect();
    try {
      await client.query(new Stapel([befehl('begin', []), befehl(lies, [id])])).ende;
      await client.query(new Stapel([befehl(schreibe, [id, zustand]), befehl('commit', [])])).ende;
    } finally {
      client.release();
    }
  }

  const LIES = 'select state from bench.grenze where id = $1 for update';
  return {
    async spiele(_betrag, fertig) {
      const id = uuidv7(Date.now());
      await schritt(LIES, 'insert into bench.grenze values ($1, $2)', id);
      fertig();
      for (let n = 1; n < SCHRITTE; n++) {
        await schritt(LIES, 'update bench.grenze set state = $2 where id = $1', id);
        fertig();
      }
    },
    ende: () => pool.end(),
  };
}

const nichts = () => undefined;
const befehl = (text: string, werte: unknown[]): Befehl => ({
  name: text,
  text,
  werte,
  antwort: nichts,
  scheitere: nichts,
});
