import type { Formular } from '@rathausverbund/formular';
import type { Json } from '@rathausverbund/regelwerk';
import type { Variablen } from '../ausdruck.ts';

/** What a letter is written from; faults gather with their place and name kinds and fields, never a value. */
export interface Lage {
  readonly variablen: Variablen;
  readonly formular: Formular;
  readonly fehler: { pfad: string; meldung: string }[];
}

/** A compiled part of the mapping. `undefined`: left out, because its condition is not met. */
export type Teil = (lage: Lage, pfad: string) => Json | undefined;

/** Names and form a mapping may refer to; `melde` takes faults of the source. */
export interface Umfeld {
  readonly namen: readonly string[];
  readonly formular: Formular;
  melde(pfad: string, meldung: string): void;
}

export type CompileTeil = (quelle: unknown, pfad: string, umfeld: Umfeld) => Teil;

export const LEER: Teil = () => undefined;
