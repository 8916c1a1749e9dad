import type { Typ, Vergleichszeichen, Wert } from '../../werte/wert.ts';
import type { Umgebung } from '../umgebung.ts';

export type Rechenzeichen = '+' | '-' | '*' | '/' | '**';

/** A test of one value in a cell or behind `in`: a comparison with it, or an expression that decides. */
export type Test =
  | { readonly art: 'vergleich'; readonly zeichen: Vergleichszeichen; readonly ausdruck: Baum }
  | { readonly art: 'ausdruck'; readonly ausdruck: Baum };

/** All tests of a cell: one must hold, or with `verneint` none. `'-'` holds always. */
export type Zelle = '-' | { readonly verneint: boolean; readonly tests: readonly Test[] };

/** Values a loop runs through under a name; with `bis` the numbers or days from one end to the other. */
export type Schleife = { readonly name: string; readonly von: Baum; readonly bis: Baum | null };

export type Parameter = { readonly name: string; readonly typ: Typ | null };
export type Eintrag = { readonly name: string; readonly wert: Baum };
export type Uebergabe = { readonly name: string | null; readonly wert: Baum };

/** One more operand of a chain, from left to right: a long sum is long, not deep. */
export type Rechenschritt = { readonly zeichen: Rechenzeichen; readonly wert: Baum };

type Knoten =
  | { readonly art: 'wert'; readonly wert: Wert }
  | { readonly art: 'name'; readonly name: string }
  | { readonly art: 'pfad'; readonly links: Baum; readonly name: string }
  | { readonly art: 'filter'; readonly links: Baum; readonly bedingung: Baum }
  | { readonly art: 'aufruf'; readonly ziel: Baum; readonly werte: readonly Uebergabe[] }
  | { readonly art: 'minus'; readonly wert: Baum }
  | { readonly art: 'rechnung'; readonly erster: Baum; readonly weitere: readonly Rechenschritt[] }
  | { readonly art: 'vergleich'; readonly zeichen: Vergleichszeichen; readonly links: Baum; readonly rechts: Baum }
  | { readonly art: 'zwischen'; readonly wert: Baum; readonly von: Baum; readonly bis: Baum }
  | { readonly art: 'in'; readonly wert: Baum; readonly tests: readonly Test[] }
  | { readonly art: 'und' | 'oder'; readonly teile: readonly Baum[] }
  | { readonly art: 'instanz'; readonly wert: Baum; readonly typ: Typ }
  | { readonly art: 'wenn'; readonly bedingung: Baum; readonly dann: Baum; readonly sonst: Baum }
  | {
      readonly art: 'for';
      readonly schleifen: readonly Schleife[];
      readonly ergebnis: Baum;
      readonly mitPartial: boolean;
    }
  | { readonly art: 'some' | 'every'; readonly schleifen: readonly Schleife[]; readonly bedingung: Baum }
  | { readonly art: 'funktion'; readonly parameter: readonly Parameter[]; readonly rumpf: Baum }
  | { readonly art: 'extern'; readonly parameter: readonly Parameter[]; readonly angaben: Baum }
  | { readonly art: 'liste'; readonly teile: readonly Baum[] }
  | { readonly art: 'kontext'; readonly eintraege: readonly Eintrag[] }
  | {
      readonly art: 'bereich';
      readonly von: Baum;
      readonly bis: Baum;
      readonly vonInklusive: boolean;
      readonly bisInklusive: boolean;
    }
  | { readonly art: 'vergleichsbereich'; readonly zeichen: Vergleichszeichen; readonly wert: Baum };

/** A parsed expression. `stelle`: index in the text; `tiefe`: levels below; `u`: the names around it; `fragt`: it uses `?`. */
export type Baum = Knoten & {
  readonly stelle: number;
  readonly tiefe: number;
  readonly u: Umgebung;
  readonly fragt: boolean;
};
export type Art<A extends Knoten['art']> = Extract<Knoten, { art: A }> & Baum;
