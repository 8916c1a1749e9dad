import { type PdfDict, PdfFehler, type PdfStream, type PdfWert } from './werte.ts';

const MAX_TIEFE = 60;
/** Longest string in bytes; signatures and names are far shorter. */
const MAX_TEXT = 4 * 1024 * 1024;

/** Steps all readers of one file may take together: the bound that makes every reading end. */
export interface Budget {
  rest: number;
}
export function spend(budget: Budget, n: number): void {
  budget.rest -= n;
  if (budget.rest < 0)
    throw new PdfFehler('pdf.zu-aufwendig', 'Die PDF-Datei ist zu verschachtelt oder zu groß, um sie sicher zu lesen.');
}

const WEISS = new Set([0, 9, 10, 12, 13, 32]);
const TRENN = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));
export const isWhite = (b: number | undefined): boolean => b !== undefined && WEISS.has(b);
const regular = (b: number | undefined): boolean => b !== undefined && !WEISS.has(b) && !TRENN.has(b);
const hexDigit = (b: number | undefined): number => {
  if (b === undefined) return -1;
  if (b >= 48 && b <= 57) return b - 48;
  const l = b | 32;
  return l >= 97 && l <= 102 ? l - 87 : -1;
};
const syntax = (wo: number): PdfFehler =>
  new PdfFehler('pdf.syntax', `Die PDF-Datei ist an Stelle ${wo} nicht lesbar.`);
const latin = (b: Uint8Array): string => String.fromCharCode(...b);

/** Reads PDF tokens and values from a position on. Strict: a key that stands twice in a dictionary is an error. */
export interface Leser {
  pos: number;
  readonly pdf: Uint8Array;
  readonly budget: Budget;
}

/** Skips white space and comments. */
export function skip(l: Leser): void {
  for (;;) {
    const start = l.pos;
    while (isWhite(l.pdf[l.pos])) l.pos++;
    if (l.pdf[l.pos] === 37) while (l.pos < l.pdf.length && l.pdf[l.pos] !== 10 && l.pdf[l.pos] !== 13) l.pos++;
    spend(l.budget, l.pos - start);
    if (l.pos === start || (l.pdf[l.pos] !== 37 && !isWhite(l.pdf[l.pos]))) return;
  }
}

function word(l: Leser): string {
  const von = l.pos;
  while (regular(l.pdf[l.pos])) l.pos++;
  if (l.pos - von > 200) throw syntax(von);
  return latin(l.pdf.subarray(von, l.pos));
}

/** Takes the keyword when it stands next. */
export function take(l: Leser, keyword: string): boolean {
  skip(l);
  const pos = l.pos;
  if (word(l) === keyword) return true;
  l.pos = pos;
  return false;
}
export function expect(l: Leser, keyword: string): void {
  if (!take(l, keyword)) throw syntax(l.pos);
}

/** Takes an unsigned whole number, or leaves the position and answers null. */
export function takeInt(l: Leser): number | null {
  skip(l);
  const pos = l.pos;
  const w = word(l);
  if (/^\d{1,12}$/.test(w)) return Number(w);
  l.pos = pos;
  return null;
}
export function expectInt(l: Leser): number {
  const n = takeInt(l);
  if (n === null) throw syntax(l.pos);
  return n;
}

