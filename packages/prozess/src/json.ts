/** Plain JSON data, the only thing a state, a command and an effect are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Variablen = { readonly [name: string]: Json };

export type AlsJson<T> = { readonly ok: true; readonly wert: T } | { readonly ok: false; readonly meldung: string };

const TIEFE = 64;

/**
 * Copies a value into plain JSON. Objects with `toJSON` (dates, decimals) become what they say; `undefined` becomes `null`,
 * or disappears as a member. Functions, endless numbers, circles and depths over 64 are refused with a reason.
 */
export function alsJson(wert: unknown, tiefe = 0): AlsJson<Json> {
  if (tiefe > TIEFE) return nein('Die Daten sind zu tief verschachtelt.');
  if (wert === null || wert === undefined) return { ok: true, wert: null };
  if (typeof wert === 'boolean' || typeof wert === 'string') return { ok: true, wert };
  if (typeof wert === 'number') {
    // JSON knows no negative zero: normalised here, so that a state survives its round trip
    return Number.isFinite(wert) ? { ok: true, wert: wert === 0 ? 0 : wert } : nein('Eine Zahl ist nicht endlich.');
  }
  if (typeof wert !== 'object') return nein(`Ein Wert der Art „${typeof wert}“ lässt sich nicht speichern.`);
  if ('toJSON' in wert && typeof wert.toJSON === 'function') return alsJson(wert.toJSON(), tiefe + 1);
  return Array.isArray(wert) ? liste(wert, tiefe) : objekt(wert, tiefe);
}

/** As `alsJson`, for a set of variables: an object at the top, or nothing. */
export function alsVariablen(wert: unknown): AlsJson<Variablen> {
  if (wert === undefined) return { ok: true, wert: {} };
  if (typeof wert !== 'object' || wert === null || Array.isArray(wert)) {
    return nein('Die Variablen müssen ein Objekt mit Namen und Werten sein.');
  }
  return objekt(wert, 0);
}

function liste(werte: readonly unknown[], tiefe: number): AlsJson<Json> {
  const kopie: Json[] = [];
  for (const eintrag of werte) {
    const ergebnis = alsJson(eintrag, tiefe + 1);
    if (!ergebnis.ok) return ergebnis;
    kopie.push(ergebnis.wert);
  }
  return { ok: true, wert: kopie };
}

function objekt(wert: object, tiefe: number): AlsJson<Variablen> {
  const kopie: Record<string, Json> = {};
  for (const [name, inhalt] of Object.entries(wert)) {
    if (name === '__proto__') return nein('Der Name „__proto__“ ist nicht erlaubt.');
    if (inhalt === undefined) continue;
    const ergebnis = alsJson(inhalt, tiefe + 1);
    if (!ergebnis.ok) return ergebnis;
    kopie[name] = ergebnis.wert;
  }
  return { ok: true, wert: kopie };
}

function nein(meldung: string): { ok: false; meldung: string } {
  return { ok: false, meldung };
}
