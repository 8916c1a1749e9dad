import { createHash } from 'node:crypto';

/** Of each table how many rows, and the sum of their hashes: the same for the same rows, in whatever order. */
export type Abdruck = Map<string, { zeilen: number; summe: bigint }>;

/** Hands the lines of a dump on and notes them. */
export async function* nimmAb(zeilen: AsyncIterable<string>, a: Abdruck): AsyncGenerator<string> {
  let tabelle = { zeilen: 0, summe: 0n };
  for await (const zeile of zeilen) {
    if (zeile.startsWith('[')) {
      tabelle.zeilen++;
      tabelle.summe += BigInt(`0x${createHash('sha256').update(zeile).digest('hex')}`);
    } else {
      const x = JSON.parse(zeile) as { tabelle?: string };
      tabelle = { zeilen: 0, summe: 0n };
      if (x.tabelle) a.set(x.tabelle, tabelle);
    }
    yield zeile;
  }
}

/** Tables that are not the same in both. */
export const findUnterschiede = (a: Abdruck, b: Abdruck): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((t) => {
    const [x, y] = [a.get(t), b.get(t)];
    return x?.zeilen !== y?.zeilen || x?.summe !== y?.summe;
  });
