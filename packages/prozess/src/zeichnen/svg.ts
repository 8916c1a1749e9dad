import type { Element } from '../model.ts';

export const LINIE = 'var(--prozess-linie, currentColor)';
export const FLAECHE = 'var(--prozess-flaeche, Canvas)';
export const WEG = 'var(--prozess-weg, currentColor)';

export function maskiere(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (z) => `&#${z.charCodeAt(0)};`)
      // Control characters are not allowed in XML, not even masked.
      .replace(/[^\P{Cc}\t\n\r]/gu, '')
  );
}

export function istFlaeche(el: Element): boolean {
  return el.art === 'becken' || el.art === 'bahn' || el.art === 'gruppe' || el.art === 'teilprozess';
}

/** Line and width of an outline; what was visited is thicker. */
export function strich(besucht: boolean, breite = 1.5): string {
  return besucht ? `stroke="${WEG}" stroke-width="${breite * 2}"` : `stroke="${LINIE}" stroke-width="${breite}"`;
}

/** Text in lines of about `breite` pixels, centred on `x`; `oben` is the baseline of the first line, or the middle of all. */
export function beschrifte(text: string, x: number, y: number, breite: number, lage: 'mitte' | 'oben'): string {
  const zeilen = brich(text, Math.max(4, Math.floor(breite / 6.4)));
  if (zeilen.length === 0) return '';
  const erste = lage === 'mitte' ? y - (zeilen.length - 1) * 7 + 4 : y + 11;
  const spannen = zeilen.map((zeile, i) => `<tspan x="${x}" y="${erste + i * 14}">${maskiere(zeile)}</tspan>`);
  return `<text text-anchor="middle" fill="currentColor">${spannen.join('')}</text>`;
}

function brich(text: string, zeichen: number): string[] {
  const zeilen: string[] = [];
  for (const wort of text.split(/\s+/).filter((w) => w !== '')) {
    const letzte = zeilen.at(-1);
    if (letzte !== undefined && letzte.length + wort.length < zeichen) zeilen[zeilen.length - 1] = `${letzte} ${wort}`;
    else zeilen.push(wort);
  }
  return zeilen;
}
