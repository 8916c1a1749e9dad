import type { LocalDate } from '@rathausverbund/fristen';

/** Answers are plain JSON, nested by the dotted ids: dates ISO, Betrag integer cents, Ja/Nein boolean, the rest text or number. */
export type Antwort = string | number | boolean;
export type Antworten = { [name: string]: Antwort | Antworten };

/** What a browser sends: field id → text. */
export type Rohwerte = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A compiled FEEL condition over the answers. */
export type Bedingung = {
  readonly text: string;
  /** names of the answers it reads, from outside in: `['person', 'land']` */
  readonly liest: readonly (readonly string[])[];
  readonly evaluate: (kontext: Record<string, unknown>) => boolean;
};

/** Compiles FEEL; a condition that yields null or something else than true counts as false, the caller's adapter sees to that. */
export type CompileBedingung = (
  text: string,
) => ({ readonly ok: true } & Omit<Bedingung, 'text'>) | { readonly ok: false; readonly meldung: string };

/** A limit of a date: a fixed day, today plus or minus a span, or the day given in another field. */
export type Grenze =
  | { readonly art: 'tag'; readonly tag: LocalDate }
  | { readonly art: 'heute'; readonly tage: number; readonly monate: number }
  | { readonly art: 'feld'; readonly id: string };

/** A check beyond the single value: `gilt` must hold over the answers and `heute`, else `meldung` is shown at the field. */
export type Pruefung = { readonly gilt: Bedingung; readonly meldung: string };

type Basis = {
  /** ASCII path such as "betriebsstaette.plz", unique in the form. */
  readonly id: string;
  readonly beschriftung: string;
  /** How sentences name the field ("das Geburtsdatum"); without it the label in quotation marks. */
  readonly benennung?: string;
  readonly hilfe?: string;
  readonly pflicht: boolean;
  readonly zeigeWenn?: Bedingung;
  readonly pruefungen: readonly Pruefung[];
  /** HTML autocomplete token. */
  readonly autocomplete?: string;
  /** Path into the sign-in data, such as "konto.vorname". */
  readonly vorbelegung?: string;
};

export type Muster = { readonly regex: RegExp; readonly meldung: string };
export type TextFeld = Basis & {
  readonly art: 'text' | 'mehrzeilig';
  /** In characters (code points). */
  readonly maxLaenge: number;
  readonly muster?: Muster;
};
export type DatumFeld = Basis & { readonly art: 'datum'; readonly fruehestens?: Grenze; readonly spaetestens?: Grenze };
/** `min` and `max` in units of the number; `dezimalstellen` 0 means integers. */
export type ZahlFeld = Basis & {
  readonly art: 'zahl';
  readonly min?: number;
  readonly max?: number;
  readonly dezimalstellen: number;
};
/** `min` and `max` in cents. */
export type BetragFeld = Basis & { readonly art: 'betrag'; readonly min?: number; readonly max?: number };
export type Wert = { readonly wert: string; readonly beschriftung: string };
export type AuswahlFeld = Basis & {
  readonly art: 'auswahl';
  readonly werte: readonly Wert[];
  readonly darstellung: 'radio' | 'liste';
};
export type EinfachesFeld = Basis & { readonly art: 'ja_nein' | 'iban' | 'email' | 'telefon' | 'plz' };

export type Feld = TextFeld | DatumFeld | ZahlFeld | BetragFeld | AuswahlFeld | EinfachesFeld;
export type Art = Feld['art'];

export type Schritt = {
  readonly id: string;
  readonly titel: string;
  readonly hinweis?: string;
  readonly zeigeWenn?: Bedingung;
  readonly felder: readonly Feld[];
};

export type Formular = { readonly titel: string; readonly version: string; readonly schritte: readonly Schritt[] };

/** What is wrong with a value, at its field, as a German sentence that says what to do. */
export type FeldFehler = { readonly feld: string; readonly meldung: string };
