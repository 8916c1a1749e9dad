import type { Abrechnung } from './abrechnung.ts';
import type { Zeile } from './zeile.ts';

const nameOf = (z: Zeile) => `${z.leistung}|${z.regel}|${z.teil}|${z.art}`;

/** Where two statements of the same period differ: lines by their place in the statement, one side null where it has none. */
export interface Unterschied {
  readonly eigen: Zeile | null;
  readonly fremd: Zeile | null;
}

export function vergleiche(eigen: Abrechnung, fremd: Abrechnung): Unterschied[] {
  const [a, b] = [eigen, fremd].map((x) => new Map(x.zeilen.map((z) => [nameOf(z), z])));
  const namen = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])].toSorted();
  return namen.flatMap((n) => {
    const [x, y] = [a?.get(n) ?? null, b?.get(n) ?? null];
    return JSON.stringify(sortiert(x)) === JSON.stringify(sortiert(y)) ? [] : [{ eigen: x, fremd: y }];
  });
}

const sortiert = (z: Zeile | null) =>
  z ? Object.entries({ ...z, ust: Object.entries(z.ust).toSorted() }).toSorted() : null;

/** A line of a counter-entry: the old one is taken back as a whole, the new one stands beside it. Nothing is ever edited. */
export interface Gegenbuchung {
  readonly zeile: Zeile;
  readonly vorzeichen: -1 | 1;
}

/** What turns the old statement into the new one. */
export const gegenbuchungen = (alt: Abrechnung, neu: Abrechnung): Gegenbuchung[] =>
  vergleiche(alt, neu).flatMap(({ eigen, fremd }): Gegenbuchung[] => [
    ...(eigen ? [{ zeile: eigen, vorzeichen: -1 } as const] : []),
    ...(fremd ? [{ zeile: fremd, vorzeichen: 1 } as const] : []),
  ]);
