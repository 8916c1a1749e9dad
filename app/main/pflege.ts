import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Log, Ordner } from '../base/index.ts';
import { loescheLesezugriffe } from '../nachweise/index.ts';
import { ANFANGS, kehre } from './kehren.ts';
import type { Kern } from './kern.ts';

const STUNDE_MS = 3_600_000;
/** age at which a body gets a new KEK. Source: BSI TR-02102-1 asks for limited periods of use; the length is zu bestätigen */
export const KEK_TAGE = 365;

/**
 * What the worker does beside its jobs, once at its start and then every hour: read log retention, yearly KEK and one for each that a
 * device should close, the list of destroyed keys in its second places, files without a row.
 */
export async function pflege(
  k: Pick<Kern, 'db' | 'bund'>,
  { schluessel, dateien }: Pick<Ordner, 'schluessel' | 'dateien'>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let gekehrt = ANFANGS;
  while (!signal.aborted) {
    await loescheLesezugriffe(k.db).then(
      (n) => n > 0 && log.info('leseprotokoll-geloescht', { zeilen: n }),
      (f: unknown) => log.fehler('leseprotokoll', f),
    );
    const faellig = new Set([...faelligeKeks(schluessel, k.db.uhr.jetzt()), ...k.bund.lager.bare()]);
    for (const koerperschaft of faellig)
      await k.bund.lager.rotate(koerperschaft).then(
        (n) => log.info('kek-gewechselt', { koerperschaft, schluessel: n }),
        (f: unknown) => log.fehler('kek', f, { koerperschaft }),
      );
    for (const { ort, meldung } of k.bund.spiegleGrabsteine()) log.fehler('grabsteine', meldung, { ort });
    const { stand, entfernt } = await kehre(k.db, dateien, gekehrt).catch((f: unknown) => {
      log.fehler('dateien', f);
      return { stand: gekehrt, entfernt: 0 };
    });
    gekehrt = stand;
    if (entfernt > 0) log.info('dateien-gekehrt', { dateien: entfernt });
    await setTimeout(STUNDE_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Bodies whose KEK is too old, or whose rotation a crash has left half done. */
export function faelligeKeks(schluesselOrdner: string, jetzt: number): string[] {
  const ordner = join(schluesselOrdner, 'kek');
  const namen = statSync(ordner, { throwIfNoEntry: false }) ? readdirSync(ordner) : [];
  const faellig = namen.flatMap((n) => {
    const [, koerperschaft, halb] = /^([0-9a-f-]{36})(\.alt|\.neu)?\.key$/.exec(n) ?? [];
    const alter = jetzt - (statSync(join(ordner, n), { throwIfNoEntry: false })?.mtimeMs ?? jetzt);
    return koerperschaft && (halb || alter > KEK_TAGE * 86_400_000) ? [koerperschaft] : [];
  });
  return [...new Set(faellig)];
}
