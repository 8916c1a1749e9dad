import { setTimeout } from 'node:timers/promises';
import type { Sperrliste } from '@rathausverbund/nachweis';
import { type Log, oeffentlich } from '../../base/index.ts';
import { type ErneuerDeps, renewDue } from './erneuern.ts';
import { collectSperrdaten, type Gefragt, type SperrdatenDeps } from './sperrdaten.ts';
import { type Stempelergebnis, stampLogs } from './stempeln.ts';
import { type Lage, readLage } from './store.ts';

export interface StempellaufDeps extends ErneuerDeps, SperrdatenDeps {
  log: Log;
  /** told what was answered about the certificates of stamps */
  melde: (daten: readonly Sperrliste[]) => void;
}

const SPERRE = 7_210_421;
const TAKT_MS = 5_000;
const STUNDE_MS = 3_600_000;
/** So long something urgent waits for others; with the tick and the service's own time it stays below a minute. */
const SAMMELN_MS = 30_000;
/** After a refusal of the service. */
const PAUSE_MS = 60_000;

/** Is a run due? At once when there was none yet, else hourly, and soon when something urgent waits. Nothing new: never. */
export function istFaellig({ gut, stempelbar, eilig }: Lage, jetzt: number): boolean {
  if (!stempelbar) return false;
  if (!gut || jetzt - gut.getTime() >= STUNDE_MS) return true;
  return eilig !== null && jetzt - eilig.getTime() >= SAMMELN_MS;
}

/**
 * The loop of the log stamps: stamps when it is due, renews once an hour what is due, keeps what is known about the certificates of the
 * stamps. Only one loop of an installation works at
 * a time, by a lock held over the run; the others look on.
 */
export function createStempellauf(d: StempellaufDeps) {
  const { db, log } = d;
  let pauseBis = 0;
  let erneuernAb = 0;
  let fragenAb = 0;

  /** Runs `fn` unless another loop is at it. */
  const exclusive = <T>(fn: () => Promise<T>): Promise<T | null> =>
    db
      .transaktion(oeffentlich, async (tx) => {
        const z = await tx.eine<{ ja: boolean }>('select pg_try_advisory_xact_lock($1) as ja', [SPERRE]);
        return z?.ja ? { wert: await fn() } : null;
      })
      .then((x) => x?.wert ?? null);

  function refused(was: string, e: { code: string; meldung: string }): void {
    pauseBis = db.uhr.jetzt() + PAUSE_MS;
    log.fehler(was, e.meldung, { code: e.code });
  }

  /** Stamps if it is due. @returns null when nothing was due or another loop is at it */
  async function tick(): Promise<Stempelergebnis | null> {
    if (db.uhr.jetzt() < pauseBis) return null;
    if (!istFaellig(await db.transaktion(oeffentlich, readLage), db.uhr.jetzt())) return null;
    const e = await exclusive(() => stampLogs(d));
    if (e?.ok) {
      fragenAb = 0;
      log.info('protokollstempel', { anzahl: e.anzahl });
    }
    if (e && !e.ok) refused('protokollstempel', e);
    return e;
  }

  /** Renews what is due, at most once an hour. */
  async function renew(): Promise<void> {
    const jetzt = db.uhr.jetzt();
    if (jetzt < pauseBis || jetzt < erneuernAb) return;
    const e = await exclusive(() => renewDue(d));
    if (e && !e.ok) return refused('stempelerneuerung', e);
    erneuernAb = jetzt + STUNDE_MS;
    if (!e || e.anzahl === 0) return;
    fragenAb = 0;
    log.info('stempelerneuerung', { anzahl: e.anzahl });
  }

  /** Asks whether the certificates of new stamps are revoked, and again later where nobody answered. A stamp never waits for it. */
  async function ask(): Promise<Gefragt | null> {
    const jetzt = db.uhr.jetzt();
    if (jetzt < fragenAb) return null;
    fragenAb = jetzt + PAUSE_MS;
    const e = await collectSperrdaten(d);
    if (e.offen === null && !e.voll) fragenAb = jetzt + STUNDE_MS;
    if (e.offen !== null) log.fehler('sperrdaten', `Über das Zertifikat „${e.offen}“ gibt es noch keine Auskunft.`);
    if (e.daten.length > 0) d.melde(e.daten);
    return e;
  }

  async function work(signal: AbortSignal, taktMs = TAKT_MS): Promise<void> {
    while (!signal.aborted) {
      await tick().catch((f) => log.fehler('protokollstempel', f));
      await renew().catch((f) => log.fehler('stempelerneuerung', f));
      await ask().catch((f) => log.fehler('sperrdaten', f));
      await setTimeout(taktMs, undefined, { signal }).catch(() => undefined);
    }
  }

  return { tick, renew, ask, work };
}
