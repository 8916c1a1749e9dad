import { falte } from './klassen.ts';
import type { Programm } from './lesen.ts';

/** Where a match lies: begin and end of the whole at 0 and 1, of group n at 2n and 2n+1; undefined where a group took no part. */
export type Treffer = readonly (number | undefined)[];
type Koste = (schritte: number) => void;

/**
 * The first match at or behind `ab`. Alternatives are tried in order with a memory of what failed: a state (command, place)
 * that has failed once fails always, so the work grows with text × pattern only. With back references that does not
 * hold; there the charge for every step is what ends the search.
 */
export function suche(programm: Programm, text: readonly string[], ab: number, koste: Koste): Treffer | null {
  const gescheitert = programm.rueckgriffe ? null : new Set<number>();
  for (let start = ab; start <= text.length; start += 1) {
    const treffer = laufe(programm, text, start, gescheitert, koste);
    if (treffer) return treffer;
  }
  return null;
}

type Wahl =
  | { readonly befehl: number; readonly stelle: number }
  | { readonly platz: number; readonly wert: number | undefined };

function laufe(
  programm: Programm,
  text: readonly string[],
  start: number,
  gescheitert: Set<number> | null,
  koste: Koste,
): Treffer | null {
  const { befehle } = programm;
  const plaetze: (number | undefined)[] = [start];
  const offen: Wahl[] = [{ befehl: 0, stelle: start }];
  for (let wahl = offen.pop(); wahl; wahl = offen.pop()) {
    if ('platz' in wahl) {
      plaetze[wahl.platz] = wahl.wert;
      continue;
    }
    let { befehl: n, stelle } = wahl;
    for (;;) {
      koste(0.25);
      const schluessel = n * (text.length + 1) + stelle;
      if (gescheitert?.has(schluessel)) break;
      gescheitert?.add(schluessel);
      const b = befehle[n];
      if (b === undefined) break;
      if (b.art === 'treffer') {
        plaetze[1] = stelle;
        return plaetze;
      }
      if (b.art === 'zeichen') {
        const z = text[stelle];
        if (z === undefined || !b.passt(z)) break;
        stelle += 1;
      } else if (b.art === 'weiter') {
        for (let i = b.zu.length - 1; i > 0; i -= 1) offen.push({ befehl: b.zu[i] ?? 0, stelle });
        n = b.zu[0] ?? befehle.length;
        continue;
      } else if (b.art === 'merke') {
        offen.push({ platz: b.platz, wert: plaetze[b.platz] });
        plaetze[b.platz] = stelle;
      } else if (b.art === 'rueckgriff') {
        const laenge = gleichesStueck(programm, text, plaetze, b.gruppe, stelle);
        if (laenge === null) break;
        koste(laenge / 10);
        stelle += laenge;
      } else if (!anRand(b.art, programm.zeilen, text, stelle)) break;
      n += 1;
    }
  }
  return null;
}

/** Length of what a group took, when the same stands here again. A group that took no part took nothing. */
function gleichesStueck(
  { klein }: Programm,
  text: readonly string[],
  plaetze: Treffer,
  gruppe: number,
  stelle: number,
): number | null {
  const [von, bis] = [plaetze[2 * gruppe], plaetze[2 * gruppe + 1]];
  if (von === undefined || bis === undefined) return 0;
  const form = (z: string | undefined) => (z === undefined || !klein ? z : falte(z));
  for (let i = 0; i < bis - von; i += 1) if (form(text[von + i]) !== form(text[stelle + i])) return null;
  return bis - von;
}

/** With `zeilen` (flag `m`) every line has its edges; a newline at the very end begins no further line. */
function anRand(art: 'anfang' | 'ende', zeilen: boolean, text: readonly string[], stelle: number): boolean {
  if (art === 'anfang') return stelle === 0 || (zeilen && text[stelle - 1] === '\n' && stelle < text.length);
  return stelle === text.length || (zeilen && text[stelle] === '\n');
}
