import { type Datenbank, dienst, drehe, type Kontext, type Log, type Warteschlange } from '../base/index.ts';
import type { Zeitgeber } from './zeitgeber.ts';

export interface Zeitlaufdienst {
  /** one timer in its own transaction, which also ends it */
  feuere(z: Zeitgeber, kontext: Kontext): Promise<void>;
  /** this timer rests now: somebody must see it */
  gibAuf(z: Zeitgeber, kontext: Kontext, meldung: string): Promise<void>;
}

const LEASE = '30 seconds';
/** as many are taken at once: taking costs a transaction of its own */
const PORTION = 16;
/** at the same time, so that one that waits for a lock does not hold up the others */
const ZUGLEICH = 4;
const PAUSE_MS = 250;
const VERSUCHE = 10;
const NIE_FERTIG = 'Diese Frist wurde zehnmal begonnen und löste nie aus: Die Arbeit daran hing fest oder brach ab.';

/**
 * Fires due timers, each in its own transaction. Beside the queue of work, so that a night's backlog of timers never stands before
 * an application that has just come in. Due is what both clocks say, the application's and the database's: a clock that jumps
 * ahead makes nothing early.
 */
export function createZeitlauf(db: Datenbank, z: Zeitlaufdienst, log: Log): Warteschlange {
  const wer: Kontext = { art: 'dienst', person: null, stelle: null, handelndFuer: null, grundlage: null };
  const { versetzt } = db.uhr;

  const nimm = (anzahl: number) =>
    db.lesen<Zeitgeber & Record<string, unknown>>(
      wer,
      `select * from prozesse.zeitgeber_nehmen(case when $2 then to_timestamp($1 / 1000.0) else least(to_timestamp($1 / 1000.0), clock_timestamp()) end, $3, '${LEASE}')`,
      [db.uhr.jetzt(), versetzt, anzahl],
    );

  async function einer(t: Zeitgeber): Promise<void> {
    const kontext = dienst(t.koerperschaft, 'prozess.zeit');
    try {
      if (t.versuche > VERSUCHE) throw new Error(NIE_FERTIG);
      await z.feuere(t, kontext);
    } catch (fehler) {
      log.fehler('zeitgeber', fehler, { vorgang: t.vorgang, schritt: t.schritt, versuch: t.versuche });
      await scheitere(t, kontext, String((fehler as Error)?.message ?? fehler).slice(0, 300));
    }
  }

  async function scheitere(t: Zeitgeber, kontext: Kontext, meldung: string): Promise<void> {
    const ruht = t.versuche >= VERSUCHE;
    await db.transaktion(kontext, (tx) =>
      tx.fuehreAus(
        `update prozesse.zeitgeber set lease_bis = null, ruht = $5, termin = coalesce(termin, faellig),
           faellig = case when $7 then to_timestamp($8 / 1000.0) else clock_timestamp() end + make_interval(secs => $6)
         where koerperschaft = $1 and vorgang = $2 and schritt = $3 and fence = $4`,
        [
          t.koerperschaft,
          t.vorgang,
          t.schritt,
          t.fence,
          ruht,
          Math.min(2 ** t.versuche, 3600),
          versetzt,
          db.uhr.jetzt(),
        ],
      ),
    );
    if (ruht) await z.gibAuf(t, kontext, meldung);
  }

  /**
   * Fires what is due, so many at a time. As long as portions are full the next is taken while the last of the one before are still
   * under way. @returns false when nothing was due
   */
  async function feuereFaellige(signal?: AbortSignal): Promise<boolean> {
    const rest: Zeitgeber[] = [];
    let etwas = false;
    let mehr = true;
    let nimmt: Promise<void> | undefined;
    const hole = async () => {
      const neue = await nimm(PORTION);
      rest.push(...neue);
      etwas ||= neue.length > 0;
      mehr = neue.length === PORTION;
    };
    const spur = async () => {
      for (;;) {
        const t = rest.shift();
        if (t) await einer(t);
        else if (mehr && !signal?.aborted) await (nimmt ??= hole().finally(() => (nimmt = undefined)));
        else return;
      }
    };
    // what was taken is fired, also when taking more has failed
    const spuren = await Promise.allSettled(Array.from({ length: ZUGLEICH }, spur));
    for (const s of spuren) if (s.status === 'rejected') throw s.reason;
    return etwas;
  }

  return {
    async step() {
      const [t] = await nimm(1);
      if (t) await einer(t);
      return t !== undefined;
    },
    work: (signal) => drehe(() => feuereFaellige(signal), signal, log, 'zeitlauf', PAUSE_MS),
    async leeren() {
      while (await feuereFaellige());
    },
  };
}
