import type { Json, Variablen } from './json.ts';
import type { Kopf } from './model.ts';
import type { Ergebnis, Zustand } from './zustand.ts';

/** What moves an instance. `schritt` names the waiting step; a step that is done or withdrawn is refused, never done twice. */
export type Befehl =
  /** `ereignis`: the start event, where the process has several */
  | { readonly art: 'start'; readonly variablen: Variablen; readonly ereignis?: string }
  | {
      readonly art: 'aufgabe-erledigt';
      readonly schritt: number;
      readonly variablen: Variablen;
      /** for the caller's event; the state of the process keeps no person */
      readonly person?: string;
    }
  | { readonly art: 'dienst-erledigt'; readonly schritt: number; readonly variablen: Variablen }
  /** also for a decision; `endgueltig: false` changes nothing (the caller tries again), `true` makes an incident */
  | {
      readonly art: 'dienst-gescheitert';
      readonly schritt: number;
      readonly meldung: string;
      readonly endgueltig: boolean;
    }
  /** the service says that the matter failed, not the machine: the model's error event with this code goes on */
  | {
      readonly art: 'dienst-fehler';
      readonly schritt: number;
      readonly code: string;
      readonly variablen: Variablen;
    }
  | { readonly art: 'entscheidung-gefallen'; readonly schritt: number; readonly wert: Json }
  | { readonly art: 'nachricht'; readonly name: string; readonly korrelation?: string; readonly variablen: Variablen }
  /** reaches every step of this instance that waits for it */
  | { readonly art: 'signal'; readonly name: string; readonly variablen: Variablen }
  /** `faellig`: the instant (ISO 8601) for which it was set, however late it comes; a repeating timer keeps its beat by it */
  | { readonly art: 'zeit'; readonly schritt: number; readonly faellig?: string }
  | { readonly art: 'vorfall-behoben'; readonly schritt: number; readonly variablen?: Variablen }
  | { readonly art: 'abbruch' };

/**
 * When a timer is due. A duration counts from now; with `ab` it is the beat of a repeating timer that began there: the first instant
 * `ab` + n × `dauer` still to come.
 */
export type Faelligkeit = { readonly dauer: string; readonly ab?: string } | { readonly zeitpunkt: string };

/**
 * What the caller has to do, in this order, in the same transaction. Removing effects (`-entfernen`, `warten-beendet`) name
 * steps that are withdrawn; the step a command itself completes is not named again, except `warten-beendet` after a message.
 * `vorfall-entfallen`: the step of an open incident is withdrawn, nobody has to mend it any more.
 * `beendet` closes everything the instance still has open.
 */
export type Wirkung =
  | {
      readonly art: 'aufgabe-anlegen';
      readonly schritt: number;
      readonly element: string;
      readonly name: string;
      readonly gruppe: string | null;
      readonly formular?: string;
      readonly kopf: Kopf;
      /** only where the model maps inputs, or one of several tasks has an entry of its own */
      readonly eingabe?: Variablen;
      /** which of several tasks of the same element, from 1 on */
      readonly nr?: number;
    }
  | { readonly art: 'aufgabe-entfernen'; readonly schritt: number }
  | {
      readonly art: 'dienst';
      readonly schritt: number;
      readonly element: string;
      readonly typ: string;
      readonly kopf: Kopf;
      /** all that is seen from the step, the mapped values over it */
      readonly eingabe: Variablen;
    }
  | {
      readonly art: 'entscheidung';
      readonly schritt: number;
      readonly element: string;
      readonly decision: string;
      /** all that is seen from the step, the mapped values over it: what a decision may know */
      readonly eingabe: Variablen;
    }
  | { readonly art: 'dienst-entfernen'; readonly schritt: number }
  | {
      readonly art: 'zeitgeber';
      readonly schritt: number;
      readonly faellig: Faelligkeit;
    }
  | { readonly art: 'zeitgeber-entfernen'; readonly schritt: number }
  | { readonly art: 'warten-auf'; readonly schritt: number; readonly nachricht: string; readonly korrelation?: string }
  | { readonly art: 'warten-beendet'; readonly schritt: number }
  | { readonly art: 'vorfall'; readonly schritt: number; readonly element: string; readonly meldung: string }
  | { readonly art: 'vorfall-entfallen'; readonly schritt: number }
  | { readonly art: 'beendet'; readonly ergebnis: Ergebnis };

export type AblehnungsCode =
  | 'befehl-unbekannt'
  | 'nicht-gestartet'
  | 'schon-gestartet'
  | 'beendet'
  | 'schritt-unbekannt'
  | 'schritt-passt-nicht'
  | 'schritt-im-vorfall'
  | 'kein-vorfall'
  | 'nachricht-unerwartet'
  | 'signal-unerwartet'
  | 'start-unbekannt'
  | 'variablen-ungueltig'
  | 'zustand-passt-nicht'
  | 'grenze-erreicht';

export interface Ablehnung {
  readonly ok: false;
  readonly code: AblehnungsCode;
  readonly meldung: string;
}

export type Fortschritt =
  | { readonly ok: true; readonly zustand: Zustand; readonly wirkungen: readonly Wirkung[] }
  | Ablehnung;

export function ablehnung(code: AblehnungsCode, meldung: string): Ablehnung {
  return { ok: false, code, meldung };
}
