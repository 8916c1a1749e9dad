import { leafHash, nodeHash, type Sha256 } from './hash.ts';

/** Recomputes a tree from its leaves, one after the other, with the root at every size. */
export interface Rechner {
  /** @param blatt the C of an event */
  add(blatt: Uint8Array): void;
  readonly groesse: number;
  wurzel(): Uint8Array;
}

/**
 * For audits: holds the right edge alone (at most 53 hashes) and reads no stored node, so a tree of any size can be recomputed
 * without trust in the store (RFC 6962 section 2.1).
 */
export function createRechner(sha256: Sha256): Rechner {
  const rand: Uint8Array[] = [];
  let groesse = 0;
  return {
    add(blatt) {
      let hash = leafHash(sha256, blatt);
      // each complete left neighbour is a set bit of the size
      for (let rest = groesse; rest % 2 === 1; rest = (rest - 1) / 2)
        hash = nodeHash(sha256, rand.pop() as Uint8Array, hash);
      rand.push(hash);
      groesse += 1;
    },
    get groesse() {
      return groesse;
    },
    wurzel: () =>
      rand.length === 0 ? sha256(new Uint8Array()) : rand.reduceRight((right, left) => nodeHash(sha256, left, right)),
  };
}
