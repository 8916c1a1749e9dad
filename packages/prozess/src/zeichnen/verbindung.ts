import type { Element } from '../model.ts';
import { beschrifte, LINIE, maskiere, strich, WEG } from './svg.ts';

/** A sequence flow with its arrow head, or a dotted line for what is documentation only. */
export function zeichneVerbindung(el: Element, besucht: boolean): string {
  const punkte = el.wegpunkte ?? [];
  const linie = punkte.map((p) => `${p.x},${p.y}`).join(' ');
  const art = el.art === 'fluss' ? strich(besucht, 1.25) : `stroke="${LINIE}" stroke-dasharray="2 3"`;
  const spitze = el.art === 'fluss' ? zeichneSpitze(el, besucht) : '';
  const b = el.beschriftung;
  const name = b ? beschrifte(el.name, b.x + b.breite / 2, b.y, Math.max(b.breite, 60), 'oben') : '';
  return `<g data-element="${maskiere(el.id)}"${besucht ? ' class="weg"' : ''}><polyline points="${linie}" ${art}/>${spitze}${name}</g>`;
}

// An arrow head of its own per line: a shared <marker> would need ids, which collide when a page shows two drawings.
function zeichneSpitze(el: Element, besucht: boolean): string {
  const [ende, vorher] = [el.wegpunkte?.at(-1), el.wegpunkte?.at(-2)];
  if (!ende || !vorher) return '';
  const grad = Math.round((Math.atan2(ende.y - vorher.y, ende.x - vorher.x) * 180) / Math.PI);
  return `<path d="M0 0L-10 -4.5L-10 4.5Z" transform="translate(${ende.x} ${ende.y}) rotate(${grad})" fill="${besucht ? WEG : LINIE}"/>`;
}
