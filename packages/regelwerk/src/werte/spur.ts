import type { Lesart, Lesarten } from './lesart.ts';
import type { Wert } from './wert.ts';

/** Plain JSON. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

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
export type Tabellenlesart = { readonly titel: string; readonly eingaben: Lesarten; readonly ausgaben: Lesarten };

/** How one decision came about. `begruendung` joins the reasons of the rules that count for the result. */
export type Spur = {
  decision: string;
  wert: Wert;
  regeln: RegelSpur[];
  begruendung: string;
  hinweise: readonly string[];
  /** what the decision is called, and how its result reads */
  lesart: Lesart & { readonly titel: string };
};
