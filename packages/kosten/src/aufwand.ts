import type { Aufwandsklasse } from './regel.ts';

/** What happened in a case, as far as it says how much work it was. Nothing about who did it. */
export interface Geschehen {
  /** somebody had to look: a check, a request for papers */
  readonly geprueft: boolean;
  readonly widerspruch: boolean;
}

/**
 * The default class of a case: the classes of its Leistung from the smallest up; the first when nothing special happened, the next
 * when somebody had to look, the last after a Widerspruch. Undefined when none is agreed.
 */
export function klasseOf(
  klassen: readonly Aufwandsklasse[],
  leistung: string,
  g: Geschehen,
): Aufwandsklasse | undefined {
  const eigene = klassen
    .filter((k) => k.leistung === leistung)
    .toSorted((a, b) => a.minuten - b.minuten || (a.name < b.name ? -1 : 1));
  if (g.widerspruch) return eigene.at(-1);
  return g.geprueft ? (eigene[1] ?? eigene[0]) : eigene[0];
}
