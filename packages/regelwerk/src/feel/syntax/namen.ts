import { normalName } from '../../werte/kontext.ts';
import { alleNamen, type Form, istOffen, laengsterName, type Umgebung } from '../umgebung.ts';
import { type Leser, unverstaendlich, vorne } from './leser.ts';
import { istNamenssymbol, nachRaum, namensteilAn, wortAn } from './zeichen.ts';

const SCHLUESSELWOERTER = new Set(
  'if then else for in return some every satisfies and or between instance function external true false null'.split(
    ' ',
  ),
);
const EIGENSCHAFTEN = ['time offset', 'start included', 'end included'];

/** A name where a value is expected: the longest one known here, a function of several words, else one word. */
export function leseName(l: Leser, u: Umgebung): string {
  vorne(l);
  const wort = wortAn(l.text, l.stelle);
  const bekannt = laengsterName(l.text, l.stelle, alleNamen(u));
  const funktion = laengsterName(l.text, l.stelle, l.funktionen);
  const feld = laengsterName(l.text, l.stelle, l.felder);
  if (funktion && l.text[nachRaum(l.text, funktion.ende)] === '(' && funktion.ende > (bekannt?.ende ?? 0))
    return nimmName(l, funktion);
  // an entry known elsewhere only joins words that would not fit together otherwise
  if (bekannt && !SCHLUESSELWOERTER.has(bekannt.name)) return nimmName(l, bekannt);
  if (wort === '' || SCHLUESSELWOERTER.has(wort)) return unverstaendlich(l);
  if (feld) return nimmName(l, feld);
  return l.nachsichtig && istOffen(u) ? nimmWorte(l, wort) : nimmName(l, { name: wort, ende: l.stelle + wort.length });
}

/** A name behind a point: of the entries known for the value, else of all entries known anywhere. */
export function leseFeldname(l: Leser, form: Form | null): string {
  vorne(l);
  const bekannt =
    laengsterName(l.text, l.stelle, form?.keys() ?? l.felder) ?? laengsterName(l.text, l.stelle, EIGENSCHAFTEN);
  if (bekannt) return nimmName(l, bekannt);
  const wort = wortAn(l.text, l.stelle);
  if (wort === '') return unverstaendlich(l);
  return l.nachsichtig && form === null
    ? nimmWorte(l, wort)
    : nimmName(l, { name: wort, ende: l.stelle + wort.length });
}

/**
 * Where nobody knows the names, words side by side can only be one name. Rules to be published are not read so: there a word
 * too many is a mistake.
 */
function nimmWorte(l: Leser, wort: string): string {
  const anfang = l.stelle;
  let ende = anfang + wort.length;
  for (;;) {
    const p = nachRaum(l.text, ende);
    const weiteres = namensteilAn(l.text, p);
    if (p === ende || weiteres === '' || SCHLUESSELWOERTER.has(weiteres)) break;
    ende = p + weiteres.length;
  }
  return nimmName(l, { name: normalName(l.text.slice(anfang, ende)), ende });
}

function nimmName(l: Leser, { name, ende }: { name: string; ende: number }): string {
  l.stelle = ende;
  return name;
}

/** A new name: all parts up to one of the signs or to the word that ends it; null when something else comes first. */
export function leseNeuenNamen(l: Leser, ende: string, endwort?: string): string | null {
  vorne(l);
  const anfang = l.stelle;
  let p = anfang;
  let bis = anfang;
  if (wortAn(l.text, p) === '') return null;
  for (;;) {
    p = nachRaum(l.text, p);
    const wort = namensteilAn(l.text, p);
    if (
      bis > anfang &&
      ((endwort !== undefined && wort === endwort) || (wort === '' && ende.includes(l.text[p] ?? '\0')))
    )
      break;
    const laenge = wort.length || (istNamenssymbol(l.text[p]) ? 1 : 0);
    if (laenge === 0) return null;
    p += laenge;
    bis = p;
  }
  l.stelle = p;
  return normalName(l.text.slice(anfang, bis));
}
