/** So long somebody waits for his turn. */
const GEDULD_MS = 10_000;

/** Nobody had a place in time. */
export class KeinPlatz extends Error {
  readonly code = 'verbindung.kein-platz';
  constructor(geduldMs: number) {
    super(`In ${geduldMs / 1000} s wurde keine Verbindung zur Datenbank frei`);
  }
}

export interface Reihe {
  /** Waits for a place. @throws {KeinPlatz} */
  nimm(wer: string): Promise<void>;
  gib(): void;
}

/**
 * Places that are taken in turn: of all that wait, each has the next free one once, then the first again. Who asks for much waits for
 * himself, not others for him.
 */
export function createReihe(plaetze: number, geduldMs = GEDULD_MS): Reihe {
  let frei = plaetze;
  /** in the order in which they are next, and what each waits with, in the order in which it came */
  const wartend = new Map<string, Set<() => void>>();

  function verlasse(wer: string, schlange: Set<() => void>, dran: () => void): void {
    schlange.delete(dran);
    if (schlange.size === 0) wartend.delete(wer);
  }

  return {
    nimm(wer) {
      if (frei > 0) {
        frei--;
        return Promise.resolve();
      }
      const schlange = wartend.get(wer) ?? new Set();
      wartend.set(wer, schlange);
      return new Promise((komm, scheitere) => {
        const uhr = setTimeout(() => {
          verlasse(wer, schlange, dran);
          scheitere(new KeinPlatz(geduldMs));
        }, geduldMs);
        const dran = () => {
          clearTimeout(uhr);
          komm();
        };
        schlange.add(dran);
      });
    },
    gib() {
      const [naechster] = wartend;
      if (!naechster) return void frei++;
      const [wer, schlange] = naechster;
      const [dran = () => undefined] = schlange;
      verlasse(wer, schlange, dran);
      // behind all others
      if (wartend.delete(wer)) wartend.set(wer, schlange);
      dran();
    },
  };
}
