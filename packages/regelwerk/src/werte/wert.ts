import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import type { Lesart, Lesarten } from './lesart.ts';

/**
 * Decimal arithmetic of the rule work: 34 significant digits, half even (DMN 1.5, 10.3.2.3.1: IEEE 754-2008 Decimal128).
 * Exponents beyond Decimal128 become infinite or zero, which FEEL answers with null.
 */
export const Zahl = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  modulo: Decimal.ROUND_FLOOR,
  maxE: 6144,
  minE: -6176,
  toExpPos: 40,
  toExpNeg: -40,
});

/** Years and months duration: whole months, may be negative. */
export type MonatsDauer = { readonly art: 'monate'; readonly monate: number };
/** Days and time duration: exact seconds, may be negative. */
export type ZeitDauer = { readonly art: 'sekunden'; readonly sekunden: Decimal };
/** Range; a missing end (`null`) is open to that side. `zeichen`: written as one comparison, `(< 10)` (DMN 1.5, 10.3.2.7). */
export type Bereich = {
  readonly art: 'bereich';
  readonly von: Wert;
  readonly bis: Wert;
  readonly vonInklusive: boolean;
  readonly bisInklusive: boolean;
  readonly zeichen: Vergleichszeichen | null;
};
export type Vergleichszeichen = '=' | '!=' | '<' | '<=' | '>' | '>=';
/** What a call hands over; `name` is null for a value given by position. */
export type Argument = { readonly name: string | null; readonly wert: Wert };
/** A function as a value: built in, user defined (`function(x) ...`), a business knowledge model or a decision service. */
export type Funktion = {
  readonly art: 'funktion';
  readonly parameter: readonly string[];
  /** declared types of parameters and result; `null` where nothing is declared */
  readonly typen: { readonly parameter: readonly (Typ | null)[]; readonly ergebnis: Typ | null };
  readonly rufe: (argumente: readonly Argument[], lauf: Lauf) => Wert;
};
export type Kontext = ReadonlyMap<string, Wert>;
export type Zeitpunkt = Temporal.PlainDateTime | Temporal.ZonedDateTime;
/** Time of day with an offset in seconds, or with a zone whose offset depends on the day. */
export type ZonenZeit = {
  readonly art: 'zonenzeit';
  readonly zeit: Temporal.PlainTime;
  readonly versatz: number | null;
  readonly zone: string | null;
};
/**
 * A day, or with `zeit` a point in time, in a year beyond the calendar of Temporal (-271821 to 275760), up to the 999,999,999
 * of FEEL, or with an offset that has seconds. It can be read, compared and asked for its parts; nothing is computed with it.
 */
export type Fern = {
  readonly art: 'fern';
  readonly jahr: number;
  readonly monat: number;
  readonly tag: number;
  readonly zeit: Uhrzeit | null;
};
export type Uhrzeit = Temporal.PlainTime | ZonenZeit;

/** Every value FEEL knows. Numbers are exact decimals, never floats; dates are calendar days without a zone. */
export type Wert =
  | null
  | boolean
  | string
  | Decimal
  | Temporal.PlainDate
  | Uhrzeit
  | Zeitpunkt
  | Fern
  | MonatsDauer
  | ZeitDauer
  | Bereich
  | Funktion
  | readonly Wert[]
  | Kontext;

/** A test of allowed values: true, false, or null when it cannot be said. `neben`: the structure the value is a part of. */
type Pruefung = (wert: Wert, lauf: Lauf, neben?: Kontext) => boolean | null;
/** Allowed values, with their text for messages and for priorities. */
export type Erlaubt = { readonly text: string; readonly test: Pruefung };

export type Typgestalt =
  | { readonly art: 'basis'; readonly basis: string }
  | { readonly art: 'struktur'; readonly felder: ReadonlyMap<string, Typ> }
  | { readonly art: 'liste'; readonly teil: Typ }
  | { readonly art: 'bereich'; readonly teil: Typ }
  | { readonly art: 'funktion'; readonly parameter: readonly Typ[]; readonly ergebnis: Typ };

/** A type of FEEL or of the model; `erlaubt` restricts the values of its shape, `lesart` says how people read them. */
export type Typ = Typgestalt & { readonly name: string; readonly erlaubt: Erlaubt | null; readonly lesart?: Lesart };

