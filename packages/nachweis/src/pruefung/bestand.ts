import type { SignedCheckpoint } from '../note/checkpoint.ts';
import type { EreignisDateien } from './ereignisse.ts';
import type { Befund } from './ergebnis.ts';

/** A checkpoint text with the evidence record over it. */
export interface Protokollzeit {
  readonly stand: Uint8Array;
  readonly evidenceRecord: Uint8Array;
}

/** A checkpoint that proofs are against; `gesichert`: an evidence record over it lies in the bundle; `eigeneRegel`: the rule for
 * witnesses that it met. */
export interface Standdatei {
  readonly nr: string;
  readonly gelesen: SignedCheckpoint;
  readonly gesichert: boolean;
  readonly eigeneRegel: boolean;
}

/** Claim that one state of a log is the beginning of a later one. */
export interface Zusammenhang {
  readonly alt: SignedCheckpoint;
  readonly neu: SignedCheckpoint;
  readonly proof: readonly Uint8Array[];
}

/** Events, proofs and times of a bundle, whichever way it keeps them. */
export interface Ablage {
  readonly ereignisse: readonly EreignisDateien[];
  readonly staende: readonly Standdatei[];
  readonly konsistenz: readonly Zusammenhang[];
  readonly protokollzeiten: readonly Protokollzeit[];
  /** Whether this way of keeping them knows a file of such a name. */
  readonly isPlace: (name: string) => boolean;
  readonly befunde: readonly Befund[];
}

export type Dateien = ReadonlyMap<string, Uint8Array>;

/** What an older or a newer bundle keeps where. Records are numbered like their checkpoint; '' where there is only one. */
export interface Gelesen extends Omit<Ablage, 'protokollzeiten' | 'staende'> {
  readonly staende: readonly { readonly nr: string; readonly gelesen: SignedCheckpoint }[];
  readonly standDatei: (nr: string) => string;
}
