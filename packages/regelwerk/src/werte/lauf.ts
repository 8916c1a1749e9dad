import type { Temporal } from 'temporal-polyfill';
import type { Lauf } from './wert.ts';

/** Steps one evaluation may take; a generous bound for real rules, a wall for endless ones. */
export const SCHRITTE = 250_000;
const TIEFE = 200;
/** What one operation of many in an expression costs beside a step of a loop. */
export const LEICHT = 0.1;
/** What a logarithm or a root costs beside an addition. */
export const TEUER = 100;

/** Leaves an evaluation from any depth. Never crosses the public functions: they turn it into a value. */
export class Abbruch extends Error {
  readonly code: string;
  constructor(code: string, meldung: string) {
    super(meldung);
    this.code = code;
  }
}

export const neuerLauf = (
  optionen: { readonly streng?: boolean; readonly jetzt?: Temporal.ZonedDateTime | null } = {},
): Lauf => ({
  rest: SCHRITTE,
  tiefe: 0,
  hinweise: [],
  unmoeglich: null,
  streng: optionen.streng ?? true,
  jetzt: optionen.jetzt ?? null,
  regeln: [],
});

/** Charges work that grows with the data: loops, lists, long texts. */
export function verbrauche(lauf: Lauf, schritte: number): void {
  lauf.rest -= schritte;
  if (!(lauf.rest >= 0)) {
    throw new Abbruch('zu-viele-schritte', 'Die Berechnung braucht zu viele Schritte und wurde abgebrochen.');
  }
}

export function tiefer<T>(lauf: Lauf, tue: () => T): T {
  if (lauf.tiefe >= TIEFE) throw new Abbruch('zu-tief', 'Die Berechnung ruft sich zu oft selbst auf.');
  lauf.tiefe += 1;
  try {
    return tue();
  } finally {
    lauf.tiefe -= 1;
  }
}

/** Notes what cannot be done with the values there are, and what FEEL answers with null, so that it is seen and not lost. */
export function leer(lauf: Lauf, hinweis: string): null {
  lauf.unmoeglich ??= hinweis;
  return fehlt(lauf, hinweis);
}

/** The same where a value is merely missing: null in, null out. */
export function fehlt(lauf: Lauf, hinweis: string): null {
  if (lauf.hinweise.length < 50) lauf.hinweise.push(hinweis);
  return null;
}

/** The model's own contract is broken: ends a strict evaluation, is null with a note in one as DMN asks. */
export function verstosse(lauf: Lauf, code: string, meldung: string): null {
  if (lauf.streng) throw new Abbruch(code, meldung);
  return leer(lauf, meldung);
}

/** Runs an evaluation and answers an abort as a value. */
export function fange<T>(tue: () => T): { ok: true; wert: T } | { ok: false; code: string; meldung: string } {
  try {
    return { ok: true, wert: tue() };
  } catch (fehler) {
    if (fehler instanceof Abbruch) return { ok: false, code: fehler.code, meldung: fehler.message };
    // deeply nested data can outgrow the stack where no call is counted, for instance while it is written as JSON
    if (fehler instanceof RangeError && /call stack/i.test(fehler.message)) {
      return { ok: false, code: 'zu-tief', meldung: 'Die Werte sind zu tief ineinander geschachtelt.' };
    }
    throw fehler;
  }
}
