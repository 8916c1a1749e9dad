import type { Variablen } from './json.ts';

export type Ergebnis = 'ende' | 'abgebrochen';

/** One place where the instance stands. What it waits for follows from its element. */
export interface Token {
  readonly schritt: number;
  readonly element: string;
  /** boundary event: the step it is attached to */
  readonly an?: number;
  /** the flow it came by, where the element has several */
  readonly ueber?: string;
  readonly korrelation?: string;
  /** values of zeebe:input, or what is still to be handed on after a failed zeebe:output */
  readonly lokal?: Variablen;
  readonly vorfall?: Vorfall;
}

/** An incident: the instance stands here until `vorfall-behoben`. `phase` says whether the element is redone or only left. */
export interface Vorfall {
  readonly meldung: string;
  readonly phase: 'betreten' | 'verlassen';
}

/** The last visit of an element; `ueber` (the flow taken) is given only where several flows lead to it. */
export interface WegPunkt {
  readonly element: string;
  readonly schritt: number;
  readonly ueber?: string;
}

/** The state of one instance: plain JSON, stable over a round trip. `naechster` is the next free step number. */
export interface Zustand {
  readonly v: 1;
  readonly naechster: number;
  readonly token: readonly Token[];
  readonly variablen: Variablen;
  readonly weg: readonly WegPunkt[];
  readonly fertig?: Ergebnis;
}
