import { setTimeout } from 'node:timers/promises';
import { zaehleAlle } from '../abrechnung/index.ts';
import type { Log } from '../base/index.ts';
import type { Kern } from './kern.ts';

const MINUTE_MS = 60_000;
/** A minute's look goes back two days: what a transaction committed late is younger than that. */
const RUECKBLICK_MS = 2 * 86_400_000;

/** What the worker counts for the accounts of agreements: completely when it starts, then every minute what is new. */
export async function zaehllauf(
  k: Pick<Kern, 'db' | 'protokoll' | 'verzeichnis'>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let seit: number | null = null;
  while (!signal.aborted) {
    const beginn = k.db.uhr.jetzt();
    const aktive = k.verzeichnis.alle.filter((x) => x.kuerzel).map((x) => x.id);
    try {
      const n = await zaehleAlle(k, aktive, seit);
      seit = beginn - RUECKBLICK_MS;
      if (n > 0) log.info('gezaehlt', { eintraege: n });
    } catch (fehler) {
      log.fehler('zaehllauf', fehler);
    }
    await setTimeout(MINUTE_MS, undefined, { signal }).catch(() => undefined);
  }
}
