import type { Typ } from '../../werte/wert.ts';
import { type Form, formVon } from '../umgebung.ts';
import type { Baum } from './baum.ts';

/** Entry of a form under which a function keeps the form of its result. */
export const ERGEBNIS = '()';
/** Entry whose names are the parameters of a function. */
export const PARAMETER = '(…)';

/** What is known about the entries of an expression's value; of a list, about those of its elements. */
export function formAus(b: Baum): Form | null {
  switch (b.art) {
    case 'name':
      return formVon(b.u, b.name) ?? null;
    case 'pfad':
      return formAus(b.links)?.get(b.name) ?? null;
    case 'filter':
      return formAus(b.links);
    case 'aufruf':
      return formAus(b.ziel)?.get(ERGEBNIS) ?? null;
    case 'kontext':
      return new Map(b.eintraege.map((e) => [e.name, formAus(e.wert)]));
    case 'liste':
      return vereinigt(b.teile.map(formAus));
    case 'wenn':
      return vereinigt([formAus(b.dann), formAus(b.sonst)]);
    case 'for':
      return formAus(b.ergebnis);
    case 'funktion':
      return funktionsform(
        formAus(b.rumpf),
        b.parameter.map((p) => p.name),
      );
    default:
      return null;
  }
}

/**
 * The forms that an expression's value and the values inside it may have, one way through it each, where `formAus` knows only what
 * holds on every way. They may share parts: chains of names make many of few.
 */
export function moeglicheFormen(b: Baum): Form[] {
  switch (b.art) {
    case 'pfad':
      return moeglicheFormen(b.links).flatMap((f) => f.get(b.name) ?? []);
    case 'filter':
      return moeglicheFormen(b.links);
    case 'aufruf':
      return moeglicheFormen(b.ziel).flatMap((f) => f.get(ERGEBNIS) ?? []);
    case 'kontext':
      return [formAus(b), ...b.eintraege.map((e) => e.wert).map(moeglicheFormen)].flatMap((f) => f ?? []);
    case 'liste':
      return b.teile.flatMap(moeglicheFormen);
    case 'wenn':
      return [b.dann, b.sonst].flatMap(moeglicheFormen);
    case 'for':
      return moeglicheFormen(b.ergebnis);
    default:
      return [formAus(b)].flatMap((f) => f ?? []);
  }
}

/** What is known of a function: the form of its result, and its parameters. */
export const funktionsform = (ergebnis: Form | null, parameter: readonly string[]): Form =>
  new Map([
    [ERGEBNIS, ergebnis],
    [PARAMETER, new Map(parameter.map((p) => [p, null]))],
  ]);

/** Do the names of a call (null: by position) fit the parameters? `streng`: by names, none may be left out. */
export function passtZu(namen: readonly (string | null)[], parameter: readonly string[], streng: boolean): boolean {
  if (namen.every((n) => n === null)) return namen.length === parameter.length;
  const bekannte = new Set(namen.filter((n) => n !== null && parameter.includes(n)));
  return bekannte.size === namen.length && (!streng || namen.length === parameter.length);
}

/** Why a call with these names cannot fit what is known of the function; null where it may. */
export function unpassend(
  wie: string,
  f: Form | null,
  namen: readonly (string | null)[],
  streng: boolean,
): string | null {
  const bekannt = f?.get(PARAMETER);
  if (!bekannt) return null;
  const parameter = [...bekannt.keys()];
  return passtZu(namen, parameter, streng) ? null : `Die Werte passen nicht zu ${wie}(${parameter.join(', ')}).`;
}

/** Every name that one of the values may have, the same inside them; null when one of them is unknown. */
const vereinigt = (formen: readonly (Form | null)[]): Form | null =>
  formen.length === 0 ? null : formen.reduce((a, b) => (a === null || b === null ? null : beide(a, b)));

/** Forms share parts, so each two are put together once only. */
const VEREINT = new WeakMap<Form, WeakMap<Form, Form>>();

function beide(a: Form, b: Form): Form {
  if (a === b) return a;
  const fertige = VEREINT.get(a) ?? new WeakMap<Form, Form>();
  VEREINT.set(a, fertige);
  const bekannt = fertige.get(b);
  if (bekannt) return bekannt;
  const alle = new Map(a);
  for (const [name, innen] of b) alle.set(name, a.has(name) ? vereinigt([a.get(name) ?? null, innen]) : innen);
  fertige.set(b, alle);
  return alle;
}

const NACH_TYP = new WeakMap<ReadonlyMap<string, Typ>, Form>();

/** Names inside a type; types share parts, so each is asked once only. */
export function formAusTyp(typ: Typ | null): Form | null {
  switch (typ?.art) {
    case 'liste':
      return formAusTyp(typ.teil);
    case 'struktur': {
      const form = NACH_TYP.get(typ.felder) ?? new Map([...typ.felder].map(([name, feld]) => [name, formAusTyp(feld)]));
      NACH_TYP.set(typ.felder, form);
      return form;
    }
    case 'funktion':
      return new Map([[ERGEBNIS, formAusTyp(typ.ergebnis)]]);
    default:
      return null;
  }
}
