import type { Element, Prozess, Rahmen } from '../model.ts';
import { beschrifte, FLAECHE, LINIE, maskiere, strich } from './svg.ts';

const ZEICHEN: Readonly<Record<string, string>> = {
  aufgabe: 'Person',
  dienst: 'Dienst',
  entscheidung: 'Regel',
  nachricht: 'Empfang',
};

/** A node, lane or note inside its bounds. */
export function zeichneForm(prozess: Prozess, el: Element, besucht: boolean): string {
  const r = el.rahmen;
  return r
    ? `<g data-element="${maskiere(el.id)}"${besucht ? ' class="weg"' : ''}>${form(prozess, el, r, besucht)}</g>`
    : '';
}

function form(prozess: Prozess, el: Element, r: Rahmen, besucht: boolean): string {
  const [mx, my] = [r.x + r.breite / 2, r.y + r.hoehe / 2];
  switch (el.art) {
    case 'start':
    case 'ende':
    case 'zeit':
    case 'rand':
    case 'signal':
    case 'bedingung':
    case 'wurf':
      return ereignis(prozess, el, r, besucht);
    case 'nachricht':
      // A catch event is drawn as a circle, a receive task as a box: the bounds tell which.
      return r.breite === r.hoehe ? ereignis(prozess, el, r, besucht) : taetigkeit(el, r, besucht);
    case 'durchgang':
      return r.breite === r.hoehe ? ereignis(prozess, el, r, besucht) : taetigkeit(el, r, besucht);
    case 'exklusiv':
    case 'inklusiv':
    case 'wahl':
    case 'parallel': {
      const raute = `<path d="M${mx} ${r.y}L${r.x + r.breite} ${my}L${mx} ${r.y + r.hoehe}L${r.x} ${my}Z" fill="${FLAECHE}" ${strich(besucht)}/>`;
      const [a, b] = [r.breite / 6, r.breite / 5];
      const kreuz =
        el.art === 'exklusiv'
          ? `M${mx - a} ${my - a}L${mx + a} ${my + a}M${mx + a} ${my - a}L${mx - a} ${my + a}`
          : `M${mx - b} ${my}L${mx + b} ${my}M${mx} ${my - b}L${mx} ${my + b}`;
      return `${raute}<path d="${kreuz}" stroke="${LINIE}" stroke-width="3"/>${aussen(el, r)}`;
    }
    case 'aufgabe':
    case 'dienst':
    case 'entscheidung':
    case 'skript':
    case 'teilprozess':
    case 'aufruf':
      return taetigkeit(el, r, besucht);
    case 'becken':
    case 'bahn':
      return `${kasten(r, `stroke="${LINIE}"`)}<g transform="rotate(-90 ${r.x + 15} ${my})">${beschrifte(el.name, r.x + 15, my, r.hoehe, 'mitte')}</g>`;
    case 'anmerkung':
      return `<path d="M${r.x + 12} ${r.y}H${r.x}V${r.y + r.hoehe}H${r.x + 12}" stroke="${LINIE}"/>${beschrifte(el.name, mx, my, r.breite, 'mitte')}`;
    case 'gruppe':
      return kasten(r, `stroke="${LINIE}" stroke-dasharray="8 4"`);
    case 'daten':
      return `${kasten(r, `stroke="${LINIE}"`)}${aussen(el, r)}`;
    case 'fluss':
    case 'verbindung':
      return '';
  }
}

function taetigkeit(el: Element, r: Rahmen, besucht: boolean): string {
  const kasten = `<rect x="${r.x}" y="${r.y}" width="${r.breite}" height="${r.hoehe}" rx="8" fill="${FLAECHE}" ${strich(besucht)}/>`;
  const zeichen = `<text x="${r.x + 6}" y="${r.y + 13}" font-size="9" fill="currentColor" opacity="0.75">${ZEICHEN[el.art] ?? ''}</text>`;
  return `${kasten}${zeichen}${beschrifte(el.name, r.x + r.breite / 2, r.y + r.hoehe / 2 + 4, r.breite - 10, 'mitte')}`;
}

function ereignis(prozess: Prozess, el: Element, r: Rahmen, besucht: boolean): string {
  const [mx, my, radius] = [r.x + r.breite / 2, r.y + r.hoehe / 2, r.breite / 2];
  const knoten = prozess.knoten.get(el.id);
  const gestrichelt = knoten?.art === 'rand' && !knoten.unterbrechend ? ' stroke-dasharray="4 3"' : '';
  const kreis = (rr: number, breite: number) =>
    `<circle cx="${mx}" cy="${my}" r="${rr}" fill="${FLAECHE}" ${strich(besucht, breite)}${gestrichelt}/>`;
  const innen = knoten?.art === 'rand' ? knoten.ereignis.art : el.art;
  const symbol =
    innen === 'zeit'
      ? `<path d="M${mx} ${my - radius / 2}V${my}L${mx + radius / 3} ${my + radius / 5}" stroke="${LINIE}"/>`
      : innen === 'nachricht'
        ? `<path d="M${mx - 7} ${my - 5}h14v10h-14zl7 6 7 -6" stroke="${LINIE}"/>`
        : knoten?.art === 'ende' && knoten.alles
          ? `<circle cx="${mx}" cy="${my}" r="${radius * 0.6}" fill="${LINIE}"/>`
          : '';
  const zweiter = el.art === 'start' || el.art === 'ende' ? '' : kreis(radius - 3, 1);
  return `${kreis(radius, el.art === 'ende' ? 3 : 1.25)}${zweiter}${symbol}${aussen(el, r)}`;
}

/** The name beside a small shape: where the model puts it, else below. */
function aussen(el: Element, r: Rahmen): string {
  const b = el.beschriftung;
  return b
    ? beschrifte(el.name, b.x + b.breite / 2, b.y, Math.max(b.breite, 60), 'oben')
    : beschrifte(el.name, r.x + r.breite / 2, r.y + r.hoehe + 4, 110, 'oben');
}

function kasten(r: Rahmen, stil: string): string {
  return `<rect x="${r.x}" y="${r.y}" width="${r.breite}" height="${r.hoehe}" ${stil}/>`;
}
