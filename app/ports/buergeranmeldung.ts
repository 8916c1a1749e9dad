import type { Ablehnung } from './ablehnung.ts';

/** Vertrauensniveau der Anmeldung, nach eIDAS: niedrig (Basis), substantiell, hoch. */
export type Niveau = 'basis' | 'substantiell' | 'hoch';

/** Was das Bürgerkonto über die angemeldete Person sagt. `bpk2` gilt nur für diesen Dienst und ist nie ein Schlüssel zwischen Körperschaften. */
export interface AngemeldetePerson {
  readonly bpk2: string;
  readonly niveau: Niveau;
  readonly vorname: string;
  readonly nachname: string;
  /** ISO-Datum `JJJJ-MM-TT`, wenn übermittelt. */
  readonly geburtsdatum?: string;
  readonly geburtsname?: string;
  readonly geburtsort?: string;
  readonly geschlecht?: string;
  readonly staatsangehoerigkeit?: string;
  /** Straße und Hausnummer. */
  readonly anschrift?: string;
  readonly plz?: string;
  readonly ort?: string;
  readonly land?: string;
  readonly email?: string;
}

/**
 * Begonnene Anmeldungen, bis ihre Antwort kommt. `remove` ist unteilbar und sagt genau einem Aufrufer `true`
 * (`DELETE … RETURNING`): darauf ruht der Schutz gegen wiederholte Antworten, auch bei mehreren Prozessen.
 */
export interface AnfrageSpeicher {
  save(id: string, wert: string): Promise<void>;
  get(id: string): Promise<string | null>;
  remove(id: string): Promise<boolean>;
}

export interface AnmeldeBeginn {
  readonly ok: true;
  /** Adresse, auf die der Browser umgeleitet wird (303). */
  readonly url: string;
  /** Kennung der Anfrage. Der Webserver bindet sie an den Browser (Cookie) und vergleicht sie nach der Rückkehr. */
  readonly anfrageId: string;
}

export interface AnmeldeErgebnis {
  readonly ok: true;
  readonly person: AngemeldetePerson;
  readonly anfrageId: string;
  readonly relayState: string;
}

/** Das Feld des Formulars, das das Bürgerkonto an die Rücksprungadresse sendet; `RelayState` wird nicht gelesen. */
export interface AntwortFormular {
  readonly SAMLResponse?: string | undefined;
}

/** Anmeldung von Bürgerinnen und Bürgern bei einem staatlichen Konto (BundID). */
export interface Buergeranmeldung {
  /**
   * Beginnt eine Anmeldung. `relayState` liegt bis zur Rückkehr im Speicher und verlässt unser Haus nicht: was
   * `verifyResponse` davon zurückgibt, hat niemand verändert.
   */
  startUrl(relayState: string, mindestens: Niveau): Promise<AnmeldeBeginn>;
  /** Prüft die Antwort. Jede Antwort gilt höchstens einmal; danach ist die Anfrage verbraucht, auch nach einer Ablehnung. */
  verifyResponse(form: AntwortFormular): Promise<AnmeldeErgebnis | Ablehnung>;
  /** Beschreibung unseres Dienstes (SAML-Metadaten, XML), wie das Bürgerkonto sie verlangt. */
  metadata(): string;
}
