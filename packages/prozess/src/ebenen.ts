import type { Prozess } from './model.ts';
import type { Verlauf } from './verlauf.ts';

/** What lies inside a call activity or a closed sub-process: not on the plane on which that one is drawn. */
export interface InnereEbene {
  /** the call activity or sub-process */
  readonly element: string;
  /** names from the outermost inwards, as they are drawn */
  readonly namen: readonly string[];
  /** false: the model has no drawing of it, only `gliederung` tells */
  readonly gezeichnet: boolean;
}

/** The planes inside which the instance has been, in the order of the model; each can be drawn by `zeichne`. */
export function innereEbenen(prozess: Prozess, { besuche }: Verlauf): readonly InnereEbene[] {
  const ebeneVon = new Map(prozess.elemente.map((el) => [el.id, el.ebene]));
  const gezeichnete = new Set(prozess.elemente.flatMap((el) => (el.rahmen ? [el.id] : [])));
  const belegt = new Set(prozess.elemente.flatMap((el) => (el.rahmen && el.ebene !== undefined ? [el.ebene] : [])));
  // scopes that show what is in them where they are drawn themselves
  const offene = new Set<string>();
  const besuchte = new Set<string>();
  for (const k of prozess.knoten.values()) {
    if (k.bereich === undefined) continue;
    if (besuche.has(k.id)) besuchte.add(k.bereich);
    if (gezeichnete.has(k.id) && ebeneVon.get(k.id) === ebeneVon.get(k.bereich)) offene.add(k.bereich);
  }
  const ohneBild = new Set<string>();
  return [...prozess.knoten.values()].flatMap((k) => {
    if (!(k.art === 'aufruf' || k.art === 'teilprozess') || !besuchte.has(k.id) || offene.has(k.id)) return [];
    const gezeichnet = belegt.has(k.id);
    // what is not drawn is told as a whole, with all that lies in it
    if (!gezeichnet) ohneBild.add(k.id);
    if (!gezeichnet && k.bereich !== undefined && ohneBild.has(k.bereich)) return [];
    return [{ element: k.id, namen: namenVon(prozess, k.id), gezeichnet }];
  });
}

function namenVon(prozess: Prozess, id: string): string[] {
  const k = prozess.knoten.get(id);
  return k ? [...(k.bereich === undefined ? [] : namenVon(prozess, k.bereich)), k.name || k.id] : [];
}
