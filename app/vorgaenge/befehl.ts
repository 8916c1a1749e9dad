import type { Antworten, Gegenstueck, Json } from './vorgang.ts';
import type { Ausgang, Widerspruch } from './widerspruch.ts';

/** Expected changes. `person` is the acting member of staff, null for the machine. */
export type Befehl =
  | { art: 'regel-anwenden'; regel: string; wert: Json; begruendung: string[]; herleitung: string[] }
  | { art: 'pruefen'; person: string; entscheidung: string; vermerk: string; werte: Antworten }
  | { art: 'nachfordern'; text: string; bis: string; dokument: Dokument }
  | { art: 'nachreichen'; text: string; antworten: Antworten; unterlagen?: readonly Dokument[] }
  | { art: 'ausstellen'; dokument: Dokument }
  | { art: 'erlassen'; dokument: Dokument }
  | { art: 'kopieren'; dokument: Dokument }
  /** renewed proofs: the file has a new version, what it says stays */
  | { art: 'erneuern'; dokument: string; datei: Dokument['datei']; niveau: string; faellig: string }
  | { art: 'informieren'; dokument: Dokument; behoerde: string; norm: string }
  /** `angaben`: groups of the answers that the record keeps; null = all */
  | {
      art: 'eintragen';
      register: string;
      nummer: string;
      eintrag: string;
      stand: number;
      bezeichnung: string;
      angaben: readonly string[] | null;
    }
  /** the keeping of a registered dog ends; `ende` is the first local date without it */
  | ({ art: 'haltung-beenden'; ende: string } & Registerstand)
  /** the end was wrong: taken back by an entry of its own */
  | ({ art: 'haltung-fortsetzen' } & Registerstand)
  | { art: 'feststellen'; person: string; betrag: number; begruendung: string; werte: Antworten }
  | {
      art: 'anordnen';
      person: string;
      befugt: boolean;
      entscheidung: 'angeordnet' | 'zurueck';
      vermerk: string;
      werte: Antworten;
    }
  /** the amount a rule stated, ordered under an Allgemeine Annahmeanordnung: nobody decides */
  | {
      art: 'automatisch-anordnen';
      betrag: number;
      begruendung: string;
      regel: string;
      annahmeanordnung: string;
      dienstanweisung: string;
    }
  /** why a person has to state and order it after all */
  | { art: 'automatik-unterlassen'; regel: string; grund: string; text: string }
  /** `faellig`: for when it was set; it may come later */
  | { art: 'frist-ablaufen'; faellig: string }
  /** values set by hand where the process stood still; `stoerung`: the step that stood */
  | {
      art: 'angaben-setzen';
      person: string;
      stoerung: number;
      element: string;
      meldung: string;
      angaben: readonly GesetzteAngabe[];
      begruendung: string;
    }
  /** another Stelle works on it from now on; the competent body stays */
  | { art: 'stelle-wechseln'; von: string; nach: string; grund: string; halt: string; basis: Json }
  /** another body is competent: the Vorgang ends here and goes on there */
  | { art: 'abgeben'; person: string; grund: string; oertlich: string; nach: Gegenstueck }
  /** the process goes on in another version of the Leistung; elements that are called otherwise there are named */
  | { art: 'umstellen'; person: string; nach: string; zuordnung: Record<string, string>; begonnen: boolean }
  | {
      art: 'bereitstellen';
      zustellung: string;
      dokument: string;
      weg: 'postfach' | 'brief';
      am: string;
      verwaltungsakt: boolean;
      /** lines of the address */
      empfaenger: string[];
      bekanntgabe: Bekanntgabe | null;
    }
  | { art: 'benachrichtigen'; zustellung: string; am: string }
  | { art: 'abrufen'; zustellung: string; am: string; bekanntgabe: Bekanntgabe | null }
  | { art: 'versenden'; zustellung: string; person: string; tag: string; bekanntgabe: Bekanntgabe | null }
  | { art: 'widersprechen'; widerspruch: Pick<Widerspruch, 'id' | 'eingang' | 'kanal'>; person: string; text: string }
  | {
      art: 'widerspruch-fortschreiben';
      eintrag: string;
      ausgang: Ausgang;
      /** local date on which it took effect */
      tag: string;
      klageBis: string | null;
      person: string;
      text: string;
    }
  /** a leader decides who has it; `gruende` are those of the proposal, empty where there was none */
  | { art: 'zuteilen'; person: string; an: string | null; gruende: string[] }
  | { art: 'vorschlag-ablehnen'; person: string; wen: string }
  | { art: 'befangen-erklaeren'; person: string }
  | { art: 'abschliessen' };

/** A value of the process by its path, before and after. */
export interface GesetzteAngabe {
  pfad: string;
  alt: Json;
  neu: Json;
}

/** Which state of which record, by whom and why. */
export interface Registerstand {
  person: string;
  eintrag: string;
  stand: number;
  grund: string;
}

export interface Dokument {
  id: string;
  art: string;
  titel: string;
  datei: { name: string; mime: string; len: number; sha256: string; sha512: string };
}

/** When an act counts as notified, and until when a remedy is possible; local dates. */
export interface Bekanntgabe {
  tag: string;
  rechtsbehelfBis: string | null;
  regel: string;
  norm: string;
}
