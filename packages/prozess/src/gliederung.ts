import type { Knoten, Prozess } from './model.ts';
import { type Besuch, nenneArt, type Verlauf } from './verlauf.ts';

/** One element of the process as a list entry, with what lies inside it or hangs on it. */
export interface Gliederungspunkt {
  readonly element: string;
  readonly name: string;
  /** what it is, in German words */
  readonly art: string;
  readonly stand: 'offen' | 'erledigt' | 'nicht-erreicht';
  readonly besuche: readonly Besuch[];
  /** where several ways lead on: which, and which were gone */
  readonly wege: readonly { readonly name: string; readonly nach: string; readonly gegangen: boolean }[];
  readonly unter: readonly Gliederungspunkt[];
}

/**
 * The diagram as a nested list, for those who hear it: in the order in which the flows lead from the start, sub-processes and
 * boundary events below their element, event sub-processes last. Every element of the model is in it exactly once.
 */
export function gliederung(prozess: Prozess, verlauf: Verlauf): readonly Gliederungspunkt[] {
  const jeBereich = new Map<string | undefined, Knoten[]>();
  for (const k of prozess.knoten.values()) {
    const liste = jeBereich.get(k.bereich);
    if (liste) liste.push(k);
    else jeBereich.set(k.bereich, [k]);
  }
  return gliedere(prozess, verlauf, jeBereich, undefined);
}

type JeBereich = ReadonlyMap<string | undefined, readonly Knoten[]>;

function gliedere(
  prozess: Prozess,
  verlauf: Verlauf,
  jeBereich: JeBereich,
  bereich: string | undefined,
): Gliederungspunkt[] {
  const alle = jeBereich.get(bereich) ?? [];
  const starts = bereich === undefined ? prozess.starts : [prozess.bereiche.get(bereich)?.start ?? ''];
  const folge = new Set<string>();
  const raender = new Map<string, string[]>();
  for (const k of alle) if (k.art === 'rand') raender.set(k.an, [...(raender.get(k.an) ?? []), k.id]);
  // A Set may grow while it is walked; what no flow reaches (event sub-processes, compensation) comes after.
  const reihe = new Set(starts);
  const gehe = () => {
    for (const id of reihe) {
      const k = prozess.knoten.get(id);
      if (!k || folge.has(id)) continue;
      folge.add(id);
      const von = [k, ...(raender.get(id) ?? []).flatMap((r) => prozess.knoten.get(r) ?? [])];
      for (const f of von.flatMap((x) => x.aus)) reihe.add(prozess.fluesse.get(f)?.nach ?? id);
    }
  };
  gehe();
  for (const k of alle) if (k.art !== 'rand') reihe.add(k.id);
  gehe();
  const punkt = (id: string): Gliederungspunkt[] => {
    const k = prozess.knoten.get(id);
    if (!k) return [];
    const unter = [
      ...(jeBereich.has(id) ? gliedere(prozess, verlauf, jeBereich, id) : []),
      ...(raender.get(id) ?? []).flatMap(punkt),
    ];
    return [beschreibe(prozess, verlauf, k, unter)];
  };
  return [...folge].flatMap(punkt);
}

function beschreibe(
  prozess: Prozess,
  verlauf: Verlauf,
  k: Knoten,
  unter: readonly Gliederungspunkt[],
): Gliederungspunkt {
  const besuche = verlauf.besuche.get(k.id) ?? [];
  const wege = k.aus.flatMap((id) => {
    const fluss = prozess.fluesse.get(id);
    if (!fluss || k.aus.length < 2) return [];
    const nach = prozess.knoten.get(fluss.nach);
    return [{ name: fluss.name, nach: nach?.name || nach?.id || '', gegangen: verlauf.fluesse.has(id) }];
  });
  const stand = besuche.length === 0 ? 'nicht-erreicht' : besuche.some((b) => b.offen) ? 'offen' : 'erledigt';
  return { element: k.id, name: k.name, art: nenneArt(k), stand, besuche, wege, unter };
}
