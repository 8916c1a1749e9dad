import { vergleiche } from './vergleich.ts';
import type { Bereich, Lauf, Vergleichszeichen, Wert } from './wert.ts';

/** `[a..b]`; null when an end is missing, the ends have no common order, or the first lies behind the second. */
export function bereich(
  von: Wert,
  bis: Wert,
  vonInklusive: boolean,
  bisInklusive: boolean,
  lauf: Lauf,
): Bereich | null {
  const ordnung = vergleiche(von, bis, lauf);
  if (ordnung === null || ordnung > 0) return null;
  return { art: 'bereich', von, bis, vonInklusive, bisInklusive, zeichen: null };
}

/** The values that a comparison leaves: `(< 10)`, `(>= 5)`, `(= 3)`, `(!= 3)`. */
export function vergleichsbereich(zeichen: Vergleichszeichen, wert: Wert): Bereich {
  const unten = zeichen === '>' || zeichen === '>=' || zeichen === '=' || zeichen === '!=';
  const oben = zeichen === '<' || zeichen === '<=' || zeichen === '=' || zeichen === '!=';
  return {
    art: 'bereich',
    von: unten ? wert : null,
    bis: oben ? wert : null,
    vonInklusive: zeichen === '>=' || zeichen === '=',
    bisInklusive: zeichen === '<=' || zeichen === '=',
    zeichen,
  };
}
