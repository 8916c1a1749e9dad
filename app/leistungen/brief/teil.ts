import type { Formular } from '@rathausverbund/formular';
import type { Json } from '@rathausverbund/regelwerk';
import type { Namen, Variablen } from '../ausdruck.ts';

/** A place of a letter that cannot be written with the values that are there. */
export interface Luecke {
  /** `inhalt.positionen[0].betrag` */
  readonly pfad: string;
  readonly meldung: string;
  /** what does not come out, then the lists it is repeated for, the nearest first; empty where nothing is computed */
  readonly ausdruecke: readonly string[];
  /** what the first of them must come out as, where that says its kind */
  readonly verlangt?: 'wahr' | 'datum' | 'betrag' | 'liste';
}

/** What a letter is written from; faults gather with their place and name kinds and fields, never a value. */
export interface Lage {
  readonly variablen: Variablen;
  readonly formular: Formular;
  readonly luecken: Luecke[];
  /** expressions of the lists around, the nearest first */
  readonly je: readonly string[];
}

/** A compiled part of the mapping. `undefined`: left out, because its condition is not met. */
export type Teil = (lage: Lage, pfad: string) => Json | undefined;

/** Names and form a mapping may refer to; `melde` takes faults of the source. */
export interface Umfeld {
  readonly namen: Namen;
  readonly formular: Formular;
  /** does a template name this somewhere? Absent where that is not asked */
  readonly liest?: (name: string) => boolean;
  melde(pfad: string, meldung: string): void;
}

export type CompileTeil = (quelle: unknown, pfad: string, umfeld: Umfeld) => Teil;

export const LEER: Teil = () => undefined;
