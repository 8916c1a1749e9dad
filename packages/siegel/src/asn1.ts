import { concat } from './bytes.ts';

// Writes DER (X.690) for what is built once per letter: the ASN.1 library takes several milliseconds for the same bytes.
// Reading, and everything that is not built per letter, stays with that library.

export const INTEGER = 0x02;
const SEQUENCE = 0x30;
const SET = 0x31;
const OBJECT_IDENTIFIER = 0x06;

/** Tag, shortest length, content. */
export function tlv(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const n = content.reduce((sum, c) => sum + c.length, 0);
  const laenge: number[] = [];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 256)) laenge.unshift(rest & 255);
  return concat(Uint8Array.from(n < 128 ? [tag, n] : [tag, 128 + laenge.length, ...laenge]), ...content);
}

export const sequence = (...content: readonly Uint8Array[]): Uint8Array => tlv(SEQUENCE, ...content);
export const octets = (bytes: Uint8Array): Uint8Array => tlv(0x04, bytes);
export const NULL: Uint8Array = tlv(0x05);

/** A non-negative INTEGER of these bytes, most significant first. */
export function integer(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((b) => b !== 0);
  const kurz = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return tlv(INTEGER, ...((kurz[0] ?? 0) > 127 ? [Uint8Array.of(0)] : []), kurz);
}

/** Context-specific [n]; constructed unless said otherwise. */
export const context = (n: number, constructed: boolean, ...content: readonly Uint8Array[]): Uint8Array =>
  tlv(0x80 | (constructed ? 0x20 : 0) | n, ...content);

const compare = (a: Uint8Array, b: Uint8Array): number => {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
};

/** The content of a SET OF: DER wants the elements in the order of their bytes. */
export const sorted = (elements: readonly Uint8Array[]): Uint8Array[] => [...elements].sort(compare);
export const setOf = (...elements: readonly Uint8Array[]): Uint8Array => tlv(SET, ...sorted(elements));

/** An object identifier in dotted form. */
export function oid(dotted: string): Uint8Array {
  const [a = 0, b = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [a * 40 + b, ...rest].flatMap((arc) => {
    const out = [arc % 128];
    for (let r = Math.floor(arc / 128); r > 0; r = Math.floor(r / 128)) out.unshift(128 + (r % 128));
    return out;
  });
  return tlv(OBJECT_IDENTIFIER, Uint8Array.from(bytes));
}

/** GeneralizedTime to the second, UTC. */
export const generalizedTime = (d: Date): Uint8Array =>
  tlv(0x18, new TextEncoder().encode(`${d.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`));
