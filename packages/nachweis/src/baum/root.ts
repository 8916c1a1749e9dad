import { leafHash, nodeHash, type Sha256 } from './hash.ts';
import { type HoleKnoten, rangeHashes, split } from './knoten.ts';

/**
 * The root by the letter of RFC 6962 section 2.1, from all leaves (the C of events). On purpose it shares nothing with
 * `appendLeaves`: where both agree, neither a stored node nor the incremental code is wrong.
 */
export function rootFromLeaves(sha256: Sha256, blaetter: readonly Uint8Array[]): Uint8Array {
  if (blaetter.length === 0) return sha256(new Uint8Array());
  return mth(sha256, blaetter, 0, blaetter.length);
}

/** The root of the tree of `groesse` leaves from its stored nodes: what is in the store, whatever somebody remembers. */
export async function rootFromNodes(sha256: Sha256, groesse: number, holeKnoten: HoleKnoten): Promise<Uint8Array> {
  const [root] = groesse === 0 ? [] : await rangeHashes(sha256, [{ start: 0, end: groesse }], holeKnoten);
  return root ?? sha256(new Uint8Array());
}

function mth(sha256: Sha256, blaetter: readonly Uint8Array[], start: number, end: number): Uint8Array {
  const only = blaetter[start];
  if (end - start === 1 && only) return leafHash(sha256, only);
  const middle = start + split(end - start);
  return nodeHash(sha256, mth(sha256, blaetter, start, middle), mth(sha256, blaetter, middle, end));
}
