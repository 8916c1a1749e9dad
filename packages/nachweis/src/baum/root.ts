import { leafHash, nodeHash, type Sha256 } from './hash.ts';
import { split } from './knoten.ts';

/**
 * The root by the letter of RFC 6962 section 2.1, from all leaves (the C of events). On purpose it shares nothing with
 * `appendLeaves`: where both agree, neither a stored node nor the incremental code is wrong.
 */
export function rootFromLeaves(sha256: Sha256, blaetter: readonly Uint8Array[]): Uint8Array {
  if (blaetter.length === 0) return sha256(new Uint8Array());
  return mth(sha256, blaetter, 0, blaetter.length);
}

function mth(sha256: Sha256, blaetter: readonly Uint8Array[], start: number, end: number): Uint8Array {
  const only = blaetter[start];
  if (end - start === 1 && only) return leafHash(sha256, only);
  const middle = start + split(end - start);
  return nodeHash(sha256, mth(sha256, blaetter, start, middle), mth(sha256, blaetter, middle, end));
}