/**
 * A rule that fired: in which table, with which values, and why (annotations of the rule, else its description). Without a number:
 * no rule fired, and the default outputs of the table count. Values keep their kinds, so that a duration is told from a text.
 */
export type RegelSpur = {
  tabelle: string;
  regel: number | null;
  id: string | null;
  eingaben: Readonly<Record<string, Wert>>;
  ausgaben: Readonly<Record<string, Wert>>;
  begruendung: string;
  /** what the table is called, and how its columns read */
  lesart: Tabellenlesart;
};
type Tabellenlesart = { readonly titel: string; readonly eingaben: Lesarten; readonly ausgaben: Lesarten };

/**
 * State of one evaluation: the remaining budget, the instant that `now()` answers, and what went wrong without stopping
 * (FEEL answers errors with null). `streng`: a breach of the model's own contract (types, hit policies) ends the evaluation.
 */
export type Lauf = {
  rest: number;
  tiefe: number;
  readonly hinweise: string[];
  /** the first of them that is more than a missing value */
  unmoeglich: string | null;
  readonly streng: boolean;
  readonly jetzt: Temporal.ZonedDateTime | null;
  /** where tables report the rules that count */
  readonly regeln: RegelSpur[];
};

// numbers made here are told by their constructor; those of another decimal.js are rare
export const istZahl = (w: Wert): w is Decimal =>
  typeof w === 'object' && w !== null && (w.constructor === Zahl || Decimal.isDecimal(w));
export const istListe = (w: Wert): w is readonly Wert[] => Array.isArray(w);
export const istKontext = (w: Wert): w is Kontext => w instanceof Map;
export const istDatum = (w: Wert): w is Temporal.PlainDate => w instanceof Temporal.PlainDate;
export const istZeitpunkt = (w: Wert): w is Zeitpunkt =>
  w instanceof Temporal.PlainDateTime || w instanceof Temporal.ZonedDateTime;

const hatArt = (w: Wert, art: string): boolean => typeof w === 'object' && w !== null && 'art' in w && w.art === art;
export const istZonenZeit = (w: Wert): w is ZonenZeit => hatArt(w, 'zonenzeit');
export const istUhrzeit = (w: Wert): w is Uhrzeit => w instanceof Temporal.PlainTime || istZonenZeit(w);
export const istFern = (w: Wert): w is Fern => hatArt(w, 'fern');
export const istMonate = (w: Wert): w is MonatsDauer => hatArt(w, 'monate');
export const istSekunden = (w: Wert): w is ZeitDauer => hatArt(w, 'sekunden');
export const istBereich = (w: Wert): w is Bereich => hatArt(w, 'bereich');
export const istFunktion = (w: Wert): w is Funktion => hatArt(w, 'funktion');

export const monate = (n: number): MonatsDauer => ({ art: 'monate', monate: n });
export const sekunden = (n: Decimal | number): ZeitDauer => ({ art: 'sekunden', sekunden: new Zahl(n) });

/** Kind of a value in the words of FEEL; `null` is "Null". */
export function artVon(w: Wert): string {
  if (w === null) return 'Null';
  if (typeof w === 'boolean') return 'boolean';
  if (typeof w === 'string') return 'string';
  if (istZahl(w)) return 'number';
  if (istListe(w)) return 'list';
  if (istKontext(w)) return 'context';
  if (istDatum(w)) return 'date';
  if (istUhrzeit(w)) return 'time';
  if (istZeitpunkt(w)) return 'date and time';
  if (istFern(w)) return w.zeit === null ? 'date' : 'date and time';
  if (istMonate(w)) return 'years and months duration';
  if (istSekunden(w)) return 'days and time duration';
  return istBereich(w) ? 'range' : 'function';
}

const ARTWORT: Readonly<Record<string, string>> = {
  Null: 'keine Angabe',
  boolean: 'Wahrheitswert',
  string: 'Text',
  number: 'Zahl',
  list: 'Liste',
  context: 'Struktur',
  date: 'Tag',
  time: 'Uhrzeit',
  'date and time': 'Zeitpunkt',
  'years and months duration': 'Dauer in Monaten',
  'days and time duration': 'Dauer in Tagen',
  range: 'Bereich',
  function: 'Funktion',
};

/** Kind of a value in German, for messages. */
export const artwort = (w: Wert): string => ARTWORT[artVon(w)] ?? '';
