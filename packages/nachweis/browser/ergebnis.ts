import type { Pruefergebnis } from '@rathausverbund/nachweis';
import type { Antwort } from './auftrag.ts';
import { ANTWORT, FRAGEN, SATZ, VERDIKT } from './worte.ts';

type Urteil = Extract<Pruefergebnis, { ok: true }>;

/** Text only: nothing of the judged file ever becomes markup. */
function el(name: string, klasse: string, ...inhalt: readonly (string | Node)[]): HTMLElement {
  const e = document.createElement(name);
  if (klasse) e.className = klasse;
  e.append(...inhalt);
  return e;
}

/** Over what is no verdict; everything else cannot be decided. */
const TITEL: Readonly<Partial<Record<Extract<Antwort, { ok: false }>['code'], string>>> = {
  anker: SATZ.anker,
  unlesbar: SATZ.unlesbar,
  browser: SATZ.unlesbar,
};

/** The answer as elements: verdict, TEST, hints, five lines that unfold to their reasons. */
export function zeige(antwort: Antwort, datei: string, mitAnker: boolean): Node[] {
  const name = el('p', 'dateiname', `${SATZ.datei}: ${datei}`);
  if (!antwort.ok) {
    const titel = TITEL[antwort.code] ?? VERDIKT['cannot be decided'].titel;
    return [name, el('div', 'verdikt offen', el('h3', '', titel), el('p', '', antwort.meldung))];
  }
  const { titel, satz, ton } = VERDIKT[antwort.verdikt];
  const nodes = [name, el('div', `verdikt ${ton}`, el('h3', '', titel), el('p', '', satz))];
  if (antwort.test) nodes.push(el('p', 'test', el('strong', '', 'TEST'), ` ${SATZ.test}`));
  const hinweise = antwort.hinweise.filter((h) => h.code !== 'test').map((h) => h.meldung);
  if (!mitAnker) hinweise.unshift(SATZ.ohneAnker);
  if (hinweise.length > 0) nodes.push(el('ul', 'hinweise', ...hinweise.map((h) => el('li', '', h))));
  return [...nodes, el('div', 'zeilen', ...antwort.lines.map((zeile, i) => aufklappen(antwort, zeile, i)))];
}

function aufklappen(urteil: Urteil, zeile: string, i: number): HTMLElement {
  const teil = urteil[FRAGEN[i] ?? 'unversehrt'];
  const marke = el('span', `marke ${VERDIKT[teil.antwort].ton}`, ANTWORT[teil.antwort]);
  const gruende =
    teil.gruende.length > 0
      ? el('ul', '', ...teil.gruende.map((g) => el('li', '', g.meldung)))
      : el('p', '', SATZ.nichts);
  return el('details', '', el('summary', '', el('span', '', zeile), marke), gruende);
}
