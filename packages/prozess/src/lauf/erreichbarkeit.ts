import type { InklusivKnoten, Prozess } from '../model.ts';

type Zugaenge = ReadonlyMap<string, ReadonlySet<string>>;

// Derived from the immutable process alone: kept as long as it lives, computed when an inclusive join first needs it.
const bekannt = new WeakMap<Prozess, Map<string, Zugaenge>>();
const NICHTS: ReadonlySet<string> = new Set();

/** The flows into the join that can be reached from an element without passing the join. */
export function erreicht(prozess: Prozess, join: InklusivKnoten, von: string): ReadonlySet<string> {
  const jeJoin = bekannt.get(prozess) ?? new Map<string, Zugaenge>();
  bekannt.set(prozess, jeJoin);
  const zugaenge = jeJoin.get(join.id) ?? berechne(prozess, join);
  jeJoin.set(join.id, zugaenge);
  return zugaenge.get(von) ?? NICHTS;
}

function berechne(prozess: Prozess, join: InklusivKnoten): Zugaenge {
  const zugaenge = new Map<string, Set<string>>();
  for (const id of join.ein) {
    const anfang = prozess.fluesse.get(id)?.von;
    const gesehen = new Set(anfang === undefined ? [] : [anfang]);
    for (const knotenId of gesehen) {
      if (knotenId === join.id) continue;
      const menge = zugaenge.get(knotenId) ?? new Set();
      zugaenge.set(knotenId, menge.add(id));
      const knoten = prozess.knoten.get(knotenId);
      for (const f of knoten?.ein ?? []) gesehen.add(prozess.fluesse.get(f)?.von ?? knotenId);
      if (knoten?.art === 'rand') gesehen.add(knoten.an);
    }
  }
  return zugaenge;
}
