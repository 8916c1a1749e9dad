import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';

/**
 * Decimal arithmetic of the rule work: 34 significant digits, half even (DMN 1.5, 10.3.2.3.1: IEEE 754-2008 Decimal128).
 * Exponents beyond Decimal128 become infinite, which FEEL answers with null.
 */
export const Zahl = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_EVEN,
  modulo: Decimal.ROUND_FLOOR,
  maxE: 6144,
  minE: -6143,
  toExpPos: 40,
  toExpNeg: -40,
});

/** Years and months duration: whole months, may be negative. */
export type MonatsDauer = { readonly art: 'monate'; readonly monate: number };
/** Days and time duration: exact seconds, may be negative. */
export type ZeitDauer = { readonly art: 'sekunden'; readonly sekunden: Decimal };
/** Range; a missing end (`null`) is open to that side. */
export type Bereich = {
  readonly art: 'bereich';
  readonly von: Wert;
  readonly bis: Wert;
  readonly vonInklusive: boolean;
  readonly bisInklusive: boolean;
};
/** A function as a value: user defined (`function(x) ...`) or a business knowledge model. */
export type Funktion = {
  readonly art: 'funktion';
  readonly parameter: readonly string[];
  readonly rufe: (argumente: readonly Wert[], lauf: Lauf) => Wert;
};
export type Kontext = ReadonlyMap<string, Wert>;
export type Zeitpunkt = Temporal.PlainDateTime | Temporal.ZonedDateTime;

/** Every value FEEL knows. Numbers are exact decimals, never floats; dates are calendar days without a zone. */
export type Wert =
  | null
  | boolean
  | string
  | Decimal
  | Temporal.PlainDate
  | Temporal.PlainTime
  | Zeitpunkt
  | MonatsDauer
  | ZeitDauer
  | Bereich
  | Funktion
  | readonly Wert[]
  | Kontext;

/** State of one evaluation: the remaining budget and what went wrong without stopping (FEEL answers errors with null). */
export type Lauf = { rest: number; tiefe: number; readonly hinweise: string[] };

export const istZahl = (w: Wert): w is Decimal => Decimal.isDecimal(w);
export const istListe = (w: Wert): w is readonly Wert[] => Array.isArray(w);
export const istKontext = (w: Wert): w is Kontext => w instanceof Map;
export const istDatum = (w: Wert): w is Temporal.PlainDate => w instanceof Temporal.PlainDate;
export const istUhrzeit = (w: Wert): w is Temporal.PlainTime => w instanceof Temporal.PlainTime;
export const istZeitpunkt = (w: Wert): w is Zeitpunkt =>
  w instanceof Temporal.PlainDateTime || w instanceof Temporal.ZonedDateTime;

const hatArt = (w: Wert, art: string): boolean => typeof w === 'object' && w !== null && 'art' in w && w.art === art;
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
  if (istMonate(w)) return 'years and months duration';
  if (istSekunden(w)) return 'days and time duration';
  return istBereich(w) ? 'range' : 'function';
}

/** Notes an error that FEEL answers with null, so that it is seen and not lost. */
export function leer(lauf: Lauf, hinweis: string): null {
  if (lauf.hinweise.length < 50) lauf.hinweise.push(hinweis);
  return null;
}
