import type { Lauf } from './wert.ts';

/** Steps one evaluation may take; a generous bound for real rules, a wall for endless ones. */
export const SCHRITTE = 250_000;
const TIEFE = 200;

/** Leaves an evaluation from any depth. Never crosses the public functions: they turn it into a value. */
export class Abbruch extends Error {
  readonly code: string;
  constructor(code: string, meldung: string) {
    super(meldung);
    this.code = code;
  }
}

export const neuerLauf = (schritte = SCHRITTE): Lauf => ({ rest: schritte, tiefe: 0, hinweise: [] });

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
