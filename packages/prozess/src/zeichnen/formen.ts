import type { Element, Prozess, Rahmen } from '../model.ts';
import { type Besuch, nenneArt, nenneBesuch } from '../verlauf.ts';
import { beschrifte, FLAECHE, LINIE, maskiere, strich, WEG } from './svg.ts';
import { ereigniszeichen, gatewayzeichen, randzeichen } from './zeichen.ts';

const ZEICHEN: Readonly<Record<string, string>> = {
  aufgabe: 'Person',
  dienst: 'Dienst',
  entscheidung: 'Regel',
  skript: 'Rechnung',
  nachricht: 'Empfang',
  aufruf: 'Aufruf',
};

/** A shape to be drawn, and what happened there. */
export interface Bild {
  readonly prozess: Prozess;
  readonly el: Element;
  readonly r: Rahmen;
  readonly besuche: readonly Besuch[];
  /** a sub-process without its content in the drawing */
  readonly zu: boolean;
}

/** A node, lane or note inside its bounds. Visited ones are thicker, the open one has a second, dashed outline besides. */
export function zeichneForm(bild: Bild): string {
  const { el, besuche } = bild;
  const offen = besuche.some((b) => b.offen);
  const klasse = besuche.length === 0 ? '' : ` class="weg${offen ? ' offen' : ''}"`;
  const titel = besuche.length === 0 ? '' : `<title>${maskiere(nenneBild(bild))}</title>`;
  return `<g data-element="${maskiere(el.id)}"${klasse}>${titel}${form(bild)}${offen ? zeichneOffen(bild) : ''}${zeichneZahl(bild)}</g>`;
}

