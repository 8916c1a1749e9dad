import { verbrauche } from '../werte/lauf.ts';
import { alsText } from '../werte/text.ts';
import { istListe, istZahl, type Lauf, type Wert, Zahl } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

const zeichenlaenge = (text: string): number => Array.from(text).length;

/** A function over texts; reading them is charged. */
function ueberText(signatur: string, tue: (a: string, b: string) => Wert): Eingebaut {
  return eingebaut(signatur, ([a, b = ''], lauf) => {
    if (typeof a !== 'string' || typeof b !== 'string') return undefined;
    // a search may begin anew at every place
    verbrauche(lauf, (a.length + b.length) / 100 + (a.length * b.length) / 10_000);
    return tue(a, b);
  });
}

export const TEXTE: Record<string, Eingebaut> = {
  string: eingebaut('from', ([w = null], lauf) => {
    return w === null ? undefined : alsText(w, false, lauf);
  }),
  'string length': ueberText('string: string', (a) => new Zahl(zeichenlaenge(a))),
  'upper case': ueberText('string: string', (a) => a.toUpperCase()),
  'lower case': ueberText('string: string', (a) => a.toLowerCase()),
  contains: ueberText('string: string, match: string', (a, b) => a.includes(b)),
  'starts with': ueberText('string: string, match: string', (a, b) => a.startsWith(b)),
  'ends with': ueberText('string: string, match: string', (a, b) => a.endsWith(b)),
  'substring before': ueberText('string: string, match: string', (a, b) =>
    a.includes(b) ? a.slice(0, a.indexOf(b)) : '',
  ),
  'substring after': ueberText('string: string, match: string', (a, b) =>
    a.includes(b) ? a.slice(a.indexOf(b) + b.length) : '',
  ),
  substring: eingebaut('string: string, start position: number, length?: number', ([text, start, laenge], lauf) => {
    if (typeof text !== 'string' || !istZahl(start ?? null)) return undefined;
    verbrauche(lauf, text.length / 100);
    return ausschnitt(text, start as InstanceType<typeof Zahl>, laenge);
  }),
  'string join': [
    ...eingebaut('list: list, delimiter?: string', ([liste = null, trenner = ''], lauf) =>
      istListe(liste) ? verbinde(liste, String(trenner), lauf) : undefined,
    ),
  ],
};

function ausschnitt(text: string, start: InstanceType<typeof Zahl>, laenge: Wert | undefined): Wert | undefined {
  const n = start.trunc();
  const zeichen = Array.from(text);
  if (n.isZero() || n.abs().gt(zeichen.length)) return undefined;
  const von = n.isNegative() ? zeichen.length + n.toNumber() : n.toNumber() - 1;
  if (laenge === undefined || laenge === null) return zeichen.slice(Math.max(0, von)).join('');
  if (!istZahl(laenge) || laenge.lt(1)) return undefined;
  return zeichen.slice(Math.max(0, von), von + laenge.trunc().toNumber()).join('');
}

function verbinde(liste: readonly Wert[], trenner: string, lauf: Lauf): Wert | undefined {
  const teile = liste.filter((t) => t !== null);
  if (!teile.every((t) => typeof t === 'string')) return undefined;
  verbrauche(
    lauf,
    teile.reduce((n, t) => n + 1 + (t.length + trenner.length) / 100, 0),
  );
  return teile.join(trenner);
}
