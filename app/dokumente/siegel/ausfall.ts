import { Aufschub, type Uhr } from '../../base/index.ts';

/** A service outside does not answer just now: whoever asked waits, and it goes on by itself. */
export class Unerreichbar extends Aufschub {}

/** After no answer nobody asks for so long. */
export const PAUSE_MS = 5_000;

/** Where an outage makes many wait, one asks and the others hear of it: they hold no lane of the queue until each has its own time-out. */
export interface Ausfallwaechter {
  /** @throws Unerreichbar while the last to ask got no answer, and while one asks whether it is over */
  pruefe(): void;
  /** Does what asks the services, and remembers how it went. */
  frage<T>(tu: () => Promise<T>): Promise<T>;
}

export function createAusfallwaechter(uhr: Uhr): Ausfallwaechter {
  let ausfall: { meldung: string; bis: number } | null = null;

  function pruefe(): void {
    if (ausfall && uhr.jetzt() < ausfall.bis) throw new Unerreichbar(ausfall.meldung);
  }

  return {
    pruefe,
    async frage(tu) {
      pruefe();
      if (ausfall) ausfall = { ...ausfall, bis: Number.POSITIVE_INFINITY };
      try {
        const ergebnis = await tu();
        ausfall = null;
        return ergebnis;
      } catch (fehler) {
        ausfall = fehler instanceof Unerreichbar ? { meldung: fehler.message, bis: uhr.jetzt() + PAUSE_MS } : null;
        throw fehler;
      }
    },
  };
}
