import type { Angaben } from './model.ts';

/** `inhalt` of eingangsbestaetigung.typ: proof of filing. */
export type EingangsbestaetigungInhalt = {
  leistung: string;
  /** "7. März 2026, 15:02 Uhr" */
  eingegangenAm: string;
  /** "über das Bürgerportal" */
  weg: string;
  unterlagen: string[];
  schritte: string[];
  /** hash of what was filed, as evidence for the applicant */
  pruefsumme?: string;
};

/** `inhalt` of antragskopie.typ: what was filed, word for word. */
export type AntragskopieInhalt = {
  leistung: string;
  eingegangenAm: string;
  schritte: Angaben[];
  pruefsumme?: string;
};

/** `inhalt` of empfangsbescheinigung.typ (§ 15 (1) GewO). No Verwaltungsakt: the template refuses a `rechtsbehelf`. */
export type EmpfangsbescheinigungInhalt = {
  /** "7. März 2026" */
  angezeigtAm: string;
  /** "Neuerrichtung", "Übernahme durch Kauf" … */
  anlass: string;
  /** start of the business */
  beginn: string;
  gemeinde: string;
  angaben: Angaben[];
  /** a permit or entry in the Handwerksrolle may be needed and is not proven */
  erlaubnisFehlt: boolean;
  /** which permit, from whom: printed under the statutory sentence */
  erlaubnis?: string;
  empfaengerStellen: string[];
};

/** `inhalt` of kostenbescheid.typ (SächsVwKG). A frame fee stores amount and reason. */
export type KostenbescheidInhalt = {
  /** dative, completes "Für …": "die Bescheinigung Ihrer Gewerbeanmeldung vom 7. März 2026" */
  gegenstand: string;
  schuldner: string;
  positionen: { bezeichnung: string; grundlage: string; rahmen?: string; betrag: string }[];
  summe: string;
  faellig: string;
  begruendung: string[];
};

/** `inhalt` of both nachforderung.typ. */
export type NachforderungInhalt = {
  /** completes "… zu": "Ihrer Gewerbeanmeldung vom 7. März 2026" */
  gegenstand: string;
  fehlend: { was: string; warum: string }[];
  frist: string;
  wege: string[];
  folge: string;
};

/** `inhalt` of behoerde-information.typ: permit missing, which data by which norm. */
export type BehoerdeInformationInhalt = {
  anlass: string;
  erlaubnis: { bezeichnung: string; norm: string };
  uebermittlung: string;
  angaben: Angaben[];
  bitte?: string;
};

export type HundPosition = {
  hund: string;
  /** "1. Hund", "2. Hund (weiterer)" */
  rang: string;
  /** "April bis Dezember 2026" */
  zeitraum: string;
  jahressatz: string;
  /** "9 × 5,00 €" */
  rechnung: string;
  betrag: string;
};

/** `inhalt` of hundesteuerbescheid.typ; works on for later years (§ 3b SächsKAG). */
export type HundesteuerbescheidInhalt = {
  steuerjahr: string;
  satzung: string;
  positionen: HundPosition[];
  summe: string;
  termine: { faellig: string; betrag: string }[];
  folgejahre: { betrag: string; faellig: string };
  /** joint debtors, when more than one person keeps the dog */
  gesamtschuldner?: string[];
  marken: { hund: string; nummer: string }[];
  begruendung: string[];
  /** debited by SEPA: creditor id of the entitled Kommune; otherwise `zahlung` of the letter */
  lastschrift?: { kontoinhaber: string; iban: string; mandatsreferenz: string; glaeubigerId: string };
};
