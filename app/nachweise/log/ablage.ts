import { setTimeout } from 'node:timers/promises';
import type { Zeugnis } from './store.ts';

/** So long the first of a group waits for others, unless nobody else is under way: a log that several cosign is written once. */
const SAMMELN_MS = 200;
const HOECHSTENS = 1_000;

/**
 * Cosignatures of all witnesses on their way into the store, one group at a time: witnesses that answer together share a commit
 * and never wait for each other's row locks. `save` must not reject: what it could not store is asked for again.
 * @param laufende rounds of witnesses that are under way; each ends by `ruhe`
 */
export function createAblage(save: (zeugnisse: Zeugnis[]) => Promise<void>, laufende: () => number) {
  let offen: Zeugnis[] = [];
  let lauf: Promise<void> | null = null;
  let ruhende = 0;
  let weiter = () => {};

  async function leere(): Promise<void> {
    await Promise.race([setTimeout(SAMMELN_MS), new Promise<void>((w) => (weiter = w))]);
    while (offen.length > 0) {
      const gruppe = offen.slice(0, HOECHSTENS);
      offen = offen.slice(HOECHSTENS);
      await save(gruppe);
    }
    lauf = null;
  }

  return {
    lege(z: Zeugnis): void {
      offen.push(z);
      lauf ??= leere();
    },
    /** everything laid down before has been tried */
    async ruhe(): Promise<void> {
      if (++ruhende >= laufende()) weiter();
      while (lauf) await lauf;
      ruhende--;
    },
  };
}
