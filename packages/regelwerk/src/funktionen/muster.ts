import { verbrauche } from '../werte/lauf.ts';
import type { Lauf, Wert } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';
import { leseMuster, type Programm } from './muster/lesen.ts';
import { suche, type Treffer } from './muster/suchen.ts';

/** Patterns are mostly written in the rule itself: the last ones stay compiled. */
const gelesen = new Map<string, Programm | null>();
const BEHALTE = 100;

function musterAus(muster: string, schalter: string): Programm | null {
  const schluessel = `${schalter}/${muster}`;
  const bekannt = gelesen.get(schluessel);
  if (bekannt !== undefined) return bekannt;
  const programm = leseMuster(muster, schalter);
  if (gelesen.size >= BEHALTE) gelesen.clear();
  gelesen.set(schluessel, programm);
  return programm;
}

type Arbeit = (programm: Programm, zeichen: readonly string[], koste: (schritte: number) => void) => Wert | undefined;

function ueberMuster(text: Wert, muster: Wert, schalter: Wert | undefined, lauf: Lauf, tue: Arbeit): Wert | undefined {
  verbrauche(lauf, String(text).length / 100);
  const programm = musterAus(String(muster), String(schalter ?? ''));
  if (programm === null) return undefined;
  return tue(programm, Array.from(String(text)), (schritte) => verbrauche(lauf, schritte));
}

/** All matches one behind the other; undefined when the pattern matches the empty text (F&O, err:FORX0003). */
function alle(programm: Programm, zeichen: readonly string[], koste: (n: number) => void): Treffer[] | undefined {
  if (suche(programm, [], 0, koste)) return undefined;
  const treffer: Treffer[] = [];
  for (let ab = 0; ab <= zeichen.length; ) {
    const t = suche(programm, zeichen, ab, koste);
    if (!t) break;
    treffer.push(t);
    ab = Math.max(t[1] ?? 0, ab + 1);
  }
  return treffer;
}

/** `$1` of a replacement: as many digits as make the number of a group. Undefined when the text is no replacement. */
function leseErsatz(ersatz: string, gruppen: number): readonly (string | number)[] | undefined {
  const teile: (string | number)[] = [];
  for (let i = 0; i < ersatz.length; i += 1) {
    const z = ersatz[i] ?? '';
    const danach = ersatz[i + 1] ?? '';
    if (z === '\\') {
      if (danach !== '\\' && danach !== '$') return undefined;
      teile.push(danach);
      i += 1;
    } else if (z === '$') {
      if (!/\d/.test(danach)) return undefined;
      let nummer = Number(danach);
      i += 1;
      while (/\d/.test(ersatz[i + 1] ?? '') && nummer * 10 + Number(ersatz[i + 1]) <= gruppen) {
        nummer = nummer * 10 + Number(ersatz[i + 1]);
        i += 1;
      }
      teile.push(nummer);
    } else teile.push(z);
  }
  return teile;
}

function ersetze(
  programm: Programm,
  zeichen: readonly string[],
  ersatz: string,
  koste: (n: number) => void,
): Wert | undefined {
  // with a literal pattern the replacement is literal, too (F&O 3.1, 5.6.4)
  const teile = programm.woertlich ? [ersatz] : leseErsatz(ersatz, programm.gruppen);
  const treffer = alle(programm, zeichen, koste);
  if (!teile || !treffer) return undefined;
  let ergebnis = '';
  let bis = 0;
  for (const t of treffer) {
    ergebnis += zeichen.slice(bis, t[0]).join('');
    for (const teil of teile)
      ergebnis += typeof teil === 'string' ? teil : zeichen.slice(t[2 * teil] ?? 0, t[2 * teil + 1] ?? 0).join('');
    koste(ergebnis.length / 1000);
    bis = t[1] ?? bis;
  }
  return ergebnis + zeichen.slice(bis).join('');
}

function teile(programm: Programm, zeichen: readonly string[], koste: (n: number) => void): Wert | undefined {
  const treffer = alle(programm, zeichen, koste);
  if (!treffer) return undefined;
  const grenzen = [0, ...treffer.flatMap((t) => [t[0] ?? 0, t[1] ?? 0]), zeichen.length];
  return Array.from({ length: grenzen.length / 2 }, (_, i) =>
    zeichen.slice(grenzen[2 * i], grenzen[2 * i + 1]).join(''),
  );
}

export const MUSTER: Record<string, Eingebaut> = {
  matches: eingebaut('input: string, pattern: string, flags?: string', ([t = null, m = null, f], lauf) =>
    ueberMuster(t, m, f, lauf, (programm, zeichen, koste) => suche(programm, zeichen, 0, koste) !== null),
  ),
  replace: eingebaut(
    'input: string, pattern: string, replacement: string, flags?: string',
    ([t = null, m = null, ersatz = null, f], lauf) =>
      ueberMuster(t, m, f, lauf, (programm, zeichen, koste) => ersetze(programm, zeichen, String(ersatz), koste)),
  ),
  split: eingebaut('string: string, delimiter: string', ([t = null, m = null], lauf) =>
    ueberMuster(t, m, '', lauf, teile),
  ),
};
