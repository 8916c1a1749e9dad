import type { Antwort, Antworten } from './model.ts';

// FEEL reads ids as names, so words of its grammar and of JavaScript's object prototype are closed
const FEEL_WORTE =
  'and between div else every external false for function if in instance item not null of or return satisfies some then true';
const GESPERRT = new Set([
  ...FEEL_WORTE.split(' '),
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'heute',
]);
const NAME = /^[a-z][a-zA-Z0-9_]*$/;

/** Whether a text is a field id: dot-separated ASCII names that are no reserved words. */
export function istFeldId(text: string): boolean {
  const namen = text.split('.');
  return text.length <= 120 && namen.every((name) => NAME.test(name) && !GESPERRT.has(name));
}

/** The answer at a dotted id; only own properties are read, a branch is no answer. */
export function liesAntwort(antworten: Antworten, id: string): Antwort | undefined {
  const wert = liesPfad(antworten, id);
  return typeof wert === 'string' || typeof wert === 'number' || typeof wert === 'boolean' ? wert : undefined;
}

/** Whatever lies at a dotted path of plain data; `undefined` where the path ends. */
export function liesPfad(daten: unknown, pfad: string): unknown {
  let stelle = daten;
  for (const name of pfad.split('.')) {
    if (typeof stelle !== 'object' || stelle === null || !Object.hasOwn(stelle, name)) return undefined;
    stelle = (stelle as Record<string, unknown>)[name];
  }
  return stelle;
}

/** The answers with one more; the input stays as it is. Ids come from a compiled form, so no reserved name is written. */
export function mitAntwort(antworten: Antworten, id: string, wert: Antwort): Antworten {
  const [name = '', ...rest] = id.split('.');
  if (rest.length === 0) return { ...antworten, [name]: wert };
  const ast = Object.hasOwn(antworten, name) ? antworten[name] : undefined;
  return { ...antworten, [name]: mitAntwort(typeof ast === 'object' ? ast : {}, rest.join('.'), wert) };
}
