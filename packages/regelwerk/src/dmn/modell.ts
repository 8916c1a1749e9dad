import type { Code, Form } from '../feel/umgebung.ts';
import type { Lesart } from '../werte/lesart.ts';
import type { Typ } from '../werte/wert.ts';
import type { DmnFehler } from './fehler.ts';

/** What an element needs: the other element by its key, and the name it has here; `unter`: name of the import it belongs to. */
export type Bedarf = { readonly schluessel: string; readonly name: string; readonly unter: string | null };

/** `name` is that of the variable, by which expressions know it; `titel` that of the element, by which people do. */
export type Eingabe = {
  readonly art: 'eingabe';
  /** of its document: two that are imported may have inputs of one name */
  readonly namensraum: string;
  readonly name: string;
  readonly titel: string;
  readonly typ: Typ;
};
/** A business knowledge model: its code makes the function from the values of what it needs. */
export type Wissen = {
  readonly art: 'wissen';
  readonly name: string;
  readonly braucht: readonly Bedarf[];
  readonly code: Code;
};
export type Entscheidung = {
  readonly art: 'entscheidung';
  readonly name: string;
  readonly titel: string;
  readonly typ: Typ;
  readonly braucht: readonly Bedarf[];
  readonly logik: Code;
  readonly lesart: Lesart & { readonly titel: string };
  /** names that may stand side by side in its result, as far as types and content show */
  readonly ergibt: readonly (readonly string[])[];
  /** the entries its result has, or those of its elements; null where that is not known */
  readonly form: Form | null;
};
/** A decision service: `eingaben` are what the caller hands over, data before decisions, `ausgaben` what it gets. */
export type Dienst = {
  readonly art: 'dienst';
  readonly name: string;
  readonly typ: Typ | null;
  readonly eingaben: readonly { readonly schluessel: string; readonly name: string; readonly typ: Typ }[];
  readonly ausgaben: readonly { readonly schluessel: string; readonly name: string }[];
};
/** A decision or business knowledge model that is a table: its name, as traces tell it, and how many rules it has. */
/** `wortlaut`: what stands in it, a line for its columns and one for each rule. */
export type Tabelle = { readonly name: string; readonly regeln: number; readonly wortlaut: readonly string[] };
export type Element = Eingabe | Wissen | Entscheidung | Dienst;

/** A published set of decisions, compiled once; elements by key, those of the document itself also by name. Without free references. */
export type Modell = {
  readonly name: string;
  readonly elemente: ReadonlyMap<string, Element>;
  readonly entscheidungen: ReadonlyMap<string, Entscheidung>;
  readonly dienste: ReadonlyMap<string, Dienst>;
  readonly wissen: ReadonlyMap<string, Wissen>;
  /** what has no label and would be told by its name in the model */
  readonly unbenannt: readonly DmnFehler[];
  /** its decision tables, to count which rules were ever used */
  readonly tabellen: readonly Tabelle[];
};
