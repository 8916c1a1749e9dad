import { type Antwort, type Grund, worst } from '@rathausverbund/siegel';
import type { Befund, Frage } from '../pruefung/ergebnis.ts';

/** Answer of `verifyEvidenceRecord`. */
export interface ErsUrteil {
  /** The record covers the data, every stamp covers what it must, in the right order. Judged without anchors. */
  readonly unversehrt: Antwort;
  /** Every time-stamp authority leads to one of the given roots. */
  readonly vertrauen: Antwort;
  /** The data existed at `beginn`: sound, trusted, and renewed before certificates and hashes ran out. */
  readonly zeit: Antwort;
  /** Time of the first stamp; null when it does not stand. */
  readonly beginn: Date | null;
  /** Time of the newest stamp that stands. */
  readonly letzte: Date | null;
  readonly gruende: readonly Grund[];
  /** A time-stamp authority calls itself TEST. */
  readonly test: boolean;
}

export interface Stempelzeit {
  readonly zeit: Date;
  readonly test: boolean;
}

/** Sums up: `unversehrt` is the worst of its findings; no time without integrity and trust. */
export function urteile(befunde: readonly Befund[], stempel: readonly Stempelzeit[]): ErsUrteil {
  const antwort = (frage: Frage) => worst(befunde.filter((b) => b.frage === frage).map((b) => b.antwort));
  const [unversehrt, vertrauen] = [antwort('unversehrt'), antwort('vertrauen')];
  const eigene = befunde.filter((b) => b.frage === 'zeit').map((b) => b.antwort);
  return {
    unversehrt,
    vertrauen,
    zeit: worst([unversehrt, vertrauen, ...eigene]),
    beginn: stempel[0]?.zeit ?? null,
    letzte: stempel.at(-1)?.zeit ?? null,
    gruende: befunde.map(({ code, meldung }) => ({ code, meldung })),
    test: stempel.some((s) => s.test),
  };
}
