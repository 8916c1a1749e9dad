import type { Json, Variablen } from './json.ts';

export type Ergebnis = 'ende' | 'abgebrochen';

/** One place where the instance stands. What it waits for follows from its element. */
export interface Token {
  readonly schritt: number;
  readonly element: string;
  /** the step of the scope it stands in: sub-process, called process, multi-instance; absent at the top */
  readonly in?: number;
  /** boundary event: the step it is attached to; event after an event-based gateway: the step of the gateway */
  readonly an?: number;
  /** the flow it came by, where the element has several */
  readonly ueber?: string;
  readonly korrelation?: string;
  /** values of zeebe:input and variables of a scope, or what is still to be handed on after a failed zeebe:output */
  readonly lokal?: Variablen;
  /** multi-instance: which of them, from 1 on */
  readonly nr?: number;
  /** multi-instance: the step that holds all of them together */
  readonly mehrfach?: MehrfachStand;
  /** repeating timer: how often it still comes, absent when for ever */
  readonly rest?: number;
  /** repeating timer: the instant it came first, and the duration after which it comes again and again */
  readonly takt?: { readonly ab: string; readonly dauer: string };
  /** conditional event that does not interrupt: the condition held when last looked at */
  readonly war?: true;
  /** compensation: what a throwing event still has to make undone, the next last */
  readonly ausgleich?: readonly Erledigt[];
  readonly vorfall?: Vorfall;
}

export interface MehrfachStand {
  readonly anzahl: number;
  /** how many were begun and how many are done */
  readonly begonnen: number;
  readonly fertig: number;
  /** one after the other: the entries, where the model has a collection */
  readonly eintraege?: readonly Json[];
  readonly ausgabe?: readonly Json[];
}

/** An activity that is done and could be made undone by `durch`. */
export interface Erledigt {
  readonly element: string;
  readonly durch: string;
  readonly in?: number;
}

/**
 * An incident: the instance stands here until `vorfall-behoben`. `phase` says whether the element is entered anew, its work
 * alone is done again, or it is only left.
 */
export interface Vorfall {
  readonly meldung: string;
  readonly phase: 'betreten' | 'arbeiten' | 'verlassen';
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
  /** what was done and could be compensated, oldest first */
  readonly erledigt?: readonly Erledigt[];
  readonly fertig?: Ergebnis;
}
