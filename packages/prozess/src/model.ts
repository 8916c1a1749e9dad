import type { Ausdruck } from './ausdruck.ts';

/** A reason why a model is refused: the element's id, its name as drawn, and the sentence for the author. */
export interface Fehler {
  readonly element: string;
  readonly name?: string;
  readonly meldung: string;
}

export type Kopf = Readonly<Record<string, string>>;

/** zeebe:input and zeebe:output: the value of `quelle` goes to the variable `ziel` (a dotted path). */
export interface Zuordnung {
  readonly ziel: readonly string[];
  readonly quelle: Ausdruck;
}

export interface Zeitangabe {
  readonly art: 'dauer' | 'zeitpunkt';
  readonly wert: Ausdruck;
}

/** What a boundary or catch event waits for. */
export type Ereignis =
  | { readonly art: 'zeit'; readonly zeit: Zeitangabe }
  | { readonly art: 'nachricht'; readonly nachricht: string; readonly korrelation?: Ausdruck };

interface Basis {
  readonly id: string;
  readonly name: string;
  /** ids of the flows that leave and reach this node */
  readonly aus: readonly string[];
  readonly ein: readonly string[];
  readonly ausgaben: readonly Zuordnung[];
}

/** A node that works with data of its own and may carry boundary events. */
interface Taetigkeit extends Basis {
  readonly eingaben: readonly Zuordnung[];
  readonly rand: readonly string[];
}

export interface AufgabeKnoten extends Taetigkeit {
  readonly art: 'aufgabe';
  readonly gruppe?: Ausdruck;
  readonly formular?: string;
  readonly kopf: Kopf;
}
export interface DienstKnoten extends Taetigkeit {
  readonly art: 'dienst';
  readonly typ: string;
  readonly kopf: Kopf;
  readonly versuche?: number;
}
export interface EntscheidungKnoten extends Taetigkeit {
  readonly art: 'entscheidung';
  readonly decision: string;
  readonly variable: string;
}
export interface NachrichtKnoten extends Taetigkeit {
  readonly art: 'nachricht';
  readonly nachricht: string;
  readonly korrelation?: Ausdruck;
}
export interface ZeitKnoten extends Basis {
  readonly art: 'zeit';
  readonly zeit: Zeitangabe;
}
export interface RandKnoten extends Basis {
  readonly art: 'rand';
  readonly an: string;
  readonly unterbrechend: boolean;
  readonly ereignis: Ereignis;
}
export interface ExklusivKnoten extends Basis {
  readonly art: 'exklusiv';
  readonly standard?: string;
}
export interface ParallelKnoten extends Basis {
  readonly art: 'parallel';
}
export interface StartKnoten extends Basis {
  readonly art: 'start';
}
export interface EndeKnoten extends Basis {
  readonly art: 'ende';
  /** true for a terminate end event: it ends every other branch too */
  readonly alles: boolean;
}

export type Knoten =
  | AufgabeKnoten
  | DienstKnoten
  | EntscheidungKnoten
  | NachrichtKnoten
  | ZeitKnoten
  | RandKnoten
  | ExklusivKnoten
  | ParallelKnoten
  | StartKnoten
  | EndeKnoten;

export interface Fluss {
  readonly id: string;
  readonly name: string;
  readonly von: string;
  readonly nach: string;
  readonly bedingung?: Ausdruck;
}

export interface Punkt {
  readonly x: number;
  readonly y: number;
}
export interface Rahmen extends Punkt {
  readonly breite: number;
  readonly hoehe: number;
}

export type ElementArt = Knoten['art'] | 'fluss' | 'becken' | 'bahn' | 'anmerkung' | 'daten' | 'verbindung' | 'gruppe';

/** Everything drawn: nodes and flows, and what is documentation only. Coordinates are those of the BPMN diagram (pixels). */
export interface Element {
  readonly id: string;
  readonly art: ElementArt;
  readonly name: string;
  readonly bahn?: string;
  /** `bpmn:documentation` of the author */
  readonly beschreibung?: string;
  /** zeebe:properties */
  readonly eigenschaften?: Kopf;
  readonly rahmen?: Rahmen;
  readonly beschriftung?: Rahmen;
  readonly wegpunkte?: readonly Punkt[];
}

/** A compiled process. Immutable; `knoten` and `fluesse` are what `advance` walks, the lists are for the publish check. */
export interface Prozess {
  readonly id: string;
  readonly name: string;
  readonly version?: string;
  readonly start: string;
  readonly knoten: ReadonlyMap<string, Knoten>;
  readonly fluesse: ReadonlyMap<string, Fluss>;
  readonly elemente: readonly Element[];
  /** `gruppe` is absent where the group is computed or not given: `gruppeBerechnet` tells which */
  readonly aufgaben: readonly {
    readonly element: string;
    readonly name: string;
    readonly gruppe?: string;
    readonly gruppeBerechnet: boolean;
    readonly formular?: string;
    readonly kopf: Kopf;
  }[];
  readonly dienste: readonly {
    readonly element: string;
    readonly name: string;
    readonly typ: string;
    readonly kopf: Kopf;
    readonly versuche?: number;
  }[];
  readonly entscheidungen: readonly {
    readonly element: string;
    readonly name: string;
    readonly decision: string;
    readonly variable: string;
  }[];
  readonly nachrichten: readonly { readonly element: string; readonly name: string; readonly nachricht: string }[];
}
