import type { Kontext, Wert } from './wert.ts';

/** Names are the same with any white space between their parts (DMN 1.5, 10.3.1.2). */
export const normalName = (name: string): string => name.replace(/\s+/gu, ' ').trim();

const MEHRTEILIG = /[^\p{L}\p{N}_]/u;

/** Entry of a context by its name; data may spell the white space differently. */
export function hole(kontext: Kontext, name: string): Wert | undefined {
  const direkt = kontext.get(name);
  if (direkt !== undefined || !MEHRTEILIG.test(name)) return direkt;
  const schluessel = schreibungen(kontext).get(name);
  return schluessel === undefined ? undefined : kontext.get(schluessel);
}

/** Names as they are written, by their normal form; found out once, as a loop may ask the same context for what it has not. */
const bekannt = new WeakMap<Kontext, ReadonlyMap<string, string>>();

function schreibungen(kontext: Kontext): ReadonlyMap<string, string> {
  const schon = bekannt.get(kontext);
  if (schon) return schon;
  const neu = new Map<string, string>();
  for (const schluessel of kontext.keys()) {
    const name = normalName(schluessel);
    if (!neu.has(name)) neu.set(name, schluessel);
  }
  bekannt.set(kontext, neu);
  return neu;
}