function form(bild: Bild): string {
  const { el, r } = bild;
  const [mx, my] = [r.x + r.breite / 2, r.y + r.hoehe / 2];
  switch (el.art) {
    case 'start':
    case 'ende':
    case 'zeit':
    case 'rand':
    case 'signal':
    case 'bedingung':
    case 'wurf':
      return ereignis(bild);
    case 'exklusiv':
    case 'inklusiv':
    case 'wahl':
    case 'parallel': {
      const raute = `<path d="M${mx} ${r.y}L${r.x + r.breite} ${my}L${mx} ${r.y + r.hoehe}L${r.x} ${my}Z" fill="${FLAECHE}" ${strich(bild.besuche.length > 0)}/>`;
      return `${raute}${gatewayzeichen(el.art, mx, my, r.breite)}${aussen(el, r)}`;
    }
    case 'nachricht':
    case 'durchgang':
    case 'dienst':
    case 'aufgabe':
    case 'entscheidung':
    case 'skript':
    case 'aufruf':
      // A catch or throw event is drawn as a circle, a task as a box: the bounds tell which.
      return istKreis(r) ? ereignis(bild) : taetigkeit(bild);
    case 'teilprozess':
      return taetigkeit(bild);
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

function taetigkeit(bild: Bild): string {
  const { prozess, el, r, besuche, zu } = bild;
  const knoten = prozess.knoten.get(el.id);
  const gepunktet = knoten?.art === 'teilprozess' && knoten.durchEreignis ? ' stroke-dasharray="2 3"' : '';
  const breite = el.art === 'aufruf' ? 3 : 1.5;
  const box = `<rect x="${r.x}" y="${r.y}" width="${r.breite}" height="${r.hoehe}" rx="8" fill="${FLAECHE}" ${strich(besuche.length > 0, breite)}${gepunktet}/>`;
  const zeichen = `<text x="${r.x + 6}" y="${r.y + 13}" font-size="9" fill="currentColor" opacity="0.75">${ZEICHEN[el.art] ?? ''}</text>`;
  const mx = r.x + r.breite / 2;
  const marken = randzeichen(knoten, zu, mx, r.y + r.hoehe);
  const zeilen = zeiten(bild);
  const fuss = marken !== '' || zeilen.length > 0;
  // An open sub-process has its content in the middle: the name goes to the top.
  const offen = el.art === 'teilprozess' && !zu;
  const name = offen
    ? beschrifte(el.name, mx, r.y + 2, r.breite - 10, 'oben')
    : beschrifte(el.name, mx, r.y + r.hoehe / 2 + (fuss ? -3 : 4), r.breite - 10, 'mitte');
  return `${box}${zeichen}${name}${marken}${zeichneZeiten(zeilen, marken === '' ? r : { ...r, hoehe: r.hoehe - 14 })}`;
}

function ereignis({ prozess, el, r, besuche }: Bild): string {
  const [mx, my, radius] = [r.x + r.breite / 2, r.y + r.hoehe / 2, r.breite / 2];
  const knoten = prozess.knoten.get(el.id);
  const neben = (knoten?.art === 'rand' || knoten?.art === 'start') && !knoten.unterbrechend;
  const gestrichelt = neben ? ' stroke-dasharray="4 3"' : '';
  const kreis = (rr: number, breite: number) =>
    `<circle cx="${mx}" cy="${my}" r="${rr}" fill="${FLAECHE}" ${strich(besuche.length > 0, breite)}${gestrichelt}/>`;
  const ende = knoten?.art === 'ende' || (knoten?.art === 'dienst' && knoten.endet === true);
  const zweiter = el.art === 'start' || ende ? '' : kreis(radius - 3, 1);
  return `${kreis(radius, ende ? 3 : 1.25)}${zweiter}${ereigniszeichen(knoten, mx, my, radius)}${aussen(el, r)}`;
}

/** The place where the instance stands: a dashed frame around it. */
function zeichneOffen({ r }: Bild): string {
  return `<rect x="${r.x - 6}" y="${r.y - 6}" width="${r.breite + 12}" height="${r.hoehe + 12}" rx="10" stroke="${WEG}" stroke-width="2" stroke-dasharray="6 4"/>`;
}

/** A badge with the number of visits, where there was more than one. */
function zeichneZahl({ r, besuche }: Bild): string {
  if (besuche.length < 2) return '';
  // Boundary events mostly sit at the right or at the bottom.
  const [x, y] = [r.x, r.y];
  return `<circle cx="${x}" cy="${y}" r="10" fill="${FLAECHE}" stroke="${WEG}" stroke-width="1.5"/><text x="${x}" y="${y + 4}" font-size="10" text-anchor="middle" fill="currentColor">${besuche.length}×</text>`;
}

/** When and by whom an activity was last done, at the bottom of its box, where no line runs. */
function zeiten({ el, r, besuche }: Bild): readonly string[] {
  const letzter = besuche.at(-1);
  if (!letzter || istKreis(r) || el.art === 'teilprozess') return [];
  const zeilen = [letzter.bis ?? letzter.von, letzter.wer].flatMap((t) => (t === undefined || t === '' ? [] : [t]));
  return r.hoehe < 70 ? zeilen.slice(0, 1) : zeilen;
}

function zeichneZeiten(zeilen: readonly string[], r: Rahmen): string {
  return zeilen
    .map((zeile, i) => {
      const y = r.y + r.hoehe - 5 - (zeilen.length - 1 - i) * 11;
      return `<text x="${r.x + r.breite / 2}" y="${y}" font-size="9" text-anchor="middle" fill="currentColor">${maskiere(kuerze(zeile, r))}</text>`;
    })
    .join('');
}

/** What does not fit is in the title. */
function kuerze(text: string, r: Rahmen): string {
  const zeichen = Math.floor(r.breite / 4.8);
  return text.length > zeichen ? `${text.slice(0, zeichen - 1)}…` : text;
}

/** Events are as wide as high, and small. */
function istKreis(r: Rahmen): boolean {
  return r.breite === r.hoehe && r.breite < 60;
}

function nenneBild({ prozess, el, besuche }: Bild): string {
  const knoten = prozess.knoten.get(el.id);
  const was = [el.name, knoten ? nenneArt(knoten) : ''].filter((t) => t !== '').join(', ');
  const wann = besuche.map(nenneBesuch).filter((t) => t !== '');
  return wann.length === 0 ? was : `${was}: ${wann.join('; ')}`;
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
