import type { Ausdruck, Stelle } from './ausdruck.ts';

/** A reason why a model is refused: the element's id, its name as drawn, and the sentence for the author. */
export interface Fehler extends Stelle {
  readonly meldung: string;
}

export type Kopf = Readonly<Record<string, string>>;

/** zeebe:input and zeebe:output: the value of `quelle` goes to the variable `ziel` (a dotted path). */
export interface Zuordnung {
  readonly ziel: readonly string[];
  readonly quelle: Ausdruck;
}

export interface Zeitangabe {
  /** `zyklus`: an ISO repetition such as `R3/P1D`, for events that do not interrupt */
  readonly art: 'dauer' | 'zeitpunkt' | 'zyklus';
  readonly wert: Ausdruck;
}

/** Events that are waited for: a token stands for the wait. */
export type Warteereignis =
  | { readonly art: 'zeit'; readonly zeit: Zeitangabe }
  | { readonly art: 'nachricht'; readonly nachricht: string; readonly korrelation?: Ausdruck }
  | { readonly art: 'signal'; readonly signal: string }
  | { readonly art: 'bedingung'; readonly bedingung: Ausdruck };

/** Events that are thrown inside the instance and found by walking outwards. Without a code, every one is caught. */
export type Wurfereignis =
  | { readonly art: 'fehler'; readonly code?: string }
  | { readonly art: 'eskalation'; readonly code?: string };

/** What a boundary event or the start of an event sub-process answers to. */
export type Ereignis = Warteereignis | Wurfereignis | { readonly art: 'ausgleich'; readonly durch: string };

/** What a throwing or end event does. */
export type Wurf =
  | { readonly art: 'fehler'; readonly code: string }
  | { readonly art: 'eskalation'; readonly code?: string }
  | { readonly art: 'signal'; readonly signal: string }
  /** compensation of everything done in the scope, or of one activity */
  | { readonly art: 'ausgleich'; readonly ziel?: string };

/** Multi-instance: as many as `anzahl` says, or one per entry of `sammlung`. */
export interface Mehrfach {
  readonly nacheinander: boolean;
  readonly sammlung?: Ausdruck;
  readonly anzahl?: Ausdruck;
  /** the variable that holds the entry */
  readonly eintrag?: string;
  readonly ausgabe?: { readonly sammlung: string; readonly eintrag: Ausdruck; readonly lokal?: string };
  /** completionCondition */
  readonly bis?: Ausdruck;
}

interface Basis {
  readonly id: string;
  readonly name: string;
  /** ids of the flows that leave and reach this node */
  readonly aus: readonly string[];
  readonly ein: readonly string[];
  readonly ausgaben: readonly Zuordnung[];
  /** the sub-process or call activity it lies in; absent at the top */
  readonly bereich?: string;
}

/** A node that works with data of its own and may carry boundary events. */
interface Taetigkeit extends Basis {
  readonly eingaben: readonly Zuordnung[];
  readonly rand: readonly string[];
  readonly mehrfach?: Mehrfach;
  /** set where it is done only to make another activity undone */
  readonly nurAusgleich?: true;
}

export interface AufgabeKnoten extends Taetigkeit {
  readonly art: 'aufgabe';
  readonly gruppe?: Ausdruck;
  readonly formular?: string;
  readonly kopf: Kopf;
}
/** A job of the caller: service, send task, message that is sent, or a script or rule done by a service. */
export interface DienstKnoten extends Taetigkeit {
  readonly art: 'dienst';
  readonly typ: string;
  readonly kopf: Kopf;
  /** how often it is begun before it is an incident, where the author says so */
  readonly versuche?: number;
  /** a message end event: nothing follows */
  readonly endet?: true;
}
export interface EntscheidungKnoten extends Taetigkeit {
  readonly art: 'entscheidung';
  readonly decision: string;
  readonly variable: string;
}
/** Script task in FEEL: done at once. */
export interface SkriptKnoten extends Taetigkeit {
  readonly art: 'skript';
  readonly ausdruck: Ausdruck;
  readonly variable: string;
}
export interface NachrichtKnoten extends Taetigkeit {
  readonly art: 'nachricht';
  readonly nachricht: string;
  readonly korrelation?: Ausdruck;
}
export interface TeilprozessKnoten extends Taetigkeit {
  readonly art: 'teilprozess';
  /** an event sub-process: begun by its start event, not by a flow */
  readonly durchEreignis: boolean;
}
/** Call activity: the called process lies inside, its elements named `<id of the call>/<id>`, its variables apart. */
export interface AufrufKnoten extends Taetigkeit {
  readonly art: 'aufruf';
  readonly prozess: string;
  /** propagateAllParentVariables, propagateAllChildVariables */
  readonly sieht: boolean;
  readonly gibt: boolean;
}
export interface ZeitKnoten extends Basis {
  readonly art: 'zeit';
  readonly zeit: Zeitangabe;
}
export interface SignalKnoten extends Basis {
  readonly art: 'signal';
  readonly signal: string;
}
export interface BedingungKnoten extends Basis {
  readonly art: 'bedingung';
  readonly bedingung: Ausdruck;
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
export interface InklusivKnoten extends Basis {
  readonly art: 'inklusiv';
  readonly standard?: string;
}
export interface ParallelKnoten extends Basis {
  readonly art: 'parallel';
}
/** Event-based gateway: the first of the following events decides. */
export interface WahlKnoten extends Basis {
  readonly art: 'wahl';
}
/** Passed without waiting: manual task, event without trigger, link. */
export interface DurchgangKnoten extends Basis {
  readonly art: 'durchgang';
}
export interface WurfKnoten extends Basis {
  readonly art: 'wurf';
  readonly wirft: Wurf;
}
export interface StartKnoten extends Basis {
  readonly art: 'start';
  /** begins an event sub-process, or a process that a message starts */
  readonly ereignis?: Ereignis;
  readonly unterbrechend: boolean;
}
export interface EndeKnoten extends Basis {
  readonly art: 'ende';
  /** true for a terminate end event: it ends every other branch of its scope too */
  readonly alles: boolean;
  readonly wirft?: Wurf;
}

export type Knoten =
  | AufgabeKnoten
  | DienstKnoten
  | EntscheidungKnoten
  | SkriptKnoten
  | NachrichtKnoten
  | TeilprozessKnoten
  | AufrufKnoten
  | ZeitKnoten
  | SignalKnoten
  | BedingungKnoten
  | RandKnoten
  | ExklusivKnoten
  | InklusivKnoten
  | ParallelKnoten
  | WahlKnoten
  | DurchgangKnoten
  | WurfKnoten
  | StartKnoten
  | EndeKnoten;

export type TaetigkeitKnoten = Extract<Knoten, { readonly rand: readonly string[] }>;

/** A process, sub-process or called process: where it begins, and which of its event sub-processes may begin. */
export interface Bereich {
  readonly start: string;
  /** ids of the start events of its event sub-processes */
  readonly ereignisse: readonly string[];
  /** name of the further file it is drawn in; absent for the model itself */
  readonly datei?: string;
}

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
  /** the call activity or sub-process on whose own plane it is drawn; absent on that of the process */
  readonly ebene?: string;
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
  /** ids of the start events, the plain one first; `start` is the first of them */
  readonly starts: readonly string[];
  /** by the id of the sub-process or call activity; `''` is the process itself */
  readonly bereiche: ReadonlyMap<string, Bereich>;
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
  /** names of the variables the model itself brings in: mappings, results, entries of collections */
  readonly variablen: readonly string[];
}
