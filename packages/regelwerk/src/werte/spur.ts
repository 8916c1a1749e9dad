import type { Lesart } from './lesart.ts';
import type { RegelSpur, Wert } from './wert.ts';

export type { RegelSpur } from './wert.ts';

/** Plain JSON. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

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
