import pg from 'pg';
import { echteUhr, type Uhr } from '../uhr.ts';
import type { Kontext, Signer } from './kontext.ts';
import { createReihe } from './reihe.ts';
import { alsWert, type Befehl, Stapel } from './stapel.ts';

// bigint counts stay far below 2^53 here; dates are local dates and must never become instants
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

type Zeile = Record<string, unknown>;

/** What a connection of pg has and its types do not tell. */
interface Innen {
  readonly processID: number;
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
   * Sends a statement whose answer nobody needs. It leaves with the next question, at the latest with the commit; its failure is
   * that of the next question or of the transaction.
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
  /**
   * Asks all questions of `fn` in one packet, which is one transaction: one way to the server and back instead of three or more. What
   * `fn` asks it asks at once, before any answer; a question that comes later fails.
   * @example db.zugleich(kontext, (tx) => Promise.all([readRollen(tx, …), readAuftritt(tx, …)]))
   */
  zugleich<T>(kontext: Kontext, fn: (tx: Tx) => Promise<T>): Promise<T>;
  ende(): Promise<void>;
}

type Frage = (sql: string, werte?: unknown[]) => Promise<pg.QueryResult>;

const NOCHMAL = new Set(['40001', '40P01']);
const namen = new Map<string, string>();

function statementName(sql: string): string {
  let name = namen.get(sql);
  if (!name) namen.set(sql, (name = `s${namen.size}`));
  return name;
}

const KONTEXT = "select set_config('rv.ctx', $1, true)";
const nichts = () => undefined;

/** A statement whose answer nobody needs. */
const befehl = (text: string, werte: unknown[] = []): Befehl => ({
  name: statementName(text),
  text,
  werte: werte.map(alsWert),
  antwort: nichts,
  scheitere: nichts,
});

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
  /** one body after the other: the load of one keeps nobody else from his turn */
  const reihe = createReihe(deps.groesse);
  pool.on('error', () => undefined); // a lost idle connection is replaced at the next use
  pool.on('connect', (client) => client.on('error', () => undefined)); // one that dies in use makes its query fail

  /** @param fn `spaeter` asks without sending: what it says leaves with what comes next, at the latest with the commit */
  async function einmal<T>(kontext: Kontext, fn: (tx: Tx, spaeter: Frage) => Promise<T>): Promise<T> {
    await reihe.nimm(kontext.stelle ?? '');
    try {
      return await mit(await pool.connect(), kontext, fn);
    } finally {
      reihe.gib();
    }
  }

  async function mit<T>(
    client: pg.PoolClient,
    kontext: Kontext,
    fn: (tx: Tx, spaeter: Frage) => Promise<T>,
  ): Promise<T> {
    let kaputt = false;
    let offen = true;
    let gefragt = false;
    /** the server stands in a transaction that must be ended */
    let begonnen = false;
    let wartend: Befehl[] = [];
    const gesendet: Promise<unknown>[] = [];

    const schicke = (befehle: Befehl[]): Promise<void> => {
      gefragt = true;
      wartend = [];
      const { ende } = client.query(new Stapel(befehle));
      ende.catch(nichts); // told by its statements, or at the end
      return ende;
    };
    // the context is a parameter: texts of statements can be seen from other connections
    const marke = () =>
      befehl(KONTEXT, [deps.signiere(kontext, (client as unknown as Innen).processID, echteUhr.jetzt())]);
    const leere = () => {
      if (wartend.length === 0 || !offen) return;
      const vorweg = begonnen ? [] : [befehl('begin'), marke()];
      begonnen = true;
      void schicke([...vorweg, ...wartend]);
    };
    const spaeter: Frage = (sql, werte) => {
      // a handle kept beyond its end would speak in the next tenant's transaction
      if (!offen) throw new Error('Die Transaktion ist beendet');
      const b = befehl(sql, werte);
      const antwort = mitAntwort(b);
      wartend.push(b);
      return antwort;
    };
    const frage: Frage = (sql, werte) => {
      const antwort = spaeter(sql, werte);
      // what is said in one go leaves in one packet: each packet wakes the server, which costs more than a statement
      process.nextTick(leere);
      return antwort;
    };

    try {
      const sende: Tx['sende'] = (sql, werte) => void gesendet.push(spaeter(sql, werte));
      const wert = await fn(createTx(kontext, frage, sende), spaeter);
      offen = false;
      if (isRefusal(wert)) {
        if (begonnen) await schicke([befehl('rollback')]);
      } else if (begonnen) {
        const ende = befehl('commit');
        const geendet = mitAntwort(ende);
        const fort = schicke([...wartend, ende]);
        await Promise.all(gesendet);
        await fort;
        // after a swallowed error the server rolls back and says so: nothing was stored, so nothing may be answered
        if ((await geendet).command !== 'COMMIT') throw new Error('Die Transaktion wurde zurückgenommen');
      } else if (wartend.length > 0) await schicke([marke(), ...wartend]); // one packet is one transaction
      return wert;
    } catch (fehler) {
      offen = false;
      for (const b of wartend) b.scheitere(fehler as Error);
      // a connection that does not answer any more is thrown away
      if (gefragt) await schicke([befehl(begonnen ? 'rollback' : 'select 1')]).catch(() => (kaputt = true));
      throw fehler;
    } finally {
      client.release(kaputt);
    }
  }

  async function transaktion<T>(kontext: Kontext, fn: (tx: Tx, spaeter: Frage) => Promise<T>): Promise<T> {
    for (let versuch = 1; ; versuch++) {
      try {
        return await einmal(kontext, fn);
      } catch (fehler) {
        if (versuch >= 3 || !NOCHMAL.has((fehler as { code?: string }).code ?? '')) throw fehler;
      }
    }
  }

  async function zugleich<T>(kontext: Kontext, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const antworten: Promise<T>[] = [];
    await transaktion(kontext, async (_tx, spaeter) => {
      const antwort = fn(createTx(kontext, spaeter, (sql, werte) => void spaeter(sql, werte)));
      antworten.push(antwort);
      let gescheitert = false;
      antwort.catch(() => (gescheitert = true));
      await Promise.resolve();
      // before anything was sent: then nothing is
      if (gescheitert) await antwort;
    });
    return antworten.at(-1) as Promise<T>;
  }

  return {
    uhr: deps.uhr,
    transaktion,
    zugleich,
    lesen: <R extends Zeile = Zeile>(kontext: Kontext, sql: string, werte?: unknown[]) =>
      zugleich(kontext, (tx) => tx.zeilen<R>(sql, werte)),
    ende: () => pool.end(),
  };
}

const createTx = (kontext: Kontext, frage: Frage, sende: Tx['sende']): Tx => ({
  kontext,
  zeilen: async <R extends Zeile>(sql: string, werte?: unknown[]) => (await frage(sql, werte)).rows as R[],
  eine: async <R extends Zeile>(sql: string, werte?: unknown[]) => (await frage(sql, werte)).rows[0] as R | undefined,
  fuehreAus: async (sql, werte) => (await frage(sql, werte)).rowCount ?? 0,
  sende,
});

/** Lets somebody wait for the answer; a failure is told by the transaction too, so nobody has to. */
function mitAntwort(b: Befehl): Promise<pg.QueryResult> {
  const antwort = new Promise<pg.QueryResult>((gib, scheitere) => Object.assign(b, { antwort: gib, scheitere }));
  antwort.catch(nichts);
  return antwort;
}

const isRefusal = (wert: unknown): boolean =>
  typeof wert === 'object' && wert !== null && 'ok' in wert && (wert as { ok: unknown }).ok === false;
