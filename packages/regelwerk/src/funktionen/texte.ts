import { dauerText, zeitpunktText } from '../werte/kalender.ts';
import { verbrauche } from '../werte/lauf.ts';
import {
  istBereich,
  istFunktion,
  istKontext,
  istListe,
  istMonate,
  istSekunden,
  istZahl,
  istZeitpunkt,
  type Lauf,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';
import { leseMuster } from './muster.ts';

/** Text of any value as FEEL writes it; texts inside lists and contexts keep their quotes. */
export function alsText(w: Wert, innen = false): string {
  if (w === null) return 'null';
  if (typeof w === 'string') return innen ? JSON.stringify(w) : w;
  if (typeof w === 'boolean' || istZahl(w)) return w.toString();
  if (istListe(w)) return `[${w.map((teil) => alsText(teil, true)).join(', ')}]`;
  if (istKontext(w)) return `{${[...w].map(([n, teil]) => `${n}: ${alsText(teil, true)}`).join(', ')}}`;
  if (istMonate(w) || istSekunden(w)) return dauerText(w);
  if (istZeitpunkt(w)) return zeitpunktText(w);
  if (istFunktion(w)) return `function(${w.parameter.join(', ')})`;
  if (istBereich(w)) {
    return `${w.vonInklusive ? '[' : '('}${alsText(w.von, true)}..${alsText(w.bis, true)}${w.bisInklusive ? ']' : ')'}`;
  }
  return w.toString();
}

const zwei = (parameter: string, tue: (a: string, b: string, lauf: Lauf) => Wert): Eingebaut =>
  eingebaut(parameter, ([a, b], lauf) => {
    if (typeof a !== 'string' || typeof b !== 'string') return null;
    verbrauche(lauf, a.length / 100);
    return tue(a, b, lauf);
  });

const einer = (tue: (a: string) => Wert): Eingebaut =>
  eingebaut('string', ([a], lauf) => {
    if (typeof a !== 'string') return null;
    verbrauche(lauf, a.length / 100);
    return tue(a);
  });

export const TEXTE: Record<string, Eingebaut> = {
  string: eingebaut('from', ([w = null], lauf) => {
    const text = w === null ? null : alsText(w);
    verbrauche(lauf, (text?.length ?? 0) / 100);
    return text;
  }),
  'string length': einer((a) => new Zahl(Array.from(a).length)),
  'upper case': einer((a) => a.toUpperCase()),
  'lower case': einer((a) => a.toLowerCase()),
  contains: zwei('string, match', (a, b) => a.includes(b)),
  'starts with': zwei('string, match', (a, b) => a.startsWith(b)),
  'ends with': zwei('string, match', (a, b) => a.endsWith(b)),
  'substring before': zwei('string, match', (a, b) => (a.includes(b) ? a.slice(0, a.indexOf(b)) : '')),
  'substring after': zwei('string, match', (a, b) => (a.includes(b) ? a.slice(a.indexOf(b) + b.length) : '')),
  substring: eingebaut('string, start position, length?', ([text, start = null, laenge], lauf) => {
    if (typeof text !== 'string' || !istZahl(start) || !start.isInteger() || start.isZero()) return null;
    if (laenge !== undefined && laenge !== null && (!istZahl(laenge) || laenge.lt(1))) return null;
    verbrauche(lauf, text.length / 100);
    const zeichen = Array.from(text);
    const von = start.isNegative() ? Math.max(0, zeichen.length + start.toNumber()) : start.toNumber() - 1;
    const bis = laenge ? von + Number(laenge.toString()) : zeichen.length;
    return zeichen.slice(von, bis).join('');
  }),
  matches: eingebaut('input, pattern, flags?', ([text, muster, schalter = ''], lauf) => {
    if (typeof text !== 'string' || typeof muster !== 'string') return null;
    const gelesen = leseMuster(muster, typeof schalter === 'string' ? schalter : '');
    return gelesen === null ? null : gelesen(text, (schritte) => verbrauche(lauf, schritte));
  }),
  'string join': eingebaut('list, delimiter?', ([liste = null, trenner], lauf) => {
    const teile = istListe(liste) ? liste.filter((t) => t !== null) : [liste];
    if (!teile.every((t) => typeof t === 'string') || (trenner && typeof trenner !== 'string')) return null;
    const text = teile.join(typeof trenner === 'string' ? trenner : '');
    verbrauche(lauf, text.length / 100);
    return text;
  }),
};
