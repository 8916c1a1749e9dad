import { istAusfall } from './db/ausfall.ts';
import type { Datenbank, Tx } from './db/datenbank.ts';
import { dienst, type Kontext } from './db/kontext.ts';
import { uuidv7 } from './ids.ts';
import type { Log } from './log.ts';
import type { Uhr } from './uhr.ts';

export interface Auftrag {
  id: string;
  art: string;
  koerperschaft: string;
  bezug: string | null;
  angaben: Record<string, unknown>;
  versuche: number;
  fence: number;
}

/** Puts a job into the queue, in the transaction that makes it necessary. Ids only in `angaben`. */
export function stelleEin(
  tx: Tx,
  uhr: Uhr,
  a: { art: string; koerperschaft: string; bezug?: string | null; angaben?: object; faellig?: number },
): void {
  tx.sende(
    'insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig) values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))',
    [
      uuidv7(uhr.jetzt()),
      a.art,
      a.koerperschaft,
      a.bezug ?? null,
      JSON.stringify(a.angaben ?? {}),
      a.faellig ?? uhr.jetzt(),
    ],
  );
}

/** Ends a job inside its business transaction. @returns false when the lease was lost: the caller must roll back */
export async function erledigt(tx: Tx, auftrag: Auftrag): Promise<boolean> {
  return (
    (await tx.fuehreAus('delete from base.auftrag where id = $1 and fence = $2', [auftrag.id, auftrag.fence])) === 1
  );
}

/** Jobs of one kind and body that are not done, whether due or not. */
export function readOffene(tx: Tx, koerperschaft: string, art: string): Promise<Auftrag[]> {
  return tx.zeilen<Auftrag & Record<string, unknown>>(
    'select id, art, koerperschaft, bezug, angaben, versuche, fence from base.auftrag where koerperschaft = $1 and art = $2 order by faellig, id',
    [koerperschaft, art],
  );
}

/**
 * The job cannot be done now and will be later, without anybody's doing: it is tried again every half minute for as long as it
 * takes, and the try does not count.
 */
export class Aufschub extends Error {}

/**
 * Does one job. It opens its own transaction as `kontext` (or another) and calls `erledigt` in it.
 * A throw is retried with back-off; after ten tries the job rests until a person looks. See also `Aufschub`. As long as it works its
 * lease is renewed; what hangs for a quarter of an hour, or dies, is tried by another, and rests after ten tries too.
 */
export type Handler = (auftrag: Auftrag, kontext: Kontext) => Promise<void>;

/** what a process that died was doing waits so long for another */
const LEASE_SEKUNDEN = 30;
/** so often a lease is renewed, each time after a third of it: a quarter of an hour, then its work counts as hung */
const VERLAENGERUNGEN = 90;
const PAUSE_MS = 100;
/** between looks at a queue that cannot be read */
const PAUSE_HOECHSTENS_MS = 2_000;
const VERSUCHE = 10;
const AUFSCHUB_SEKUNDEN = 30;
const NIE_FERTIG = 'Dieser Auftrag wurde zehnmal begonnen und nie fertig: Die Arbeit daran hing fest oder brach ab.';

