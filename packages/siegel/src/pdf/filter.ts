import { Unzlib } from 'fflate';
import { type Budget, spend } from './lex.ts';
import { asCount, asDict, isArray, nameOf, PdfFehler, type PdfStream } from './werte.ts';

const unreadable = (): PdfFehler => new PdfFehler('pdf.strom', 'Ein Datenstrom der PDF-Datei ist nicht lesbar.');
const STUECK = 4096;
/** Longest unpacked directory, object or metadata stream. */
const MAX_STROM = 32 * 1024 * 1024;

/** Inflates in small pieces, so that a bomb is noticed before it is in memory. */
function inflate(data: Uint8Array, budget: Budget): Uint8Array {
  const teile: Uint8Array[] = [];
  let laenge = 0;
  const unzip = new Unzlib((teil) => {
    laenge += teil.length;
    spend(budget, laenge > MAX_STROM ? Number.POSITIVE_INFINITY : teil.length);
    teile.push(teil.slice());
  });
  try {
    for (let i = 0; i < data.length; i += STUECK) unzip.push(data.subarray(i, i + STUECK), i + STUECK >= data.length);
  } catch (e) {
    throw e instanceof PdfFehler ? e : unreadable();
  }
  const out = new Uint8Array(teile.reduce((n, t) => n + t.length, 0));
  let at = 0;
  for (const t of teile) {
    out.set(t, at);
    at += t.length;
  }
  return out;
}

const paeth = (a: number, b: number, c: number): number => {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** PNG predictors (ISO 32000-1 7.4.4.4) for one-byte samples, which is what cross-reference streams use. */
function unpredict(data: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(data.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const kind = data[r * (columns + 1)] ?? 0;
    if (kind > 4) throw unreadable();
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      const a = c > 0 ? (out[at - 1] ?? 0) : 0;
      const b = r > 0 ? (out[at - columns] ?? 0) : 0;
      const d = r > 0 && c > 0 ? (out[at - columns - 1] ?? 0) : 0;
      const add = [0, a, b, (a + b) >> 1, paeth(a, b, d)][kind] ?? 0;
      out[at] = (data[r * (columns + 1) + 1 + c] ?? 0) + add;
    }
  }
  return out;
}

/** The content of a cross-reference, object or metadata stream: plain or FlateDecode, with PNG predictor. */
export function decode(stream: PdfStream, budget: Budget): Uint8Array {
  const m = stream.dict.m;
  const first = (key: string) => {
    const w = m.get(key);
    if (isArray(w) && w.length > 1) throw unreadable();
    return isArray(w) ? w[0] : w;
  };
  const filter = first('Filter');
  if (filter === undefined || filter === null) return stream.daten;
  if (nameOf(filter) !== 'FlateDecode') throw unreadable();
  const data = inflate(stream.daten, budget);
  const parms = asDict(first('DecodeParms'));
  const predictor = asCount(parms?.m.get('Predictor')) ?? 1;
  if (predictor === 1) return data;
  const columns = asCount(parms?.m.get('Columns')) ?? 1;
  if (predictor < 10 || columns < 1 || columns > 4096) throw unreadable();
  return unpredict(data, columns);
}
