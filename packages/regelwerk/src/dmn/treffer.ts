import { aeusserstes, summe } from '../funktionen/statistik.ts';
import { fehlt, leer, verstosse } from '../werte/lauf.ts';
import { gleich } from '../werte/vergleich.ts';
import { type Lauf, type Wert, Zahl } from '../werte/wert.ts';
import { type Ort, ortText } from './ort.ts';

/** A rule whose conditions all hold, with its outputs in column order. */
export type Treffer = { readonly nummer: number; readonly ausgaben: readonly Wert[] };
/** What the hit policy makes of the hits: those that count, in order, and how their values become one; null when they break it. */
export type Politik = (
  treffer: readonly Treffer[],
  lauf: Lauf,
) => { readonly zaehlen: readonly Treffer[]; readonly als: 'einer' | 'liste' | { readonly wert: Wert } } | null;

export const POLITIKEN = ['UNIQUE', 'FIRST', 'ANY', 'PRIORITY', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'] as const;
export type PolitikName = (typeof POLITIKEN)[number];

const AGGREGATE: Record<string, (werte: readonly Wert[], lauf: Lauf) => Wert | undefined> = {
  SUM: summe,
  MIN: (werte, lauf) => aeusserstes(werte, -1, lauf),
  MAX: (werte, lauf) => aeusserstes(werte, 1, lauf),
  COUNT: (werte) => new Zahl(werte.length),
};
export const kenntAggregat = (name: string): boolean => Object.hasOwn(AGGREGATE, name);

const nummern = (treffer: readonly Treffer[]): string => treffer.map((t) => t.nummer).join(' und ');

/** `rangfolgen`: per output the allowed values, highest first (DMN 1.5, 8.2.10); null where a column has none.
 * `mitStandard`: there are default outputs for no hit at all. */
export function politik(
  name: PolitikName,
  aggregat: string | null,
  rangfolgen: readonly (readonly Wert[] | null)[],
  mitStandard: boolean,
  ort: Ort,
): Politik {
  switch (name) {
    case 'UNIQUE':
      return (treffer, lauf) => {
        if (treffer.length > 1) {
          const meldung = `${ortText(ort)}: Es darf nur eine Regel zutreffen, es treffen aber die Regeln ${nummern(treffer)} zu.`;
          return verstosse(lauf, 'mehrere-regeln', meldung);
        }
        return { zaehlen: treffer, als: 'einer' };
      };
    case 'ANY':
      return (treffer, lauf) => {
        const [erster] = treffer;
        const anderer = treffer.find((t) => erster && gleich(t.ausgaben, erster.ausgaben, lauf) !== true);
        if (erster && anderer) {
          const meldung = `${ortText(ort)}: Die Regeln ${nummern([erster, anderer])} treffen beide zu, ergeben aber Verschiedenes.`;
          return verstosse(lauf, 'widerspruch', meldung);
        }
        return { zaehlen: treffer, als: 'einer' };
      };
    case 'FIRST':
      return (treffer) => ({ zaehlen: treffer.slice(0, 1), als: 'einer' });
    case 'PRIORITY':
      return (treffer, lauf) => ({ zaehlen: nachRang(treffer, rangfolgen, lauf).slice(0, 1), als: 'einer' });
    case 'OUTPUT ORDER':
      return (treffer, lauf) => ({ zaehlen: nachRang(treffer, rangfolgen, lauf), als: 'liste' });
    case 'RULE ORDER':
      return (treffer) => ({ zaehlen: treffer, als: 'liste' });
    case 'COLLECT': {
      const fasse = aggregat === null ? undefined : AGGREGATE[aggregat];
      if (!fasse) return (treffer) => ({ zaehlen: treffer, als: 'liste' });
      return (treffer, lauf) => {
        if (treffer.length === 0 && mitStandard) return { zaehlen: [], als: 'einer' };
        const wert = fasse(
          treffer.map((t) => t.ausgaben[0] ?? null),
          lauf,
        );
        const geht =
          wert ??
          (treffer.length === 0
            ? fehlt(lauf, `${ortText(ort)}: Keine Regel trifft zu.`)
            : leer(lauf, `${ortText(ort)}: ${aggregat} geht mit diesen Werten nicht.`));
        return { zaehlen: treffer, als: { wert: geht } };
      };
    }
  }
}

function nachRang(treffer: readonly Treffer[], rangfolgen: readonly (readonly Wert[] | null)[], lauf: Lauf): Treffer[] {
  const rang = (t: Treffer, spalte: number): number => {
    const stelle = rangfolgen[spalte]?.findIndex((w) => gleich(w, t.ausgaben[spalte] ?? null, lauf) === true) ?? 0;
    return stelle < 0 ? Number.MAX_SAFE_INTEGER : stelle;
  };
  return [...treffer].sort((a, b) => {
    for (let spalte = 0; spalte < rangfolgen.length; spalte += 1) {
      const unterschied = rang(a, spalte) - rang(b, spalte);
      if (unterschied !== 0) return unterschied;
    }
    return a.nummer - b.nummer;
  });
}