function readName(l: Leser): string {
  l.pos++;
  return word(l).replace(/#([0-9a-fA-F]{2})/g, (_, h: string) => String.fromCharCode(Number.parseInt(h, 16)));
}

const FLUCHT: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function readLiteral(l: Leser): Uint8Array {
  const out: number[] = [];
  let offen = 1;
  l.pos++;
  for (; l.pos < l.pdf.length && out.length <= MAX_TEXT; l.pos++) {
    spend(l.budget, 1);
    let b = l.pdf[l.pos] ?? 0;
    if (b === 92) {
      const c = l.pdf[++l.pos] ?? 0;
      const oktal = /^[0-7]{1,3}/.exec(latin(l.pdf.subarray(l.pos, l.pos + 3)))?.[0];
      if (c === 10 || c === 13) {
        if (c === 13 && l.pdf[l.pos + 1] === 10) l.pos++;
        continue;
      }
      if (oktal) l.pos += oktal.length - 1;
      b = oktal ? Number.parseInt(oktal, 8) & 255 : (FLUCHT[String.fromCharCode(c)] ?? c);
    } else if (b === 40) offen++;
    else if (b === 41 && --offen === 0) {
      l.pos++;
      return Uint8Array.from(out);
    }
    out.push(b);
  }
  throw syntax(l.pos);
}

function readHex(l: Leser): Uint8Array {
  const out: number[] = [];
  let hoch = -1;
  for (l.pos++; l.pdf[l.pos] !== 62; l.pos++) {
    if (isWhite(l.pdf[l.pos])) continue;
    const d = hexDigit(l.pdf[l.pos]);
    if (d < 0 || out.length > MAX_TEXT) throw syntax(l.pos);
    if (hoch < 0) hoch = d;
    else {
      out.push(hoch * 16 + d);
      hoch = -1;
    }
  }
  if (hoch >= 0) out.push(hoch * 16);
  spend(l.budget, out.length);
  l.pos++;
  return Uint8Array.from(out);
}

function readDict(l: Leser, tiefe: number): PdfDict {
  const m = new Map<string, PdfWert>();
  l.pos += 2;
  for (;;) {
    skip(l);
    if (l.pdf[l.pos] === 62 && l.pdf[l.pos + 1] === 62) {
      l.pos += 2;
      return { t: 'dict', m };
    }
    if (l.pdf[l.pos] !== 47) throw syntax(l.pos);
    const key = readName(l);
    if (m.has(key))
      throw new PdfFehler('pdf.doppelter-schluessel', `Der Eintrag /${key} steht in der PDF-Datei doppelt.`);
    m.set(key, readValue(l, tiefe + 1));
  }
}

/** Reads one value. References are recognised; `stream` is not consumed (see `readObject`). */
export function readValue(l: Leser, tiefe = 0): PdfWert {
  if (tiefe > MAX_TIEFE) throw new PdfFehler('pdf.zu-tief', 'Die PDF-Datei ist zu tief verschachtelt.');
  skip(l);
  spend(l.budget, 1);
  const von = l.pos;
  const b = l.pdf[von];
  if (b === 47) return { t: 'name', v: readName(l) };
  if (b === 40) {
    const bytes = readLiteral(l);
    return { t: 'text', bytes, von, bis: l.pos, hex: false };
  }
  if (b === 60) {
    if (l.pdf[von + 1] === 60) return readDict(l, tiefe);
    const bytes = readHex(l);
    return { t: 'text', bytes, von, bis: l.pos, hex: true };
  }
  if (b === 91) {
    const out: PdfWert[] = [];
    for (l.pos++; ; ) {
      skip(l);
      if (l.pdf[l.pos] === 93) {
        l.pos++;
        return out;
      }
      out.push(readValue(l, tiefe + 1));
    }
  }
  return readAtom(l, von);
}

function readAtom(l: Leser, von: number): PdfWert {
  const w = word(l);
  if (w === 'null') return null;
  if (w === 'true' || w === 'false') return w === 'true';
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(w)) throw syntax(von);
  if (!/^\d{1,10}$/.test(w)) return Number(w);
  const after = l.pos;
  const gen = takeInt(l);
  if (gen !== null && gen <= 65535 && take(l, 'R')) return { t: 'ref', num: Number(w), gen };
  l.pos = after;
  return Number(w);
}

/** An indirect object: `num gen obj value [stream] endobj`. `length` resolves an indirect /Length. */
export interface Objekt {
  readonly num: number;
  readonly gen: number;
  readonly wert: PdfWert;
  readonly bis: number;
}

export function readObject(l: Leser, length: (w: PdfWert | undefined) => number | null): Objekt {
  const num = expectInt(l);
  const gen = expectInt(l);
  expect(l, 'obj');
  let wert = readValue(l);
  skip(l);
  if (take(l, 'stream')) wert = readStream(l, wert, length);
  expect(l, 'endobj');
  return { num, gen, wert, bis: l.pos };
}

function readStream(l: Leser, head: PdfWert, length: (w: PdfWert | undefined) => number | null): PdfStream {
  if (typeof head !== 'object' || head === null || !('t' in head) || head.t !== 'dict') throw syntax(l.pos);
  if (l.pdf[l.pos] === 13) l.pos++;
  if (l.pdf[l.pos] === 10) l.pos++;
  const n = length(head.m.get('Length'));
  if (n === null || l.pos + n > l.pdf.length) throw syntax(l.pos);
  const daten = l.pdf.subarray(l.pos, l.pos + n);
  l.pos += n;
  expect(l, 'endstream');
  return { t: 'stream', dict: head, daten };
}
