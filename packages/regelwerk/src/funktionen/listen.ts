import { hole } from '../feel/umgebung.ts';
import { verbrauche } from '../werte/lauf.ts';
import { gleich, vergleiche } from '../werte/vergleich.ts';
import {
  istKontext,
  istListe,
  istMonate,
  istSekunden,
  istZahl,
  type Lauf,
  monate,
  sekunden,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

/** Functions over one list also take the elements as values: `sum([1, 2])` and `sum(1, 2)`. */
const ueberListe = (tue: (liste: readonly Wert[]) => Wert): Eingebaut =>
  eingebaut('list...', (werte, lauf) => {
    const [erstes = null] = werte;
    const liste = werte.length === 1 && istListe(erstes) ? erstes : werte;
    verbrauche(lauf, liste.length);
    return tue(liste);
  });

const listen = (parameter: string, tue: (werte: readonly Wert[], lauf: Lauf) => Wert): Eingebaut =>
  eingebaut(parameter, (werte, lauf) => {
    verbrauche(
      lauf,
      werte.reduce<number>((n, w) => n + (w !== null && istListe(w) ? w.length : 1), 0),
    );
    return tue(werte, lauf);
  });

const alsListe = (w: Wert): readonly Wert[] => (istListe(w) ? w : [w]);

export function summe(liste: readonly Wert[]): Wert {
  if (liste.length === 0) return null;
  if (liste.every(istZahl)) return liste.reduce((a, b) => Zahl.add(a, b), new Zahl(0));
  if (liste.every(istMonate)) return monate(liste.reduce((n, d) => n + d.monate, 0));
  if (liste.every(istSekunden)) return sekunden(liste.reduce((n, d) => Zahl.add(n, d.sekunden), new Zahl(0)));
  return null;
}

/** Least (-1) or greatest (1) element; null when two elements have no common order. */
export function aeusserstes(liste: readonly Wert[], richtung: -1 | 1): Wert {
  let bestes: Wert = liste[0] ?? null;
  for (const wert of liste) {
    const ordnung = vergleiche(wert, bestes);
    if (ordnung === null) return null;
    if (ordnung === richtung) bestes = wert;
  }
  return bestes;
}

function alleOderEins(liste: readonly Wert[], entscheidend: boolean): boolean | null {
  if (liste.includes(entscheidend)) return entscheidend;
  return liste.every((w) => w === !entscheidend) ? !entscheidend : null;
}

const enthaelt = (liste: readonly Wert[], wert: Wert): boolean => liste.some((w) => gleich(w, wert) === true);

function eindeutig(liste: readonly Wert[], lauf: Lauf): Wert[] {
  const ergebnis: Wert[] = [];
  for (const wert of liste) {
    verbrauche(lauf, ergebnis.length);
    if (!enthaelt(ergebnis, wert)) ergebnis.push(wert);
  }
  return ergebnis;
}

export const LISTEN: Record<string, Eingebaut> = {
  not: eingebaut('negand', ([w]) => (typeof w === 'boolean' ? !w : null)),
  'is defined': eingebaut('value', ([w = null]) => w !== null),
  'get value': eingebaut('m, key', ([m = null, name = null]) =>
    istKontext(m) && typeof name === 'string' ? (hole(m, name) ?? null) : null,
  ),
  count: listen('list', ([l = null]) => new Zahl(alsListe(l).length)),
  sum: ueberListe(summe),
  min: ueberListe((l) => aeusserstes(l, -1)),
  max: ueberListe((l) => aeusserstes(l, 1)),
  mean: ueberListe((l) => {
    const s = summe(l);
    return istZahl(s) ? s.div(l.length) : null;
  }),
  all: ueberListe((l) => alleOderEins(l, false)),
  any: ueberListe((l) => alleOderEins(l, true)),
  'list contains': listen('list, element', ([l = null, e = null]) => (l === null ? null : enthaelt(alsListe(l), e))),
  append: listen('list, item...', ([l = null, ...rest]) => [...alsListe(l), ...rest]),
  concatenate: listen('list...', (werte) => werte.flatMap((w) => [...alsListe(w)])),
  reverse: listen('list', ([l = null]) => [...alsListe(l)].reverse()),
  'index of': listen('list, match', ([l = null, e = null]) =>
    istListe(l) ? l.flatMap((w, i) => (gleich(w, e) === true ? [new Zahl(i + 1)] : [])) : null,
  ),
  'distinct values': listen('list', ([l = null], lauf) => eindeutig(alsListe(l), lauf)),
  union: listen('list...', (werte, lauf) =>
    eindeutig(
      werte.flatMap((w) => [...alsListe(w)]),
      lauf,
    ),
  ),
};
