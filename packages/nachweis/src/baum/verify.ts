import { equal } from '../bytes.ts';
import { nodeHash, type Sha256 } from './hash.ts';
import { split } from './knoten.ts';

export interface Inclusion {
  readonly index: number;
  readonly groesse: number;
  /** The leaf hash (`leafHash(C)`), not the leaf. */
  readonly blattHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly wurzel: Uint8Array;
}

export interface Consistency {
  readonly alt: number;
  readonly neu: number;
  readonly wurzelAlt: Uint8Array;
  readonly wurzelNeu: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const isSize = (n: number) => Number.isSafeInteger(n) && n >= 0;
const half = (n: number) => Math.floor(n / 2);
// Not by Math.log2: it rounds large neighbours of a power of two onto it.
const isPowerOfTwo = (n: number) => n === 1 || split(n + 1) === n;
const odd = (n: number) => n % 2 === 1;

/** RFC 9162 section 2.1.3.2. False for anything that does not prove the leaf to be in the tree. */
export function verifyInclusion(sha256: Sha256, { index, groesse, blattHash, proof, wurzel }: Inclusion): boolean {
  if (!isSize(index) || !isSize(groesse) || index >= groesse || blattHash.length !== 32) return false;
  let fn = index;
  let sn = groesse - 1;
  let r = blattHash;
  for (const p of proof) {
    if (sn === 0 || p.length !== 32) return false;
    if (odd(fn) || fn === sn) {
      r = nodeHash(sha256, p, r);
      while (!odd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      r = nodeHash(sha256, r, p);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equal(r, wurzel);
}

/** RFC 9162 section 2.1.4.2. From an empty tree nothing can be proven: `alt` 0 is false. */
export function verifyConsistency(sha256: Sha256, { alt, neu, wurzelAlt, wurzelNeu, proof }: Consistency): boolean {
  if (!isSize(alt) || !isSize(neu) || alt === 0 || alt > neu) return false;
  if (alt === neu) return proof.length === 0 && equal(wurzelAlt, wurzelNeu);
  const [first, ...rest] = isPowerOfTwo(alt) ? [wurzelAlt, ...proof] : proof;
  if (!first || first.length !== 32 || proof.length === 0) return false;
  let fn = alt - 1;
  let sn = neu - 1;
  while (odd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  let fr = first;
  let sr = first;
  for (const c of rest) {
    if (sn === 0 || c.length !== 32) return false;
    if (odd(fn) || fn === sn) {
      fr = nodeHash(sha256, c, fr);
      sr = nodeHash(sha256, c, sr);
      while (!odd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      sr = nodeHash(sha256, sr, c);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equal(fr, wurzelAlt) && equal(sr, wurzelNeu);
}
