import type { Eintrag } from '../buch.ts';

/** One row of the database per Vorgang, with what stands around it. */
export interface Vorgangszeile {
  id: string;
  koerperschaft: string;
  leistung: string;
  aktenzeichen: string;
  /** keys of all rows of what came in that name this Vorgang */
  schluessel: string[];
  /** null: its process was never begun */
  fertig: boolean | null;
  /** waits for an answer of the citizen */
  wartet: boolean;
  aufgaben: number;
  zeitgeber: number;
  auftraege: number;
  /** incidents, mended ones too */
  vorfaelle: { meldung: string; behoben: boolean }[];
  forderungen: { festgestellt: boolean; angeordnet: boolean }[];
  registereintraege: number;
  /** an objection is noted at the Vorgang */
  widerspruch: boolean;
  dokumente: { id: string; art: string; sha256: string; lage: Dateilage }[];
}

/** Whether what a row names lies there: at its address, with the bytes its address is the checksum of. */
export type Dateilage = 'ganz' | 'fehlt' | 'verändert';

export interface Ereigniszeile {
  koerperschaft: string;
  id: string;
  kind: string;
  strom: string;
  n: number;
  c: string;
  /** milliseconds */
  at: number;
}

export interface Zustellung {
  id: string;
  vorgang: string;
  dokument: string;
  weg: string;
  verwaltungsakt: boolean;
  benachrichtigt: boolean;
  versandt: boolean;
}

export interface Protokoll {
  koerperschaft: string;
  epoche: number;
  origin: string;
  groesse: number;
  angehalten: string | null;
  /** size up to which it counts as cosigned */
  bezeugt: number;
  blaetter: { idx: number; ereignis: string; c: string }[];
  /** every checkpoint that was ever signed and kept */
  staende: { groesse: number; wurzel: string; note: string }[];
}

/** The signatures under one checkpoint, verified anew. */
export interface Unterschriften {
  origin: string;
  groesse: number;
  log: 'gut' | 'falsch' | 'fehlt';
  zeugen: ('gut' | 'falsch' | 'fehlt')[];
}

export interface Auftrag {
  id: string;
  art: string;
  ruht: boolean;
  fehler: string | null;
}

/** An event as a proof shows it, in clear. */
export interface Ereignis {
  n: number;
  kind: string;
  data: Record<string, unknown>;
  docs: { sha256: string }[];
}

/** What SQL says as one instant. */
export interface Bestand {
  vorgaenge: Vorgangszeile[];
  ereignisse: Ereigniszeile[];
  zustellungen: Zustellung[];
  protokolle: Protokoll[];
  auftraege: Auftrag[];
  /** events that have no place in a log yet */
  unprotokolliert: number;
}

/** One proof that was handed out, and how the stand-alone verifier judges it now. */
export interface Nachweis {
  vorgang: string;
  urteil: string;
  /** all that is missing is its time stamp: unchanged, witnessed, and it says so itself */
  nurOhneStempel: boolean;
  ereignisse: Ereignis[];
}

/** Everything the properties are judged by. */
export interface Fakten {
  buch: Eintrag[];
  bestand: Bestand;
  /** what had been there before the clients began */
  vorher: ReadonlySet<string>;
  /** lines of the mail stand-in: the key of each mail that was taken */
  mails: string[];
  /** kinds of the faults that hit something */
  gestoert: string[];
  nachweise: Nachweis[];
  /** under every checkpoint that was kept or shown */
  unterschriften: Unterschriften[];
  /** the events of each Vorgang as its newest proof shows them */
  ereignisse: ReadonlyMap<string, Ereignis[]>;
}

export interface Urteil {
  name: string;
  satz: string;
  /** how many things it was judged by: nothing seen is nothing shown */
  geprueft: number;
  verletzt: string[];
}

/** A property: what was looked at, and each violation in a sentence. Pure: facts in, verdict out. */
export type Pruefung = (f: Fakten) => Pick<Urteil, 'geprueft' | 'verletzt'>;
