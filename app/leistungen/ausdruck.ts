import { compileFeel, type Form, formOf, fromJson, type Json, toJson, type Wert } from '@rathausverbund/regelwerk';

export type Variablen = Readonly<Record<string, unknown>>;
/** Names an expression may use; as a form with what is known of the entries of their values, so that a misspelt one is refused, too. */
export type Namen = readonly string[] | Form;
export type Gerechnet = { ok: true; wert: Json } | { ok: false; meldung: string };

/** A compiled FEEL expression over plain JSON. */
export interface Ausdruck {
  readonly text: string;
  rechne(variablen: Variablen): Gerechnet;
}

/**
 * Compiles FEEL, written with or without the leading `=` of Zeebe. With `namen` every other name is refused, so that a
 * misspelt variable is found at publish; with `ohneUhr` `today()` and `now()` are, too, which nobody answers here. Dates in the data are texts: `date(antrag.beginn)`.
 */
export function compileAusdruck(
  text: string,
  namen?: Namen,
  optionen: { ohneUhr?: boolean } = {},
): { ok: true; ausdruck: Ausdruck } | { ok: false; meldung: string } {
  const feel = compileFeel(text.replace(/^\s*=/, ''), { ...optionen, ...(namen ? { namen } : {}) });
  if (!feel.ok) return { ok: false, meldung: feel.meldung };
  const rechne = (variablen: Variablen): Gerechnet => {
    const werte: Record<string, Wert> = {};
    for (const [name, json] of Object.entries(variablen)) {
      const wert = fromJson(json);
      if (!wert.ok) return { ok: false, meldung: `„${name}“: ${wert.meldung}` };
      werte[name] = wert.wert;
    }
    const ergebnis = feel.evaluate(werte);
    if (!ergebnis.ok) return { ok: false, meldung: ergebnis.meldung };
    // nothing came of values that were there: said, or what follows would count it as false and go on
    if (ergebnis.unmoeglich !== null) return { ok: false, meldung: ergebnis.unmoeglich };
    return toJson(ergebnis.wert);
  };
  return { ok: true, ausdruck: { text, rechne } };
}

const istForm = (namen: Namen): namen is Form => namen instanceof Map;

export const kennt = (namen: Namen, name: string): boolean => (istForm(namen) ? namen.has(name) : namen.includes(name));

/** The names with one more, whose values are the elements of what `feel` lists. */
export const mitElementen = (namen: Namen, name: string, feel: string): Namen =>
  istForm(namen) ? new Map([...namen, [name, formDesTextes(feel, namen)]]) : [...namen, name];

/** What is known of the entries of an expression's value; null when nothing is. */
export const formDesTextes = (feel: string, namen: Namen): Form | null =>
  istForm(namen) ? formOf(feel.replace(/^\s*=/, ''), namen) : null;