export function createWarteschlange(
  db: Datenbank,
  handler: Map<string, Handler>,
  log: Log,
  { leaseSekunden = LEASE_SEKUNDEN } = {},
) {
  const wer: Kontext = { art: 'dienst', person: null, stelle: null, handelndFuer: null, grundlage: null };

  async function claim(): Promise<Auftrag | undefined> {
    const [a] = await db.lesen<Auftrag & Record<string, unknown>>(
      wer,
      `update base.auftrag set versuche = versuche + 1, fence = fence + 1, lease_bis = clock_timestamp() + make_interval(secs => $2)
       where id = (select id from base.auftrag where not ruht and faellig <= to_timestamp($1 / 1000.0) and (lease_bis is null or lease_bis < clock_timestamp())
                   order by faellig limit 1 for update skip locked)
       returning id, art, koerperschaft, bezug, angaben, versuche, fence`,
      [db.uhr.jetzt(), leaseSekunden],
    );
    return a;
  }

  /** Keeps the job this lane's own while it works, so that nobody begins it a second time. */
  function halte(a: Auftrag): () => void {
    let rest = VERLAENGERUNGEN;
    const takt = setInterval(() => {
      if (--rest < 0) return clearInterval(takt);
      db.lesen(
        wer,
        'update base.auftrag set lease_bis = clock_timestamp() + make_interval(secs => $3) where id = $1 and fence = $2 returning id',
        [a.id, a.fence, leaseSekunden],
      ).catch((f) => log.fehler('warteschlange', f));
    }, leaseSekunden * 333);
    takt.unref();
    return () => clearInterval(takt);
  }

  async function fail(a: Auftrag, fehler: unknown): Promise<void> {
    const wartet = fehler instanceof Aufschub;
    const welcher = { art: a.art, auftrag: a.id, versuch: a.versuche };
    if (wartet) log.info('auftrag.wartet', { ...welcher, grund: fehler.message });
    else log.fehler('auftrag', fehler, welcher);
    const wartezeit = wartet ? AUFSCHUB_SEKUNDEN : Math.min(2 ** a.versuche, 3600);
    await db.lesen(
      wer,
      `update base.auftrag set lease_bis = null, versuche = versuche - $6, fehler = $3, ruht = $4, faellig = greatest(faellig, to_timestamp($5 / 1000.0)),
         gescheitert = coalesce(gescheitert, to_timestamp($7 / 1000.0)) where id = $1 and fence = $2 returning id`,
      [
        a.id,
        a.fence,
        String((fehler as Error)?.message ?? fehler).slice(0, 500),
        !wartet && a.versuche >= VERSUCHE,
        db.uhr.jetzt() + wartezeit * 1000,
        wartet ? 1 : 0,
        db.uhr.jetzt(),
      ],
    );
  }

  /** Does one due job. @returns false when there was none */
  async function step(): Promise<boolean> {
    const a = await claim();
    if (!a) return false;
    const h = handler.get(a.art);
    const lasse = halte(a);
    try {
      if (a.versuche > VERSUCHE) throw new Error(NIE_FERTIG);
      if (!h) throw new Error(`kein Handler für ${a.art}`);
      await h(a, dienst(a.koerperschaft, a.art, a.id));
    } catch (fehler) {
      await fail(a, fehler);
    } finally {
      lasse();
    }
    return true;
  }

  /** Works until `signal` says stop; `spuren` jobs at a time. */
  async function work(signal: AbortSignal, spuren = 3): Promise<void> {
    await Promise.all(Array.from({ length: spuren }, () => drehe(step, signal, log, 'warteschlange', PAUSE_MS)));
  }

  /** Works until nothing is due: for the seed and for tests. */
  async function leeren(): Promise<void> {
    while (await step());
  }

  return { step, work, leeren };
}

export type Warteschlange = ReturnType<typeof createWarteschlange>;

/**
 * Steps until `signal` says stop, with a pause where there was nothing to do. What cannot be asked is asked less and less often, and an
 * outage is told once.
 */
export async function drehe(
  step: () => Promise<boolean>,
  signal: AbortSignal,
  log: Log,
  was: string,
  pauseMs: number,
): Promise<void> {
  let pause = pauseMs;
  while (!signal.aborted) {
    const getan = await step().catch((fehler: Error) => {
      if (!istAusfall(fehler) || pause === pauseMs) log.fehler(was, fehler);
      return null;
    });
    pause = getan === null ? Math.min(pause * 2, Math.max(pauseMs, PAUSE_HOECHSTENS_MS)) : pauseMs;
    if (!getan) await new Promise((r) => setTimeout(r, pause));
  }
}

/** Several queues as one: each works for itself, and empty means that all are. */
export function vereine(...alle: readonly Warteschlange[]): Warteschlange {
  async function step(): Promise<boolean> {
    for (const s of alle) if (await s.step()) return true;
    return false;
  }
  return {
    step,
    work: async (signal, spuren) => void (await Promise.all(alle.map((s) => s.work(signal, spuren)))),
    async leeren() {
      while (await step());
    },
  };
}
