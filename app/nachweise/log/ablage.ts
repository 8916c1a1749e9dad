import { setTimeout } from 'node:timers/promises';
import type { Zeugnis } from './store.ts';

/** So long the first of a group waits for others. */
const SAMMELN_MS = 60;
const HOECHSTENS = 200;

/**
 * Cosignatures of all witnesses on their way into the store, one group at a time: witnesses that answer together share a commit
 * and never wait for each other's row locks. `save` must not reject: what it could not store is asked for again.
 */
export function createAblage(save: (zeugnisse: Zeugnis[]) => Promise<void>) {
  let offen: Zeugnis[] = [];
  let lauf: Promise<void> | null = null;

  async function leere(): Promise<void> {
    await setTimeout(SAMMELN_MS);
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
      while (lauf) await lauf;
    },
  };
}
