import { nodeHash, type Sha256 } from './hash.ts';

/** Place of a complete subtree: it covers the leaves `index·2^ebene` up to `(index+1)·2^ebene`, the last excluded. Level 0 holds leaf hashes. */
export interface KnotenOrt {
  readonly ebene: number;
  readonly index: number;
}

export interface Knoten extends KnotenOrt {
  readonly hash: Uint8Array;
}

/** Reads stored nodes, all wanted ones in one call, answered in the same order. A node that is missing is a bug: reject. */
export type HoleKnoten = (orte: readonly KnotenOrt[]) => Promise<readonly Uint8Array[]>;

/** The leaves from `start` up to `end`, the last excluded. */
export interface Bereich {
  readonly start: number;
  readonly end: number;
}

/** The largest power of two that is smaller than `n`; `n` ≥ 2. */
export function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** The complete subtrees, largest first, that make up the range; `start` must be a multiple of the largest of them. */
export function completeSubtrees({ start, end }: Bereich): KnotenOrt[] {
  const orte: KnotenOrt[] = [];
  for (let at = start; at < end; ) {
    let ebene = 0;
    let size = 1;
    while (size * 2 <= end - at) {
      size *= 2;
      ebene += 1;
    }
    orte.push({ ebene, index: at / size });
    at += size;
  }
  return orte;
}

/** Hashes of the given ranges of a tree, read with one call. */
export async function rangeHashes(
  sha256: Sha256,
  bereiche: readonly Bereich[],
  holeKnoten: HoleKnoten,
): Promise<Uint8Array[]> {
  const orte = bereiche.map(completeSubtrees);
  const gelesen = await readKnoten(holeKnoten, orte.flat());
  let at = 0;
  return orte.map((teil) => {
    const hashes = gelesen.slice(at, at + teil.length);
    at += teil.length;
    return hashes.reduceRight((right, left) => nodeHash(sha256, left, right));
  });
}

export async function readKnoten(holeKnoten: HoleKnoten, orte: readonly KnotenOrt[]): Promise<readonly Uint8Array[]> {
  if (orte.length === 0) return [];
  const gelesen = await holeKnoten(orte);
  if (gelesen.length !== orte.length || gelesen.some((h) => h?.length !== 32))
    throw new Error('Knoten des Protokolls fehlen');
  return gelesen;
}
