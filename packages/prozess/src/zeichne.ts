import type { Element, Prozess, Punkt, Rahmen } from './model.ts';
import { zeichneForm } from './zeichnen/formen.ts';
import { istFlaeche, maskiere } from './zeichnen/svg.ts';
import { zeichneVerbindung } from './zeichnen/verbindung.ts';
import type { WegPunkt } from './zustand.ts';

const RAND = 20;

/**
 * Draws the process as SVG from its diagram interchange (pixels of the model). The way taken (`weg` of a state) is
 * emphasised by width, not by colour alone, and listed in words in `<desc>`. No script, no outside reference. Colours
 * follow the page: text is `currentColor`; `--prozess-linie`, `--prozess-flaeche`, `--prozess-weg` may be set by CSS.
 * Without drawing information the answer is an empty string.
 */
export function zeichne(prozess: Prozess, weg: readonly WegPunkt[] = []): string {
  const gezeichnet = prozess.elemente.filter((el) => el.rahmen || el.wegpunkte);
  if (gezeichnet.length === 0) return '';
  const besucht = besuchte(prozess, weg);
  // Surfaces lie below, lines in the middle, what happens on top.
  const ebene = (el: Element) => (istFlaeche(el) ? 0 : el.wegpunkte ? 1 : el.art === 'rand' ? 3 : 2);
  const teile = [...gezeichnet]
    .sort((a, b) => ebene(a) - ebene(b))
    .map((el) =>
      el.wegpunkte ? zeichneVerbindung(el, besucht.has(el.id)) : zeichneForm(prozess, el, besucht.has(el.id)),
    );
  const titel = maskiere(prozess.name || prozess.id);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${ausschnitt(gezeichnet)}" role="img" class="prozess" font-family="inherit" font-size="12" fill="none" stroke-linejoin="round">`,
    `<title>${titel}</title><desc>${maskiere(beschreibe(prozess, weg))}</desc>`,
    ...teile,
    '</svg>',
  ].join('\n');
}

/** Ids of visited nodes and of the flows taken to them. */
function besuchte(prozess: Prozess, weg: readonly WegPunkt[]): Set<string> {
  const ids = new Set<string>();
  for (const { element, ueber } of weg) {
    ids.add(element);
    const ein = prozess.knoten.get(element)?.ein ?? [];
    if (ueber !== undefined) ids.add(ueber);
    else if (ein.length === 1 && ein[0] !== undefined) ids.add(ein[0]);
  }
  return ids;
}

function beschreibe(prozess: Prozess, weg: readonly WegPunkt[]): string {
  const namen = weg.flatMap(({ element }) => prozess.knoten.get(element)?.name || []);
  return namen.length === 0 ? 'Noch kein Weg zurückgelegt.' : `Zurückgelegter Weg: ${namen.join(' → ')}`;
}

function ausschnitt(elemente: readonly Element[]): string {
  const punkte = elemente.flatMap((el) => [...ecken(el.rahmen), ...ecken(el.beschriftung), ...(el.wegpunkte ?? [])]);
  const xs = punkte.map((p) => p.x);
  const ys = punkte.map((p) => p.y);
  const [links, oben] = [kleinstes(xs), kleinstes(ys)];
  const [rechts, unten] = [-kleinstes(xs.map((x) => -x)), -kleinstes(ys.map((y) => -y))];
  return [links - RAND, oben - RAND, rechts - links + 2 * RAND, unten - oben + 2 * RAND].join(' ');
}

function kleinstes(zahlen: readonly number[]): number {
  return zahlen.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function ecken(rahmen: Rahmen | undefined): Punkt[] {
  return rahmen ? [rahmen, { x: rahmen.x + rahmen.breite, y: rahmen.y + rahmen.hoehe }] : [];
}
