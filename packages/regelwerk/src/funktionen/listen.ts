import { tiefer, verbrauche } from '../werte/lauf.ts';
import { gleich } from '../werte/vergleich.ts';
import { istFunktion, istListe, istZahl, type Lauf, type Wert, Zahl } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

type Liste = readonly Wert[];

const als = (w: Wert | undefined): Liste => (w !== undefined && istListe(w) ? w : []);

/** A function whose work grows with its lists. */
function listen(signatur: string, tue: (werte: readonly Wert[], lauf: Lauf) => Wert | undefined): Eingebaut {
  return eingebaut(signatur, (werte, lauf) => {
    verbrauche(
      lauf,
      werte.reduce<number>((n, w) => n + als(w).length, 1),
    );
    return tue(werte, lauf);
  });
}

const enthaelt = (liste: Liste, wert: Wert, lauf: Lauf): boolean => liste.some((w) => gleich(w, wert, lauf) === true);

/** All lists one behind the other; charged before they are, as one list may stand here many times. */
function zusammen(listen: Liste, lauf: Lauf): Wert[] {
  verbrauche(
    lauf,
    listen.reduce<number>((n, l) => n + als(l).length, 0),
  );
  return listen.flatMap(als);
}

function eindeutig(liste: Liste, lauf: Lauf): Wert[] {
  verbrauche(lauf, liste.length);
  // texts alone need no comparison of each with each
  if (liste.every((w) => typeof w === 'string')) return [...new Set(liste)];
  const ergebnis: Wert[] = [];
  for (const wert of liste) {
    verbrauche(lauf, ergebnis.length);
    if (!enthaelt(ergebnis, wert, lauf)) ergebnis.push(wert);
  }
  return ergebnis;
}

/** Index of a position counted from 1, or from the end when negative; undefined outside. */
function index(position: Wert | undefined, laenge: number): number | undefined {
  if (position === undefined || !istZahl(position) || !position.isInteger()) return undefined;
  const n = position.toNumber();
  if (n === 0 || n > laenge || -n > laenge) return undefined;
  return n > 0 ? n - 1 : laenge + n;
}

function flach(liste: Liste, lauf: Lauf): Wert[] {
  verbrauche(lauf, liste.length);
  return liste.flatMap((w) => (istListe(w) ? tiefer(lauf, () => flach(w, lauf)) : [w]));
}

/** Merge sort: the order may be any function, and a contradictory one must not make it run on. */
function sortiere(liste: Liste, vor: (a: Wert, b: Wert) => boolean): Liste {
  if (liste.length < 2) return liste;
  const mitte = liste.length >> 1;
  const [a, b] = [sortiere(liste.slice(0, mitte), vor), sortiere(liste.slice(mitte), vor)];
  const ergebnis: Wert[] = [];
  for (let i = 0, k = 0; i < a.length || k < b.length; ) {
    const [x, y] = [a[i] ?? null, b[k] ?? null];
    if (k >= b.length || (i < a.length && !vor(y, x))) {
      ergebnis.push(x);
      i += 1;
    } else {
      ergebnis.push(y);
      k += 1;
    }
  }
  return ergebnis;
}

function ersetze(liste: Liste, wo: Wert | undefined, neu: Wert, lauf: Lauf): Wert | undefined {
  if (wo !== undefined && istFunktion(wo)) {
    if (wo.parameter.length !== 2) return undefined;
    const treffer = liste.map((w) =>
      tiefer(lauf, () =>
        wo.rufe(
          [
            { name: null, wert: w },
            { name: null, wert: neu },
          ],
          lauf,
        ),
      ),
    );
    // a match that is neither true nor false says nothing about what to replace
    return treffer.every((t) => typeof t === 'boolean') ? liste.map((w, i) => (treffer[i] ? neu : w)) : undefined;
  }
  const i = index(wo, liste.length);
  return i === undefined ? undefined : liste.map((w, k) => (k === i ? neu : w));
}

export const LISTEN: Record<string, Eingebaut> = {
  'list contains': listen('list: list, element', ([l, e = null], lauf) => enthaelt(als(l), e, lauf)),
  'list replace': [
    ...listen('list: list, position: number, newItem', ([l, p, neu = null], lauf) => ersetze(als(l), p, neu, lauf)),
    ...listen('list: list, match: function, newItem', ([l, f, neu = null], lauf) => ersetze(als(l), f, neu, lauf)),
  ],
  sublist: listen('list: list, start position: number, length?: number', ([l, start, laenge]) => {
    const liste = als(l);
    const von = index(start, liste.length);
    if (von === undefined) return undefined;
    if (laenge === undefined || laenge === null) return liste.slice(von);
    if (!istZahl(laenge) || !laenge.isInteger() || laenge.lt(1) || laenge.gt(liste.length - von)) return undefined;
    return liste.slice(von, von + laenge.toNumber());
  }),
  append: listen('list: list, item...', ([l, neue]) => [...als(l), ...als(neue)]),
  concatenate: listen('list...: list', ([alle], lauf) => {
    return zusammen(als(alle), lauf);
  }),
  'insert before': listen('list: list, position: number, newItem', ([l, p, neu = null]) => {
    const i = index(p, als(l).length);
    return i === undefined ? undefined : [...als(l).slice(0, i), neu, ...als(l).slice(i)];
  }),
  remove: listen('list: list, position: number', ([l, p]) => {
    const i = index(p, als(l).length);
    return i === undefined ? undefined : als(l).filter((_, k) => k !== i);
  }),
  reverse: listen('list: list', ([l]) => [...als(l)].reverse()),
  'index of': listen('list: list, match', ([l, e = null], lauf) =>
    als(l).flatMap((w, i) => (gleich(w, e, lauf) === true ? [new Zahl(i + 1)] : [])),
  ),
  union: listen('list...: list', ([alle], lauf) => eindeutig(zusammen(als(alle), lauf), lauf)),
  'distinct values': listen('list: list', ([l], lauf) => eindeutig(als(l), lauf)),
  flatten: listen('list: list', ([l], lauf) => flach(als(l), lauf)),
  sort: [
    ...listen('list: list, precedes: function', ([l, f = null], lauf) => {
      if (!istFunktion(f) || f.parameter.length !== 2) return undefined;
      const vor = (a: Wert, b: Wert) =>
        tiefer(lauf, () =>
          f.rufe(
            [
              { name: null, wert: a },
              { name: null, wert: b },
            ],
            lauf,
          ),
        ) === true;
      return sortiere(als(l), vor);
    }),
  ],
};
