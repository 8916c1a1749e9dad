const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Strict UTF-8; null for anything else. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

const HEX = Array.from({ length: 256 }, (_, b) => b.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += HEX[b];
  return text;
}

/** Standard Base64 (RFC 4648, section 4) with padding. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SECHS_BIT = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) SECHS_BIT[ALPHABET.charCodeAt(i)] = i;

/** Reads only the one canonical spelling, so that a text has no second form with the same meaning; null otherwise. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const chars = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
  const out = new Uint8Array(Math.floor((chars * 3) / 4));
  let bits = 0;
  let at = 0;
  for (let i = 0; i < chars; i++) {
    const six = SECHS_BIT[text.charCodeAt(i)] ?? -1;
    if (six < 0) return null;
    bits = ((bits << 6) | six) & 0xffffff;
    const rest = (i & 3) * 2;
    if (rest > 0) out[at++] = bits >> (6 - rest);
  }
  // what is left of the last digit says nothing, so it must be zero
  const left = (chars * 6) % 8;
  return (bits & ((1 << left) - 1)) === 0 ? out : null;
}

/** A decimal without sign or leading zeroes, exactly representable; null otherwise. */
export function fromDecimal(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const n = Number(text);
  return Number.isSafeInteger(n) ? n : null;
}
