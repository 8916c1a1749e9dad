import type { Kontext, Wert } from './wert.ts';

/** Names are the same with any white space between their parts (DMN 1.5, 10.3.1.2). */
export const normalName = (name: string): string => name.replace(/\s+/gu, ' ').trim();

const MEHRTEILIG = /[^\p{L}\p{N}_]/u;

/** Entry of a context by its name; data may spell the white space differently. */
export function hole(kontext: Kontext, name: string): Wert | undefined {
  const direkt = kontext.get(name);
  if (direkt !== undefined || !MEHRTEILIG.test(name)) return direkt;
  for (const [schluessel, wert] of kontext) if (normalName(schluessel) === name) return wert;
  return undefined;
}
