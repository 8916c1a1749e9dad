import type { Lauf, Wert } from '../werte/wert.ts';
import { normalName } from './syntax.ts';

/** What is known about names while compiling. `offen`: further names may exist at run time (filters, free conditions). */
export type Umgebung = {
  readonly namen: ReadonlySet<string>;
  readonly offen: boolean;
  readonly eltern: Umgebung | null;
};
/** The names' values while evaluating, inner ones first. */
export type Sicht = { readonly werte: ReadonlyMap<string, Wert>; readonly eltern: Sicht | null };
/** A compiled expression. */
export type Code = (sicht: Sicht, lauf: Lauf) => Wert;

export const umgebung = (namen: Iterable<string>, offen: boolean, eltern: Umgebung | null = null): Umgebung => ({
  namen: new Set([...namen].map(normalName)),
  offen,
  eltern,
});

export function kennt(u: Umgebung | null, name: string): boolean {
  return u !== null && (u.namen.has(name) || kennt(u.eltern, name));
}

export function istOffen(u: Umgebung | null): boolean {
  return u !== null && (u.offen || istOffen(u.eltern));
}

export const sichtMit = (eltern: Sicht | null, ...paare: readonly (readonly [string, Wert])[]): Sicht => ({
  werte: new Map(paare),
  eltern,
});

export function suche(sicht: Sicht | null, name: string): Wert | undefined {
  for (let s = sicht; s; s = s.eltern) {
    const wert = hole(s.werte, name);
    if (wert !== undefined) return wert;
  }
  return undefined;
}

/** Entry of a context by its normalised name; data may spell the white space differently. */
export function hole(kontext: ReadonlyMap<string, Wert>, name: string): Wert | undefined {
  const direkt = kontext.get(name);
  if (direkt !== undefined || !/[^\p{L}\p{N}_]/u.test(name)) return direkt;
  for (const [schluessel, wert] of kontext) if (normalName(schluessel) === name) return wert;
  return undefined;
}
