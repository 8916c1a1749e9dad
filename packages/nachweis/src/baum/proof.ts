import type { Sha256 } from './hash.ts';
import { type Bereich, type HoleKnoten, rangeHashes, split } from './knoten.ts';

/**
 * Hashes from the sibling of leaf `index` up to the child of the root of the tree with `groesse` leaves
 * (RFC 6962 section 2.1.1). One call of `holeKnoten`.
 */
export async function inclusionProof(
  sha256: Sha256,
  index: number,
  groesse: number,
  holeKnoten: HoleKnoten,
): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= groesse) throw new RangeError('Blatt liegt nicht im Baum');
  return rangeHashes(sha256, path(index, { start: 0, end: groesse }), holeKnoten);
}

/**
 * Hashes that show the tree of `alt` leaves to be the beginning of the tree of `neu` leaves (RFC 6962 section 2.1.2).
 * Empty when `alt` is 0 or equals `neu`.
 */
export async function consistencyProof(
  sha256: Sha256,
  alt: number,
  neu: number,
  holeKnoten: HoleKnoten,
): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(alt) || alt < 0 || alt > neu)
    throw new RangeError('Der alte Baum ist groesser als der neue');
  return alt === 0 ? [] : rangeHashes(sha256, subproof(alt, { start: 0, end: neu }, true), holeKnoten);
}

function path(index: number, { start, end }: Bereich): Bereich[] {
  if (end - start === 1) return [];
  const middle = start + split(end - start);
  const left = { start, end: middle };
  const right = { start: middle, end };
  return index < middle ? [...path(index, left), right] : [...path(index, right), left];
}

function subproof(alt: number, { start, end }: Bereich, wholeIsOld: boolean): Bereich[] {
  if (alt === end - start) return wholeIsOld ? [] : [{ start, end }];
  const k = split(end - start);
  const left = { start, end: start + k };
  const right = { start: start + k, end };
  return alt <= k ? [...subproof(alt, left, wholeIsOld), right] : [...subproof(alt - k, right, false), left];
}
