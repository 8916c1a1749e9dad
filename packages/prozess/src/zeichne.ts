import type { Element, Prozess, Punkt, Rahmen } from './model.ts';
import { type Verlauf, verlaufAus } from './verlauf.ts';
import { zeichneForm } from './zeichnen/formen.ts';
import { istFlaeche, maskiere } from './zeichnen/svg.ts';
import { zeichneVerbindung } from './zeichnen/verbindung.ts';
import type { WegPunkt } from './zustand.ts';

const RAND = 20;

/**
 * Draws the process as SVG from its diagram interchange (pixels of the model), and on it the way an instance has taken:
 * visited elements are thicker, the place where it stands has a dashed frame, a badge counts several visits, times and people
 * of the last visit stand in the box, of all visits in `<title>`; in words the way is in `<desc>`. Nothing is told by colour
 * alone. Instead of a `Verlauf` the `weg` of a state may be given, which knows no times. `ebene` names the call activity or sub-process
 * whose own plane is drawn instead (`innereEbenen`).
 *
 * No script, no outside reference. Colours follow the page: text is `currentColor`; `--prozess-linie`, `--prozess-flaeche`,
 * `--prozess-weg` may be set by CSS, and the classes `weg` and `offen` are on the groups. Without drawing information the
 * answer is an empty string.
 *
 * @example
 * zeichne(prozess, { besuche: new Map([['Aufgabe_pruefen', [{ von: '3.5., 9:12', wer: 'E. Muster' }]]]), fluesse: new Set() });
 */
export function zeichne(prozess: Prozess, weg: readonly WegPunkt[] | Verlauf = [], ebene?: string): string {
  const gezeichnet = prozess.elemente.filter((el) => el.ebene === ebene && (el.rahmen || el.wegpunkte));
  if (gezeichnet.length === 0) return '';
  const verlauf = 'besuche' in weg ? weg : verlaufAus(prozess, { weg, token: [] });
  const gefuellt = new Set(gezeichnet.map((el) => prozess.knoten.get(el.id)?.bereich));
  // Surfaces lie below, lines in the middle, what happens on top.
  const lage = (el: Element) => (istFlaeche(el) ? 0 : el.wegpunkte ? 1 : el.art === 'rand' ? 3 : 2);
  const teile = [...gezeichnet]
    .sort((a, b) => lage(a) - lage(b))
    .map((el) => {
      const besuche = verlauf.besuche.get(el.id) ?? [];
      if (el.wegpunkte) return zeichneVerbindung(el, verlauf.fluesse.has(el.id));
      const zu = el.art === 'aufruf' || (el.art === 'teilprozess' && !gefuellt.has(el.id));
      return el.rahmen ? zeichneForm({ prozess, el, r: el.rahmen, besuche, zu }) : '';
    });
  const { name, id } = prozess.knoten.get(ebene ?? '') ?? prozess;
  const [x, y, breite, hoehe] = ausschnitt(gezeichnet);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${breite} ${hoehe}" width="${breite}" height="${hoehe}" role="img" class="prozess" font-family="inherit" font-size="12" fill="none" stroke-linejoin="round">`,
    `<title>${maskiere(name || id)}</title><desc>${maskiere(beschreibe(prozess, verlauf, new Set(gezeichnet.map((el) => el.id))))}</desc>`,
    ...teile,
    '</svg>',
  ].join('\n');
}

function beschreibe(prozess: Prozess, { besuche }: Verlauf, gezeichnet: ReadonlySet<string>): string {
  const namen = [...besuche].flatMap(([id, liste]) => {
    const name = gezeichnet.has(id) && prozess.knoten.get(id)?.name;
    if (!name) return [];
    return liste.some((b) => b.offen) ? `${name} (hier steht der Vorgang)` : name;
  });
  return namen.length === 0 ? 'Noch kein Weg zurückgelegt.' : `Zurückgelegter Weg: ${namen.join(' → ')}`;
}

function ausschnitt(elemente: readonly Element[]): [number, number, number, number] {
  const punkte = elemente.flatMap((el) => [...ecken(el.rahmen), ...ecken(el.beschriftung), ...(el.wegpunkte ?? [])]);
  const xs = punkte.map((p) => p.x);
  const ys = punkte.map((p) => p.y);
  const [links, oben] = [kleinstes(xs), kleinstes(ys)];
  const [rechts, unten] = [-kleinstes(xs.map((x) => -x)), -kleinstes(ys.map((y) => -y))];
  return [links - RAND, oben - RAND, rechts - links + 2 * RAND, unten - oben + 2 * RAND];
}

function kleinstes(zahlen: readonly number[]): number {
  return zahlen.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function ecken(rahmen: Rahmen | undefined): Punkt[] {
  return rahmen ? [rahmen, { x: rahmen.x + rahmen.breite, y: rahmen.y + rahmen.hoehe }] : [];
}
