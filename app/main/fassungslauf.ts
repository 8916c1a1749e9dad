import { setTimeout } from 'node:timers/promises';
import { istAusfall, type Log } from '../base/index.ts';
import { vermerkeFassungen } from '../steuerung/index.ts';
import type { Kern } from './kern.ts';

const PAUSE_MS = 5_000;

/**
 * What the worker tells the logs of the bodies: which version of each Leistung counts there. Asked again where the catalogue says
 * something else than at the last look; what is told follows from the database.
 */
export async function fassungslauf(
  k: Pick<Kern, 'db' | 'protokoll' | 'verzeichnis' | 'katalog'>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const gesehen = new Map<string, string>();
  while (!signal.aborted) {
    for (const { id } of k.verzeichnis.alle.filter((x) => x.kuerzel)) {
      const jetzt = k.katalog.leistungen
        .map((l) => `${l.schluessel}/${k.katalog.bei(id, l.schluessel)?.fassung}`)
        .join();
      if (gesehen.get(id) === jetzt || signal.aborted) continue;
      try {
        const n = await vermerkeFassungen(k, id);
        if (n > 0) log.info('fassung-gilt', { koerperschaft: id, leistungen: n });
        gesehen.set(id, jetzt);
      } catch (fehler) {
        log.fehler('fassungslauf', fehler, { koerperschaft: id });
        if (istAusfall(fehler as Error)) break; // the others would fare no better
      }
    }
    await setTimeout(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  }
}
