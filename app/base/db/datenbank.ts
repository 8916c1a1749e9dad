import type { Writable } from 'node:stream';
import pg from 'pg';
import { echteUhr, type Uhr } from '../uhr.ts';
import { type Kontext, oeffentlich, type Signer } from './kontext.ts';

// bigint counts stay far below 2^53 here; dates are local dates and must never become instants
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

type Zeile = Record<string, unknown>;

/** What a connection of pg has and its types do not tell. */
interface Innen {
  readonly processID: number;
  readonly connection: { readonly stream: Writable };
}

/** A running transaction in one access context: the only way to a connection. */
export interface Tx {
  readonly kontext: Kontext;
  /** rows of a statement with $1 … parameters; the text is prepared once per connection */
  zeilen<T extends Zeile = Zeile>(sql: string, werte?: unknown[]): Promise<T[]>;
  eine<T extends Zeile = Zeile>(sql: string, werte?: unknown[]): Promise<T | undefined>;
  /** number of rows changed */
  fuehreAus(sql: string, werte?: unknown[]): Promise<number>;
  /**
   * Sends a statement whose answer nobody needs: what follows, the commit too, leaves without waiting for it. Its failure is that of
   * the transaction.
   */
  sende(sql: string, werte?: unknown[]): void;
}

export interface Datenbank {
  readonly uhr: Uhr;
  /**
   * Runs `fn` in one transaction as `kontext`. A returned `{ok: false}` rolls back; serialization failures and deadlocks
   * run the whole function again, at most three times, so `fn` has no effects outside the database.
   */
  transaktion<T>(kontext: Kontext, fn: (tx: Tx) => Promise<T>): Promise<T>;
  lesen<T extends Zeile = Zeile>(kontext: Kontext, sql: string, werte?: unknown[]): Promise<T[]>;
  ende(): Promise<void>;
}

const NOCHMAL = new Set(['40001', '40P01']);
const namen = new Map<string, string>();

function statementName(sql: string): string {
  let name = namen.get(sql);
  if (!name) namen.set(sql, (name = `s${namen.size}`));
  return name;
}

/** @param verbindung pg configuration of a run-time role @param groesse most connections at once */
export function createDatenbank(
  verbindung: pg.PoolConfig,
  deps: { uhr: Uhr; signiere: Signer; groesse: number },
): Datenbank {
  const pool = new pg.Pool({
    ...verbindung,
    // statements go out without waiting for the answer to the one before; the server runs them in order
    pipeline: true,
    max: deps.groesse,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  pool.on('error', () => undefined); // a lost idle connection is replaced at the next use
  pool.on('connect', (client) => client.on('error', () => undefined)); // one that dies in use makes its query fail

  async function einmal<T>(kontext: Kontext, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let kaputt = false;
    let offen = true;
    try {
      const { connection, processID: pid } = client as unknown as Innen;
      // What begins and what follows leave in one packet. If one of the two that begin fails, no later statement sees
      // anything, and the error is ours to tell.
      packe(connection.stream);
      // the context is a parameter: texts of statements can be seen from other connections
      const begonnen = Promise.all([
        client.query('begin'),
        client.query({
          name: 'kontext',
          text: "select set_config('rv.ctx', $1, true)",
          values: [deps.signiere(kontext, pid, echteUhr.jetzt())],
        }),
      ]);
      begonnen.catch(() => undefined);
      // a handle kept beyond its end would speak in the next tenant's transaction
      const frage = <R extends Zeile>(text: string, values: unknown[] = []) => {
        if (!offen) throw new Error('Die Transaktion ist beendet');
        packe(connection.stream);
        return client.query<R>({ name: statementName(text), text, values });
      };
      const gesendet: Promise<unknown>[] = [begonnen];
      const wert = await fn({
        kontext,
        zeilen: async <R extends Zeile>(sql: string, werte?: unknown[]) => (await frage<R>(sql, werte)).rows,
        eine: async <R extends Zeile>(sql: string, werte?: unknown[]) => (await frage<R>(sql, werte)).rows[0],
        fuehreAus: async (sql, werte) => (await frage(sql, werte)).rowCount ?? 0,
        sende: (sql, werte) => {
          const antwort = frage(sql, werte);
          antwort.catch(() => undefined); // told below
          gesendet.push(antwort);
        },
      });
      offen = false;
      packe(connection.stream);
      const ende = client.query(isRefusal(wert) ? 'rollback' : 'commit');
      if (isRefusal(wert)) await ende;
      else {
        ende.catch(() => undefined);
        await Promise.all(gesendet);
        // after a swallowed error the server rolls back and says so: nothing was stored, so nothing may be answered
        if ((await ende).command !== 'COMMIT') throw new Error('Die Transaktion wurde zurückgenommen');
      }
      return wert;
    } catch (fehler) {
      offen = false;
      await client.query('rollback').catch(() => (kaputt = true));
      throw fehler;
    } finally {
      client.release(kaputt);
    }
  }

  async function transaktion<T>(kontext: Kontext, fn: (tx: Tx) => Promise<T>): Promise<T> {
    for (let versuch = 1; ; versuch++) {
      try {
        return await einmal(kontext, fn);
      } catch (fehler) {
        if (versuch >= 3 || !NOCHMAL.has((fehler as { code?: string }).code ?? '')) throw fehler;
      }
    }
  }

  return {
    uhr: deps.uhr,
    transaktion,
    lesen: (kontext, sql, werte) => transaktion(kontext ?? oeffentlich, (tx) => tx.zeilen(sql, werte)),
    ende: () => pool.end(),
  };
}

/** What is said in one go leaves in one packet: each packet wakes the server, which costs more than a statement. */
function packe(stream: Writable): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const isRefusal = (wert: unknown): boolean =>
  typeof wert === 'object' && wert !== null && 'ok' in wert && (wert as { ok: unknown }).ok === false;
