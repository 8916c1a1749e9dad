/** Joins byte arrays. */
export function concat(...teile: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(teile.reduce((n, t) => n + t.length, 0));
  let at = 0;
  for (const t of teile) {
    out.set(t, at);
    at += t.length;
  }
  return out;
}

export const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((x, i) => x === b[i]);

const HEX = Array.from({ length: 256 }, (_, x) => x.toString(16).padStart(2, '0'));
export function toHex(b: Uint8Array): string {
  let out = '';
  for (const x of b) out += HEX[x];
  return out;
}

/** One byte per character; for ASCII structures and PDF syntax. */
export function latin1(s: string): Uint8Array {
  const out = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return out;
}

/** A copy as ArrayBuffer of exactly these bytes, which is what the ASN.1 library takes. */
export function buffer(b: Uint8Array): ArrayBuffer {
  const out = new ArrayBuffer(b.length);
  new Uint8Array(out).set(b);
  return out;
}
