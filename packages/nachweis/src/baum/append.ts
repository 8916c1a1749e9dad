import { leafHash, nodeHash, type Sha256 } from './hash.ts';
import { completeSubtrees, type HoleKnoten, type Knoten, readKnoten } from './knoten.ts';

export interface Anhang {
  /** Every complete subtree that came into being, leaf hashes included; to be stored with the new size. */
  readonly knoten: readonly Knoten[];
  readonly wurzel: Uint8Array;
  /** Number of leaves of the new tree. */
  readonly groesse: number;
}

/**
 * Appends leaves (the C of events) to a tree of `groesse` leaves of which the complete subtrees are stored. Reads the
 * right edge only (at most 53 nodes), with one call of `holeKnoten`.
 */
export async function appendLeaves(
  sha256: Sha256,
  groesse: number,
  holeKnoten: HoleKnoten,
  blaetter: readonly Uint8Array[],
): Promise<Anhang> {
  const orte = completeSubtrees({ start: 0, end: groesse });
  const hashes = await readKnoten(holeKnoten, orte);
  const edge: Knoten[] = orte.map((ort, i) => ({ ...ort, hash: hashes[i] as Uint8Array }));
  const knoten: Knoten[] = [];
  for (const [i, blatt] of blaetter.entries()) {
    let node: Knoten = { ebene: 0, index: groesse + i, hash: leafHash(sha256, blatt) };
    knoten.push(node);
    for (let left = edge.at(-1); left?.ebene === node.ebene; left = edge.at(-1)) {
      edge.pop();
      node = { ebene: node.ebene + 1, index: left.index / 2, hash: nodeHash(sha256, left.hash, node.hash) };
      knoten.push(node);
    }
    edge.push(node);
  }
  const wurzel =
    edge.length === 0
      ? sha256(new Uint8Array())
      : edge.map((k) => k.hash).reduceRight((right, left) => nodeHash(sha256, left, right));
  return { knoten, wurzel, groesse: groesse + blaetter.length };
}
