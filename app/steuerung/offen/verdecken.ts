import { createNetz } from './fluss.ts';

/** A table of counts: `werte[zeile][spalte]`; `personen` counts the people behind each cell. */
export interface Zaehltafel {
  readonly zeilen: readonly string[];
  readonly spalten: readonly string[];
  readonly werte: readonly (readonly number[])[];
  readonly personen: readonly (readonly number[])[];
}

/** The same with its sums: the last row and the last column. `null` = not shown. */
export interface OffeneTafel {
  readonly zeilen: readonly string[];
  readonly spalten: readonly string[];
  readonly werte: readonly (readonly (number | null)[])[];
}

const summe = (z: readonly number[]) => z.reduce((a, b) => a + b, 0);
/** A table with its sums as last row and last column. */
export const mitSummen = (t: readonly (readonly number[])[], breite: number): number[][] => {
  const zeilen = t.map((z) => [...z, summe(z)]);
  return [...zeilen, Array.from({ length: breite + 1 }, (_, j) => summe(zeilen.map((z) => z[j] ?? 0)))];
};

/**
 * What may be told of a table so that no count of fewer than `k` can be found out. First every cell is hidden behind which fewer
 * than `k` people (or cases) stand; then more, the smallest first, until for each hidden cell everything that is shown fits with
 * `k` or more as well as with another value. Sums are cells like the others. Zeros are told, so a hidden cell is known to be at
 * least one; the reader is taken to know this procedure.
 */
export function verdecke(t: Zaehltafel, k = 5): OffeneTafel {
  const werte = mitSummen(t.werte, t.spalten.length);
  const personen = mitSummen(t.personen, t.spalten.length);
  const zu = werte.map((z, i) => z.map((w, j) => w > 0 && Math.min(w, personen[i]?.[j] ?? 0) < k));
  for (;;) {
    const enge = findeEnge(werte, zu, k);
    if (!enge) break;
    const naechste = waehle(werte, zu, enge, k);
    if (!naechste) break;
    (zu[naechste[0]] ?? [])[naechste[1]] = true;
  }
  return {
    zeilen: t.zeilen,
    spalten: t.spalten,
    werte: werte.map((z, i) => z.map((w, j) => (zu[i]?.[j] ? null : w))),
  };
}

type Ort = readonly [number, number];

/** A hidden cell about which too much is known. */
function findeEnge(werte: number[][], zu: boolean[][], k: number): Ort | undefined {
  for (const [i, z] of zu.entries())
    for (const [j, versteckt] of z.entries()) if (versteckt && !isWeit(werte, zu, [i, j], k)) return [i, j];
  return undefined;
}

/** Could this hidden cell be `k` or more, and another one than it is? */
function isWeit(werte: number[][], zu: boolean[][], ort: Ort, k: number): boolean {
  const w = werte[ort[0]]?.[ort[1]] ?? 0;
  if (w < k) return spielraum(werte, zu, ort, 'mehr', k - w) >= k - w;
  return spielraum(werte, zu, ort, 'mehr', 1) > 0 || spielraum(werte, zu, ort, 'weniger', 1) > 0;
}

/**
 * By how much a hidden cell could be more (or less) while everything shown stays. A cell lies in one equation of its row and one of
 * its column, with the same sign in both once the equations of the sums are turned round: so cells are edges of a network between
 * rows and columns, and what one gains flows back through the others.
 */
function spielraum(werte: number[][], zu: boolean[][], ort: Ort, richtung: 'mehr' | 'weniger', genug: number): number {
  const netz = createNetz();
  const [letzteZeile, letzteSpalte] = [werte.length - 1, (werte[0]?.length ?? 1) - 1];
  const ende = (i: number, j: number): Ort => {
    const [zeile, spalte] = [i, werte.length + j];
    const rand = (i === letzteZeile) !== (j === letzteSpalte);
    return rand ? [spalte, zeile] : [zeile, spalte];
  };
  for (const [i, z] of zu.entries())
    for (const [j, versteckt] of z.entries())
      if (versteckt && !(i === ort[0] && j === ort[1]))
        // more is possible without end, less down to one
        netz.kante(...ende(i, j), Number.MAX_SAFE_INTEGER, (werte[i]?.[j] ?? 1) - 1);
  const [von, nach] = ende(ort[0], ort[1]);
  const eigen = (werte[ort[0]]?.[ort[1]] ?? 1) - 1;
  return richtung === 'mehr'
    ? netz.groesster(nach, von, genug)
    : Math.min(eigen, netz.groesster(von, nach, Math.min(genug, eigen)));
}

/** The smallest cell still shown that helps the one in need at once, else the smallest of its row and column, else of all. */
function waehle(werte: number[][], zu: boolean[][], enge: Ort, k: number): Ort | undefined {
  const offen = werte
    .flatMap((z, i) => z.flatMap((w, j) => (w > 0 && !zu[i]?.[j] ? [{ ort: [i, j] as Ort, w }] : [])))
    .sort((a, b) => a.w - b.w);
  const hilft = offen.find(({ ort: [i, j] }) => {
    const probe = zu.map((z) => [...z]);
    (probe[i] ?? [])[j] = true;
    return isWeit(werte, probe, enge, k);
  });
  const nah = offen.find(({ ort: [i, j] }) => i === enge[0] || j === enge[1]);
  return (hilft ?? nah ?? offen[0])?.ort;
}
