import type { Uhr } from '../../base/index.ts';

interface Pause {
  grund: string;
  bis: number;
  dauer: number;
}

/** Whom not to ask again yet. Each trouble waits longer than the one before; whether it is news, the answer says. */
export function createPausen(uhr: Uhr, erste: number, hoechste: number) {
  const pausen = new Map<string, Pause>();
  return {
    ruht: (wer: string): boolean => (pausen.get(wer)?.bis ?? 0) > uhr.jetzt(),
    /** @returns whether this is worth telling: it was not so before */
    scheitert(wer: string, grund: string): boolean {
      const alt = pausen.get(wer);
      const dauer = alt ? Math.min(alt.dauer * 2, hoechste) : erste;
      pausen.set(wer, { grund, dauer, bis: uhr.jetzt() + dauer });
      return alt?.grund !== grund;
    },
    /** @returns whether there had been trouble */
    gelingt: (wer: string): boolean => pausen.delete(wer),
  };
}
