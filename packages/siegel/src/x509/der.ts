import * as asn1js from 'asn1js';
import { buffer } from '../bytes.ts';

/** One DER value inside `bytes`: where it starts, where its content starts and ends. */
export interface Stueck {
  readonly tag: number;
  readonly start: number;
  readonly von: number;
  readonly bis: number;
}

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;

/** Reads tag and length at `at`; null when they do not fit before `ende`. Definite lengths and low tags only, as DER in certificates has. */
export function readStueck(bytes: Uint8Array, at: number, ende: number): Stueck | null {
  const tag = bytes[at];
  let laenge = bytes[at + 1];
  if (tag === undefined || laenge === undefined || (tag & 31) === 31) return null;
  let von = at + 2;
  if (laenge > 127) {
    const n = laenge & 127;
    if (n === 0 || n > 4) return null;
    laenge = 0;
    for (let i = 0; i < n; i++) laenge = laenge * 256 + (bytes[von++] ?? 0);
  }
  const bis = von + laenge;
  return bis <= ende ? { tag, start: at, von, bis } : null;
}

/** The values inside a constructed one; null when they do not fill it exactly. */
export function parts(bytes: Uint8Array, s: Stueck): Stueck[] | null {
  const out: Stueck[] = [];
  for (let at = s.von; at < s.bis; ) {
    const x = readStueck(bytes, at, s.bis);
    if (!x) return null;
    out.push(x);
    at = x.bis;
  }
  return out;
}

export const whole = (bytes: Uint8Array, s: Stueck): Uint8Array => bytes.subarray(s.start, s.bis);
export const inner = (bytes: Uint8Array, s: Stueck): Uint8Array => bytes.subarray(s.von, s.bis);

/** A UTCTime or GeneralizedTime; null when it is neither. */
export function readTime(bytes: Uint8Array): Date | null {
  const { result } = asn1js.fromBER(buffer(bytes));
  if (!(result instanceof asn1js.UTCTime)) return null;
  const d = result.toDate();
  return Number.isNaN(d.getTime()) ? null : d;
}
