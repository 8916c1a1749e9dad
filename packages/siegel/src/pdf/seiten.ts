import { type Dokument, resolve } from './dokument.ts';
import { spend } from './lex.ts';
import { asDict, asRef, isArray, nameOf, type PdfDict, PdfFehler, type PdfRef, type PdfWert } from './werte.ts';

export function catalogRef(doc: Dokument, stand: number): PdfRef {
  const root = asRef(doc.revisionen[stand]?.trailer.m.get('Root'));
  if (!root) throw new PdfFehler('pdf.verzeichnis', 'Der PDF-Datei fehlt ihr Hauptverzeichnis.');
  return root;
}

export function catalog(doc: Dokument, stand: number): PdfDict {
  const root = asDict(resolve(doc, catalogRef(doc, stand), stand));
  if (!root || nameOf(root.m.get('Type')) !== 'Catalog')
    throw new PdfFehler('pdf.verzeichnis', 'Der PDF-Datei fehlt ihr Hauptverzeichnis.');
  return root;
}

/** The elements of an array, direct or referenced; nothing counts as empty. */
export function items(doc: Dokument, w: PdfWert | undefined, stand: number): readonly PdfWert[] {
  const x = resolve(doc, w, stand);
  return isArray(x) ? x : [];
}

function walk(
  doc: Dokument,
  w: PdfWert | undefined,
  kids: string,
  stand: number,
  seen: Set<number>,
  visit: (r: PdfRef, d: PdfDict) => boolean,
): void {
  const r = asRef(w);
  if (!r || seen.has(r.num)) return;
  if (seen.size > 100_000) throw new PdfFehler('pdf.zu-aufwendig', 'Die PDF-Datei hat zu viele Seiten oder Felder.');
  seen.add(r.num);
  spend(doc.budget, 1);
  const d = asDict(resolve(doc, r, stand));
  if (!d || !visit(r, d)) return;
  for (const kid of items(doc, d.m.get(kids), stand)) walk(doc, kid, kids, stand, seen, visit);
}

/** The page objects in order. */
export function pages(doc: Dokument, stand: number): PdfRef[] {
  const out: PdfRef[] = [];
  walk(doc, catalog(doc, stand).m.get('Pages'), 'Kids', stand, new Set(), (r, d) => {
    const leaf = nameOf(d.m.get('Type')) === 'Page';
    if (leaf) out.push(r);
    return !leaf;
  });
  return out;
}

export interface Feld {
  readonly ref: PdfRef;
  readonly dict: PdfDict;
}

/** All form fields and their widgets, reached from the AcroForm. */
export function fields(doc: Dokument, stand: number): Feld[] {
  const form = asDict(resolve(doc, catalog(doc, stand).m.get('AcroForm'), stand));
  const out: Feld[] = [];
  const seen = new Set<number>();
  for (const f of items(doc, form?.m.get('Fields'), stand)) {
    walk(doc, f, 'Kids', stand, seen, (r, d) => {
      out.push({ ref: r, dict: d });
      return true;
    });
  }
  return out;
}

/** A PDF text string as text: UTF-16BE with mark, UTF-8 with mark, else one byte per character. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes);
  return new TextDecoder('latin1').decode(bytes);
}
