import type { InklusivKnoten, Prozess } from '../model.ts';

type Zugaenge = Map<string, ReadonlySet<string>>;

// Derived from the immutable process alone: kept as long as it lives, computed for those places alone where tokens stood.
const bekannt = new WeakMap<Prozess, Map<string, Zugaenge>>();

/** The flows into the join that can be reached from an element without passing the join. */
export function erreicht(prozess: Prozess, join: InklusivKnoten, von: string): ReadonlySet<string> {
  const jeJoin = bekannt.get(prozess) ?? new Map<string, Zugaenge>();
  bekannt.set(prozess, jeJoin);
  const zugaenge: Zugaenge = jeJoin.get(join.id) ?? new Map();
  jeJoin.set(join.id, zugaenge);
  const schon = zugaenge.get(von);
  if (schon) return schon;
  const fluesse = suche(prozess, join, von);
  zugaenge.set(von, fluesse);
  return fluesse;
}

function suche(prozess: Prozess, join: InklusivKnoten, von: string): Set<string> {
  const fluesse = new Set<string>();
  const gesehen = new Set([von]);
  // A Set may grow while it is walked: what is added is visited too.
  for (const id of gesehen) {
    const knoten = prozess.knoten.get(id);
    for (const fluss of knoten?.aus ?? []) {
      const nach = prozess.fluesse.get(fluss)?.nach;
      if (nach === join.id) fluesse.add(fluss);
      else if (nach !== undefined) gesehen.add(nach);
    }
    if (knoten && 'rand' in knoten) for (const rand of knoten.rand) gesehen.add(rand);
  }
  return fluesse;
}
