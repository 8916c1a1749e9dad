import { concat } from '../bytes.ts';

/** One element of a DER encoding: its identifier octet, its content, and the whole of it. */
export interface Tlv {
  readonly tag: number;
  readonly inhalt: Uint8Array;
  readonly ganz: Uint8Array;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const OBJECT_IDENTIFIER = 0x06;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
/** The constructed context-specific tag [n]. */
export const kontext = (n: number): number => 0xa0 | n;

/**
 * The elements that follow one another in `bytes`; null unless they are DER (X.690, 10.1): one-byte tags, definite lengths
 * in their shortest form, nothing left over. Descends no further, so hashes are taken over the bytes as they came.
 */
export function readAll(bytes: Uint8Array): Tlv[] | null {
  const out: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const kopf = readHeader(bytes, at);
    if (!kopf) return null;
    const inhalt = bytes.subarray(kopf.start, kopf.ende);
    out.push({ tag: bytes[at] ?? 0, inhalt, ganz: bytes.subarray(at, kopf.ende) });
    at = kopf.ende;
  }
  return out;
}

/** The one element that `bytes` consists of, if it bears this tag. */
export function readOne(bytes: Uint8Array, tag: number): Tlv | null {
  const [erstes, ...mehr] = readAll(bytes) ?? [];
  return erstes?.tag === tag && mehr.length === 0 ? erstes : null;
}

function readHeader(bytes: Uint8Array, at: number): { start: number; ende: number } | null {
  const tag = bytes[at] ?? 0;
  const erstes = bytes[at + 1];
  if (erstes === undefined || (tag & 0x1f) === 0x1f) return null;
  const mehr = erstes < 0x80 ? 0 : erstes & 0x7f;
  // 0x80 is the indefinite form; four bytes of length are more than any record has
  if (erstes === 0x80 || mehr > 4) return null;
  const start = at + 2 + mehr;
  const laenge = mehr === 0 ? erstes : bytes.subarray(at + 2, start).reduce((n, b) => n * 256 + b, 0);
  const kuerzeste = mehr === 0 || (laenge >= 0x80 && bytes[at + 2] !== 0);
  const ende = start + laenge;
  return kuerzeste && ende <= bytes.length ? { start, ende } : null;
}

/** Writes one element. */
export function tlv(tag: number, ...inhalt: readonly Uint8Array[]): Uint8Array {
  const laenge = inhalt.reduce((n, t) => n + t.length, 0);
  return concat(Uint8Array.of(tag, ...lengthOctets(laenge)), ...inhalt);
}

function lengthOctets(laenge: number): number[] {
  if (laenge < 0x80) return [laenge];
  const octets: number[] = [];
  for (let rest = laenge; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}
