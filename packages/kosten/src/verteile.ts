/**
 * Shares an amount by weights so that it sums to the cent: everybody gets the whole part, the remaining cents go to the largest
 * remainders, among equals to the smaller `id`. A negative amount is shared as its opposite.
 * @param betrag cents @param gewichte whole numbers ≥ 0, not all 0; ids are different
 */
export function verteile(
  betrag: number,
  gewichte: readonly { readonly id: string; readonly gewicht: number }[],
): Map<string, number> {
  if (!Number.isSafeInteger(betrag) || gewichte.some((g) => !Number.isSafeInteger(g.gewicht) || g.gewicht < 0))
    throw new RangeError('Betrag und Gewichte sind ganze Zahlen, Gewichte nicht negativ');
  const summe = gewichte.reduce((s, g) => s + BigInt(g.gewicht), 0n);
  if (summe === 0n) throw new RangeError('Ohne Gewicht lässt sich nichts verteilen');
  if (new Set(gewichte.map((g) => g.id)).size < gewichte.length) throw new RangeError('Jede Kennung nur einmal');
  const vorzeichen = betrag < 0 ? -1 : 1;
  const ganz = BigInt(Math.abs(betrag));
  const anteile = gewichte.map((g) => {
    const genau = ganz * BigInt(g.gewicht);
    return { id: g.id, wert: Number(genau / summe), rest: genau % summe };
  });
  const offen = Math.abs(betrag) - anteile.reduce((s, a) => s + a.wert, 0);
  const reihe = anteile.toSorted((a, b) => (a.rest === b.rest ? (a.id < b.id ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  return new Map(reihe.map((a, i) => [a.id, vorzeichen * (a.wert + (i < offen ? 1 : 0)) || 0]));
}
