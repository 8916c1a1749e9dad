import type { Ablehnung } from './ablehnung.ts';

export interface Nachricht {
  /** Schlüssel der Wirkung: dieselbe Nachricht wird unter demselben Schlüssel höchstens einmal versandt. */
  readonly schluessel: string;
  readonly an: string;
  readonly betreff: string;
  /** Nur Text; ohne Inhalt des Bescheids. */
  readonly text: string;
}

export interface Angenommen {
  readonly ok: true;
  readonly schluessel: string;
  /** Zeit der Annahme beim Versanddienst. */
  readonly zeit: Date;
}

/** Benachrichtigung per E-Mail. */
export interface Benachrichtigung {
  /** Code `mail.unklar`: die Wirkung ist ungewiss; vor jedem neuen Versuch `frage` stellen. */
  sende(nachricht: Nachricht): Promise<Angenommen | Ablehnung>;
  /** Ist unter dem Schlüssel versandt worden? Code `mail.unbekannt`: nein, sicher nicht. */
  frage(schluessel: string): Promise<Angenommen | Ablehnung>;
}
