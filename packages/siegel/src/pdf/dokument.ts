import { decode } from './filter.ts';
import { type Budget, expectInt, isWhite, type Leser, readObject, readValue, take, takeInt } from './lex.ts';
import { asCount, asRef, asStream, nameOf, PdfFehler, type PdfWert } from './werte.ts';
import { type Revision, readRevisions } from './xref.ts';

const MAX_BYTES = 200 * 1024 * 1024;
const SCHRITTE = 150_000_000;

/** An opened PDF with all its saved states. */
export interface Dokument {
  readonly pdf: Uint8Array;
  readonly budget: Budget;
  readonly revisionen: readonly Revision[];
  readonly gelesen: Map<string, PdfWert>;
  readonly stroeme: Map<string, ReadonlyMap<number, PdfWert>>;
}

/** Opens a PDF. Throws `PdfFehler` for anything that is not a well-formed, unencrypted PDF. */
export function openPdf(pdf: Uint8Array): Dokument {
  if (pdf.length > MAX_BYTES) throw new PdfFehler('pdf.zu-gross', 'Die PDF-Datei ist größer als 200 MB.');
  const budget = { rest: Math.min(SCHRITTE, 5_000_000 + pdf.length * 20) };
  const revisionen = readRevisions(pdf, budget);
  if (revisionen.some((r) => r.trailer.m.has('Encrypt')))
    throw new PdfFehler('pdf.verschluesselt', 'Die PDF-Datei ist verschlüsselt.');
  return { pdf, budget, revisionen, gelesen: new Map(), stroeme: new Map() };
}

export const reader = (doc: Dokument, pos: number): Leser => ({ pdf: doc.pdf, pos, budget: doc.budget });
export const lastRevision = (doc: Dokument): number => doc.revisionen.length - 1;

/** In which state object `num` was last written, looking back from state `stand`; null when it is absent or freed. */
export function writtenIn(doc: Dokument, num: number, stand: number): number | null {
  for (let r = stand; r >= 0; r--) {
    const e = doc.revisionen[r]?.eintraege.get(num);
    if (e) return e.art === 'frei' ? null : r;
  }
  return null;
}

const lost = (num: number): PdfFehler =>
  new PdfFehler('pdf.objekt-fehlt', `Objekt ${num} steht nicht dort, wo das Verzeichnis der PDF-Datei es nennt.`);

/** An indirect /Length: a bare number in its own object, so that no recursion is needed to read it. */
function lengthAt(doc: Dokument, stand: number): (w: PdfWert | undefined) => number | null {
  return (w) => {
    const r = asRef(w);
    if (!r) return asCount(w);
    const wo = writtenIn(doc, r.num, stand);
    const e = wo === null ? undefined : doc.revisionen[wo]?.eintraege.get(r.num);
    if (e?.art !== 'ort') return null;
    const l = reader(doc, e.offset);
    return takeInt(l) === r.num && takeInt(l) !== null && take(l, 'obj') ? takeInt(l) : null;
  };
}

/** Reads the object at its place and checks that it is the one announced. Answers the value and where it ends. */
export function readAt(doc: Dokument, num: number, stand: number): { wert: PdfWert; von: number; bis: number } {
  const e = doc.revisionen[stand]?.eintraege.get(num);
  if (e?.art !== 'ort' || isWhite(doc.pdf[e.offset])) throw lost(num);
  const o = readObject(reader(doc, e.offset), lengthAt(doc, stand));
  if (o.num !== num || o.gen !== e.gen) throw lost(num);
  return { wert: o.wert, von: e.offset, bis: o.bis };
}

function objectStream(doc: Dokument, behaelter: number, stand: number): ReadonlyMap<number, PdfWert> {
  const key = `${stand}:${behaelter}`;
  const known = doc.stroeme.get(key);
  if (known) return known;
  const stream = asStream(readAt(doc, behaelter, stand).wert);
  const n = asCount(stream?.dict.m.get('N'));
  const first = asCount(stream?.dict.m.get('First'));
  if (!stream || n === null || first === null || nameOf(stream.dict.m.get('Type')) !== 'ObjStm') throw lost(behaelter);
  const data = decode(stream, doc.budget);
  const l: Leser = { pdf: data, pos: 0, budget: doc.budget };
  const kopf: [number, number][] = [];
  for (let i = 0; i < n; i++) kopf.push([expectInt(l), expectInt(l)]);
  const out = new Map<number, PdfWert>();
  for (const [num, at] of kopf) {
    if (out.has(num))
      throw new PdfFehler('pdf.objekt-doppelt', `Objekt ${num} steht in einem Stand der PDF-Datei doppelt.`);
    out.set(num, readValue({ pdf: data, pos: first + at, budget: doc.budget }));
  }
  doc.stroeme.set(key, out);
  return out;
}

/** The value of object `num` as of state `stand`; null when there is none. Values are read once. */
export function load(doc: Dokument, num: number, stand: number): PdfWert {
  const wo = writtenIn(doc, num, stand);
  if (wo === null) return null;
  const key = `${wo}:${num}`;
  const known = doc.gelesen.get(key);
  if (known !== undefined) return known;
  const e = doc.revisionen[wo]?.eintraege.get(num);
  let wert: PdfWert | undefined;
  if (e?.art === 'strom') wert = objectStream(doc, e.behaelter, wo).get(num);
  else wert = readAt(doc, num, wo).wert;
  if (wert === undefined) throw lost(num);
  doc.gelesen.set(key, wert);
  return wert;
}

/** Follows a reference (at most a few steps). */
export function resolve(doc: Dokument, w: PdfWert | undefined, stand: number): PdfWert {
  let x: PdfWert = w ?? null;
  for (let i = 0; i < 8; i++) {
    const r = asRef(x);
    if (!r) return x;
    x = load(doc, r.num, stand);
  }
  throw new PdfFehler('pdf.zu-tief', 'Verweise der PDF-Datei laufen im Kreis.');
}

/** All objects in use as of state `stand`. */
export function liveNumbers(doc: Dokument, stand: number): number[] {
  const seen = new Set<number>();
  for (let r = 0; r <= stand; r++) for (const n of doc.revisionen[r]?.eintraege.keys() ?? []) seen.add(n);
  return [...seen].filter((n) => writtenIn(doc, n, stand) !== null);
}
