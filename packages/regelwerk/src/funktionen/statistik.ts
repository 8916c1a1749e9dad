import { vergleiche } from '../werte/vergleich.ts';
import {
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
import { type Eingebaut, eingebaut, ueberListe } from './eingebaut.ts';

type Dezimal = InstanceType<typeof Zahl>;

/** The sum of numbers or of durations of one kind; undefined for no values (DMN 1.5, table 75). */
export function summe(liste: readonly Wert[]): Wert | undefined {
  if (liste.length === 0) return undefined;
  if (liste.every(istZahl)) return endlich(liste.reduce((a, b) => Zahl.add(a, b), new Zahl(0)));
  if (liste.every(istMonate)) return monate(liste.reduce((n, d) => n + d.monate, 0));
  if (liste.every(istSekunden)) return sekunden(liste.reduce((n, d) => Zahl.add(n, d.sekunden), new Zahl(0)));
  return undefined;
}

const endlich = (zahl: Dezimal): Wert | undefined => (zahl.isFinite() ? zahl : undefined);

/** Least (-1) or greatest (1) element; undefined for no values and when two elements have no common order. */
export function aeusserstes(liste: readonly Wert[], richtung: -1 | 1, lauf: Lauf): Wert | undefined {
  let bestes: Wert = liste[0] ?? null;
  if (liste.length === 0) return undefined;
  for (const wert of liste) {
    const ordnung = vergleiche(wert, bestes, lauf);
    if (ordnung === null) return undefined;
    if (ordnung === richtung) bestes = wert;
  }
  return bestes;
}

function mittel(liste: readonly Wert[]): Wert | undefined {
  const s = summe(liste);
  if (s === undefined || s === null) return undefined;
  if (istZahl(s)) return s.div(liste.length);
  if (istMonate(s)) return monate(Math.trunc(s.monate / liste.length));
  return istSekunden(s) ? sekunden(s.sekunden.div(liste.length)) : undefined;
}

const sortiert = (zahlen: readonly Dezimal[]): Dezimal[] => [...zahlen].sort((a, b) => a.comparedTo(b));

function alleOderEins(liste: readonly Wert[], entscheidend: boolean): boolean | null | undefined {
  if (liste.includes(entscheidend)) return entscheidend;
  if (liste.every((w) => w === !entscheidend)) return !entscheidend;
  return liste.every((w) => w === null || typeof w === 'boolean') ? null : undefined;
}

const nurZahlen = (tue: (zahlen: readonly Dezimal[]) => Wert | undefined): Eingebaut =>
  ueberListe((liste) => (liste.every(istZahl) ? tue(liste) : undefined));

export const STATISTIK: Record<string, Eingebaut> = {
  count: eingebaut('list: list', ([liste = null]) => (istListe(liste) ? new Zahl(liste.length) : undefined)),
  sum: ueberListe((liste) => summe(liste)),
  min: ueberListe((liste, lauf) => aeusserstes(liste, -1, lauf)),
  max: ueberListe((liste, lauf) => aeusserstes(liste, 1, lauf)),
  mean: ueberListe((liste) => mittel(liste)),
  all: ueberListe((liste) => alleOderEins(liste, false)),
  any: ueberListe((liste) => alleOderEins(liste, true)),
  product: nurZahlen((z) => (z.length === 0 ? undefined : z.reduce((a, b) => Zahl.mul(a, b), new Zahl(1)))),
  median: nurZahlen((z) => {
    if (z.length === 0) return undefined;
    const s = sortiert(z);
    const rechts = s[s.length >> 1] ?? new Zahl(0);
    return s.length % 2 === 1 ? rechts : Zahl.add(rechts, s[(s.length >> 1) - 1] ?? rechts).div(2);
  }),
  stddev: nurZahlen((z) => {
    if (z.length < 2) return undefined;
    const mitte = z.reduce((a, b) => Zahl.add(a, b), new Zahl(0)).div(z.length);
    const quadrate = z.reduce((a, b) => a.plus(b.minus(mitte).pow(2)), new Zahl(0));
    return quadrate.div(z.length - 1).sqrt();
  }),
  mode: nurZahlen((z) => {
    const s = sortiert(z);
    const anzahl: { zahl: Dezimal; mal: number }[] = [];
    for (const zahl of s) {
      const letzte = anzahl.at(-1);
      if (letzte?.zahl.equals(zahl)) letzte.mal += 1;
      else anzahl.push({ zahl, mal: 1 });
    }
    const hoechste = anzahl.reduce((n, { mal }) => Math.max(n, mal), 0);
    return anzahl.filter(({ mal }) => mal === hoechste).map(({ zahl }) => zahl);
  }),
};
