/** A field before, as a condition may name it; without `vergleichbar` only "empty" can be asked. */
export type Bezug = {
  readonly id: string;
  readonly vergleichbar?: 'text' | 'wahrheit';
  readonly werte?: readonly string[];
};
export type Finde = (name: string) => Bezug | 'mehrdeutig' | undefined;
export type Uebersetzt = { readonly feel: string } | { readonly grund: string };

const WORT = /\s*("[^"\\\n]*"|'[^'"\\\n]*'|\w+(?:\.\w+)*|==|!=|&&|\|\||[()!])/y;
const MAX_LAENGE = 500;
const MAX_TIEFE = 20;
const GLEICH: Readonly<Record<string, string>> = { '==': '=', eq: '=', '!=': '!=', ne: '!=' };
const ODER = ['||', 'or'];
const UND = ['&&', 'and'];

/**
 * The FEEL condition for an expression of the process platform (`${art == 'gmbh' && !empty kosten}`): comparisons of a
 * field with a text, true, false or null, `empty`, `and`, `or`, brackets. Everything else is refused with a reason.
 */
export function alsFeel(ausdruck: string, finde: Finde): Uebersetzt {
  const innen = /^\s*[$#]\{(.*)\}\s*$/s.exec(ausdruck)?.[1]?.trim();
  if (innen === undefined) return { grund: 'Sie ist kein Ausdruck der Form ${…}' };
  if (innen.length > MAX_LAENGE) return { grund: `Sie ist länger als ${MAX_LAENGE} Zeichen` };
  const worte = zerlege(innen);
  if (worte === undefined) return { grund: 'Sie enthält Zeichen, die hier nicht übersetzt werden' };
  const leser: Leser = { worte, stelle: 0, finde };
  const feel = kette(leser, ODER, 0);
  if ('grund' in feel) return feel;
  return leser.stelle === worte.length
    ? feel
    : { grund: `„${worte[leser.stelle]}“ ist an seiner Stelle nicht zu verstehen` };
}

type Leser = { readonly worte: readonly string[]; stelle: number; readonly finde: Finde };

function kette(l: Leser, wort: readonly string[], tiefe: number): Uebersetzt {
  if (tiefe > MAX_TIEFE) return { grund: 'Sie ist zu tief geklammert' };
  const glied = () => (wort === ODER ? kette(l, UND, tiefe) : aussage(l, tiefe));
  const teile: string[] = [];
  do {
    const teil = glied();
    if ('grund' in teil) return teil;
    teile.push(teil.feel);
  } while (nimm(l, wort));
  return { feel: teile.join(wort === ODER ? ' or ' : ' and ') };
}

function aussage(l: Leser, tiefe: number): Uebersetzt {
  if (nimm(l, ['('])) {
    const innen = kette(l, ODER, tiefe + 1);
    if ('grund' in innen) return innen;
    return nimm(l, [')']) ? { feel: `(${innen.feel})` } : { grund: 'Eine Klammer ist nicht geschlossen' };
  }
  const nicht = nimm(l, ['!', 'not']);
  if (nimm(l, ['empty'])) return leer(l, nicht);
  if (nicht) return { grund: 'Eine Verneinung wird nur vor „empty“ übersetzt' };
  const links = naechstes(l);
  const zeichen = GLEICH[l.worte[l.stelle] ?? ''];
  if (zeichen === undefined) return vergleich(l, links, '=', 'true');
  l.stelle += 1;
  const rechts = naechstes(l);
  return istWert(links) ? vergleich(l, rechts, zeichen, links) : vergleich(l, links, zeichen, rechts);
}

function leer(l: Leser, nicht: boolean): Uebersetzt {
  const bezug = suche(l, naechstes(l));
  return 'grund' in bezug ? bezug : { feel: `${bezug.id} ${nicht ? '!=' : '='} null` };
}

function vergleich(l: Leser, name: string, zeichen: string, wert: string): Uebersetzt {
  const bezug = suche(l, name);
  if ('grund' in bezug) return bezug;
  if (wert === 'null') return { feel: `${bezug.id} ${zeichen} null` };
  if (bezug.vergleichbar === 'wahrheit' && (wert === 'true' || wert === 'false'))
    return { feel: `${bezug.id} ${zeichen} ${wert}` };
  if (bezug.vergleichbar !== 'text' || !/^["']/.test(wert))
    return { grund: `„${name}“ lässt sich hier nicht mit ${wert === '' ? 'nichts' : wert} vergleichen` };
  const text = wert.slice(1, -1);
  // what FEEL would compare with a value nobody can choose would hide the field for ever
  if (bezug.werte && text !== '' && !bezug.werte.includes(text))
    return { grund: `„${name}“ hat keinen Wert „${text}“` };
  // there an empty field is an empty text, here it has no answer
  return { feel: text === '' ? `${bezug.id} ${zeichen} null` : `${bezug.id} ${zeichen} "${text}"` };
}

function suche(l: Leser, name: string): Bezug | { grund: string } {
  if (name === '') return { grund: 'Sie bricht ab' };
  const bezug = l.finde(name);
  if (bezug === 'mehrdeutig') return { grund: `„${name}“ heißen mehrere Felder` };
  return bezug ?? { grund: `Ein Feld „${name}“ gibt es davor nicht` };
}

function istWert(wort: string): boolean {
  return /^["']/.test(wort) || ['true', 'false', 'null'].includes(wort);
}

function nimm(l: Leser, worte: readonly string[]): boolean {
  if (!worte.includes(l.worte[l.stelle] ?? '')) return false;
  l.stelle += 1;
  return true;
}

function naechstes(l: Leser): string {
  const wort = l.worte[l.stelle] ?? '';
  l.stelle += 1;
  return wort;
}

function zerlege(text: string): string[] | undefined {
  const worte: string[] = [];
  WORT.lastIndex = 0;
  while (WORT.lastIndex < text.length) {
    const wort = WORT.exec(text)?.[1];
    if (wort === undefined) return undefined;
    worte.push(wort);
  }
  return worte;
}
