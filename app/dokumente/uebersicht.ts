import type { Tx } from '../base/index.ts';

/** How the sealed documents of a body age. */
export interface Dokumenterneuerungen extends Record<string, unknown> {
  /** documents with a date of renewal */
  anzahl: number;
  /** whose date has come */
  faellig: number;
  naechste: Date | null;
  /** when the first of them must be renewed at the latest */
  dringend: Date | null;
}

/** In any context, because it says nothing about anybody. */
export async function readErneuerungstermine(
  tx: Tx,
  koerperschaft: string,
  jetzt: number,
): Promise<Dokumenterneuerungen> {
  const z = await tx.eine<Dokumenterneuerungen>('select * from dokumente.erneuerungen($1, to_timestamp($2 / 1000.0))', [
    koerperschaft,
    jetzt,
  ]);
  return z ?? { anzahl: 0, faellig: 0, naechste: null, dringend: null };
}
