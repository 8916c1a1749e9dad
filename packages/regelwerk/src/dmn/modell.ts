import type { Code } from '../feel/umgebung.ts';
import type { Json } from '../werte/json.ts';
import type { Lauf, Wert } from '../werte/wert.ts';
import type { Typ } from './typen.ts';

/** A rule that fired: its values, and why (annotations of the rule, else its description). */
export type RegelSpur = {
  regel: number;
  id: string | null;
  eingaben: Record<string, Json>;
  ausgaben: Record<string, Json>;
  begruendung: string;
};

/** How one decision came about. `begruendung` joins the reasons of the rules that count for the result. */
export type Spur = {
  decision: string;
  wert: Json;
  regeln: RegelSpur[];
  begruendung: string;
  hinweise: readonly string[];
};

/** Where a running table reports the rules that count. */
export type Melder = (regel: RegelSpur) => void;
/** Compiled logic; a literal expression reports no rules. */
export type Logik = (sicht: Parameters<Code>[0], lauf: Lauf, melde: Melder) => Wert;

export type Eingabe = { readonly art: 'eingabe'; readonly name: string; readonly typ: Typ };
export type Wissen = {
  readonly art: 'wissen';
  readonly name: string;
  readonly braucht: readonly string[];
  readonly baue: (werte: ReadonlyMap<string, Wert>) => Wert;
};
export type Entscheidung = {
  readonly art: 'entscheidung';
  readonly name: string;
  readonly typ: Typ;
  readonly braucht: readonly string[];
  readonly logik: Logik;
};

/** A published set of decisions, compiled once; elements by id, decisions also by name. Without free references. */
export type Modell = {
  readonly name: string;
  readonly elemente: ReadonlyMap<string, Eingabe | Wissen | Entscheidung>;
  readonly entscheidungen: ReadonlyMap<string, Entscheidung>;
};
