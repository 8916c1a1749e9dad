import { splitAmtlicherName } from './namen.ts';
import type { Satz } from './saetze.ts';

/**
 * Finds the Gemeinde in which a Verband sits. The seat is given by name only, and names repeat across Saxony (Reichenbach,
 * Schöneck, Lichtenberg), so members are asked first, then the Kreis; the full name goes before the name without its
 * suffix ("Lugau" for "Lugau/Erzgeb."). Anything but exactly one answer is null.
 */
export function findSitz(sitz: string, mitglieder: readonly Satz[], kreis: readonly Satz[]): Satz | null {
  for (const kandidaten of [mitglieder, kreis]) {
    for (const form of [(n: string) => n, withoutSuffix]) {
      const treffer = kandidaten.filter((g) => form(splitAmtlicherName(g.name).kurzname) === sitz);
      if (treffer.length === 1) return treffer[0] ?? null;
      if (treffer.length > 1) return null;
    }
  }
  return null;
}

/** "Lugau/Erzgeb." → "Lugau", "Bernstadt a. d. Eigen" → "Bernstadt". */
const withoutSuffix = (name: string): string => name.replace(/(\/| a\. ?d\.| i\. ?d\.).*$/, '');
