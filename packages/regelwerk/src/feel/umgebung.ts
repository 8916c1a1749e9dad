import { hole, normalName } from '../werte/kontext.ts';
import type { Lauf, Typ, Wert } from '../werte/wert.ts';
import { nachRaum, namensteilAn } from './syntax/zeichen.ts';

/** What is known about the entries of a value: their names, and of each the same again; null when nothing is known. */
export type Form = ReadonlyMap<string, Form | null>;

/**
 * What is known about names while compiling, inner ones first. `offen`: further names may exist at run time (entries of
 * filtered elements, conditions over free data).
 */
export type Umgebung = {
  readonly namen: Form;
  readonly offen: boolean;
  readonly eltern: Umgebung | null;
};
/** Types of the model. */
export type Typsuche = { readonly finde: (name: string) => Typ | null; readonly namen: readonly string[] };
export const OHNE_TYPEN: Typsuche = { finde: () => null, namen: [] };

/** The names' values while evaluating, inner ones first. */
export type Sicht = { readonly werte: ReadonlyMap<string, Wert>; readonly eltern: Sicht | null };
/** A compiled expression. */
export type Code = (sicht: Sicht, lauf: Lauf) => Wert;

export const umgebung = (namen: Form, offen = false, eltern: Umgebung | null = null): Umgebung => ({
  namen,
  offen,
  eltern,
});

/** A form of names of which nothing more is known. */
export const namenOhneForm = (namen: Iterable<string>): Form => new Map([...namen].map((n) => [normalName(n), null]));

/** The form of a known name: undefined when the name is unknown. */
export function formVon(u: Umgebung | null, name: string): Form | null | undefined {
  for (let s = u; s; s = s.eltern) if (s.namen.has(name)) return s.namen.get(name) ?? null;
  return undefined;
}

export function istOffen(u: Umgebung | null): boolean {
  for (let s = u; s; s = s.eltern) if (s.offen) return true;
  return false;
}

/** All names that an expression at this place may use. */
export function* alleNamen(u: Umgebung | null): Iterable<string> {
  for (let s = u; s; s = s.eltern) yield* s.namen.keys();
}

/** The longest of the names that stands at this place, whatever the white space between its parts. */
export function laengsterName(
  text: string,
  stelle: number,
  namen: Iterable<string>,
): { name: string; ende: number } | null {
  let bester: { name: string; ende: number } | null = null;
  const erster = namensteilAn(text, stelle) || text[stelle];
  for (const name of namen) {
    if (erster === undefined || !name.startsWith(erster)) continue;
    const ende = endeVon(name, text, stelle);
    if (ende !== null && (bester === null || ende > bester.ende)) bester = { name, ende };
  }
  return bester;
}

/** Index behind the name when it stands here completely. */
function endeVon(name: string, text: string, stelle: number): number | null {
  let t = stelle;
  let n = 0;
  while (n < name.length) {
    const soll = namensteilAn(name, n) || String.fromCodePoint(name.codePointAt(n) ?? 0);
    const wort = namensteilAn(text, t);
    if (wort === '' ? !text.startsWith(soll, t) : wort !== soll) return null;
    t += soll.length;
    n = nachRaum(name, n + soll.length);
    if (n < name.length) t = nachRaum(text, t);
  }
  return t;
}

export const sichtMit = (eltern: Sicht | null, name: string, wert: Wert): Sicht => ({
  werte: new Map([[name, wert]]),
  eltern,
});

export function suche(sicht: Sicht | null, name: string): Wert | undefined {
  for (let s = sicht; s; s = s.eltern) {
    const wert = hole(s.werte, name);
    if (wert !== undefined) return wert;
  }
  return undefined;
}
