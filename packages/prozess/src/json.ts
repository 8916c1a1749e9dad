/** Plain JSON data, the only thing a state, a command and an effect are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Variablen = { readonly [name: string]: Json };

export type AlsJson<T> = { readonly ok: true; readonly wert: T } | { readonly ok: false; readonly meldung: string };

const TIEFE = 64;
/** what one value, and one instance altogether, may hold: in characters, each value counting for some */
const GROESSE = 1_000_000;
const GROESSE_STAND = 4_000_000;
const JE_WERT = 8;

interface Rest {
  rest: number;
}

/**
 * Copies a value into plain JSON. Objects with `toJSON` (dates, decimals) become what they say; `undefined` becomes `null`,
 * or disappears as a member. Functions, endless numbers, circles, depths over 64 and what is too large are refused with a reason.
 */
export function alsJson(wert: unknown): AlsJson<Json> {
  return kopiere(wert, 0, { rest: GROESSE });
}

function kopiere(wert: unknown, tiefe: number, platz: Rest): AlsJson<Json> {
  platz.rest -= JE_WERT + (typeof wert === 'string' ? wert.length : 0);
  if (platz.rest < 0) return nein('Die Daten sind zu groß: Erlaubt sind etwa eine Million Zeichen.');
  if (tiefe > TIEFE) return nein('Die Daten sind zu tief verschachtelt.');
  if (wert === null || wert === undefined) return { ok: true, wert: null };
  if (typeof wert === 'boolean' || typeof wert === 'string') return { ok: true, wert };
  if (typeof wert === 'number') {
    // JSON knows no negative zero: normalised here, so that a state survives its round trip
    return Number.isFinite(wert) ? { ok: true, wert: wert === 0 ? 0 : wert } : nein('Eine Zahl ist nicht endlich.');
  }
  if (typeof wert !== 'object') return nein(`Ein Wert der Art „${typeof wert}“ lässt sich nicht speichern.`);
  if ('toJSON' in wert && typeof wert.toJSON === 'function') return kopiere(wert.toJSON(), tiefe + 1, platz);
  return Array.isArray(wert) ? liste(wert, tiefe, platz) : objekt(wert, tiefe, platz);
}

/** As `alsJson`, for a set of variables: an object at the top, or nothing. */
export function alsVariablen(wert: unknown): AlsJson<Variablen> {
  if (wert === undefined) return { ok: true, wert: {} };
  if (typeof wert !== 'object' || wert === null || Array.isArray(wert)) {
    return nein('Die Variablen müssen ein Objekt mit Namen und Werten sein.');
  }
  return objekt(wert, 0, { rest: GROESSE });
}

/** Whether the data of an instance are more than it may hold altogether. */
export function istZuGross(teile: Iterable<Json | undefined>): boolean {
  const platz = { rest: GROESSE_STAND };
  for (const teil of teile) if (teil !== undefined && !passt(teil, platz)) return true;
  return false;
}

function passt(wert: Json, platz: Rest): boolean {
  platz.rest -= JE_WERT + (typeof wert === 'string' ? wert.length : 0);
  if (platz.rest < 0) return false;
  if (typeof wert !== 'object' || wert === null) return true;
  for (const name in wert) if (!passt((wert as Variablen)[name] ?? null, platz)) return false;
  return true;
}

function liste(werte: readonly unknown[], tiefe: number, platz: Rest): AlsJson<Json> {
  const kopie: Json[] = [];
  for (const eintrag of werte) {
    const ergebnis = kopiere(eintrag, tiefe + 1, platz);
    if (!ergebnis.ok) return ergebnis;
    kopie.push(ergebnis.wert);
  }
  return { ok: true, wert: kopie };
}

function objekt(wert: object, tiefe: number, platz: Rest): AlsJson<Variablen> {
  const kopie: Record<string, Json> = {};
  for (const [name, inhalt] of Object.entries(wert)) {
    if (name === '__proto__') return nein('Der Name „__proto__“ ist nicht erlaubt.');
    if (inhalt === undefined) continue;
    platz.rest -= name.length;
    const ergebnis = kopiere(inhalt, tiefe + 1, platz);
    if (!ergebnis.ok) return ergebnis;
    kopie[name] = ergebnis.wert;
  }
  return { ok: true, wert: kopie };
}

function nein(meldung: string): { ok: false; meldung: string } {
  return { ok: false, meldung };
}
