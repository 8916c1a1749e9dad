/** PDF values as plain data. A name is `{t:'name'}`, never a string, so that texts and names cannot be confused. */
export interface PdfName {
  readonly t: 'name';
  readonly v: string;
}
/** A string with the place where it stands: the gap of a signature must be exactly this range. */
export interface PdfText {
  readonly t: 'text';
  readonly bytes: Uint8Array;
  readonly von: number;
  readonly bis: number;
  readonly hex: boolean;
}
export interface PdfRef {
  readonly t: 'ref';
  readonly num: number;
  readonly gen: number;
}
export interface PdfDict {
  readonly t: 'dict';
  readonly m: ReadonlyMap<string, PdfWert>;
}
export interface PdfStream {
  readonly t: 'stream';
  readonly dict: PdfDict;
  readonly daten: Uint8Array;
}
export type PdfWert = null | boolean | number | PdfName | PdfText | PdfRef | PdfDict | PdfStream | readonly PdfWert[];

/** Bytes that are no PDF we accept. Thrown inside `pdf/` only; the doors turn it into an answer. */
export class PdfFehler extends Error {
  readonly code: string;
  constructor(code: string, meldung: string) {
    super(meldung);
    this.code = code;
  }
}

export const name = (v: string): PdfName => ({ t: 'name', v });
export const ref = (num: number, gen = 0): PdfRef => ({ t: 'ref', num, gen });
export const dict = (entries: Iterable<readonly [string, PdfWert]>): PdfDict => ({ t: 'dict', m: new Map(entries) });
export const isArray = (w: PdfWert | undefined): w is readonly PdfWert[] => Array.isArray(w);

type Tagged = PdfName | PdfText | PdfRef | PdfDict | PdfStream;
const tagged = (w: PdfWert | undefined): Tagged | null =>
  typeof w === 'object' && w !== null && !isArray(w) ? (w as Tagged) : null;

export function asDict(w: PdfWert | undefined): PdfDict | null {
  const x = tagged(w);
  return x?.t === 'dict' ? x : x?.t === 'stream' ? x.dict : null;
}
export function asRef(w: PdfWert | undefined): PdfRef | null {
  const x = tagged(w);
  return x?.t === 'ref' ? x : null;
}
export function asText(w: PdfWert | undefined): PdfText | null {
  const x = tagged(w);
  return x?.t === 'text' ? x : null;
}
export function asStream(w: PdfWert | undefined): PdfStream | null {
  const x = tagged(w);
  return x?.t === 'stream' ? x : null;
}
export function nameOf(w: PdfWert | undefined): string | null {
  const x = tagged(w);
  return x?.t === 'name' ? x.v : null;
}
/** A non-negative whole number, else null. */
export function asCount(w: PdfWert | undefined): number | null {
  return typeof w === 'number' && Number.isSafeInteger(w) && w >= 0 ? w : null;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((x, i) => x === b[i]);

/** Structural equality; references are equal when they name the same object. */
export function same(a: PdfWert | undefined, b: PdfWert | undefined): boolean {
  if (a === b) return true;
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((x, i) => same(x, b[i]));
  const x = tagged(a);
  const y = tagged(b);
  if (!x || !y) return false;
  if (x.t === 'name') return y.t === 'name' && x.v === y.v;
  if (x.t === 'text') return y.t === 'text' && sameBytes(x.bytes, y.bytes);
  if (x.t === 'ref') return y.t === 'ref' && x.num === y.num && x.gen === y.gen;
  if (x.t === 'stream') return y.t === 'stream' && same(x.dict, y.dict) && sameBytes(x.daten, y.daten);
  return y.t === 'dict' && x.m.size === y.m.size && [...x.m].every(([k, v]) => y.m.has(k) && same(v, y.m.get(k)));
}

/** Calls `visit` for every reference inside a value. Depth is bounded by the reader. */
export function eachRef(w: PdfWert | undefined, visit: (r: PdfRef) => void): void {
  if (isArray(w)) {
    for (const x of w) eachRef(x, visit);
    return;
  }
  const x = tagged(w);
  if (x?.t === 'ref') visit(x);
  const d = asDict(w);
  if (d) for (const v of d.m.values()) eachRef(v, visit);
}
