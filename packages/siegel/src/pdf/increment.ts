import { concat, latin1 } from '../bytes.ts';
import { type Dokument, lastRevision } from './dokument.ts';
import { serialize } from './schreiben.ts';
import { asCount, dict, isArray, name, type PdfDict, PdfFehler, type PdfWert } from './werte.ts';

/** A new or replaced object; `roh` is written as it is (a signature dictionary with its gap). */
export type NeuesObjekt =
  | { readonly num: number; readonly wert: PdfWert }
  | { readonly num: number; readonly roh: Uint8Array };

/** The next free object number. */
export function nextNumber(doc: Dokument): number {
  const size = asCount(doc.revisionen.at(-1)?.trailer.m.get('Size')) ?? 0;
  return Math.max(size, ...doc.revisionen.flatMap((r) => [...r.eintraege.keys()]).map((n) => n + 1));
}

interface Platz {
  readonly num: number;
  readonly offset: number;
  readonly gen: number;
}

function runs(places: readonly Platz[]): Platz[][] {
  const out: Platz[][] = [];
  for (const p of places) {
    const run = out.at(-1);
    if (run && run.at(-1)?.num === p.num - 1) run.push(p);
    else out.push([p]);
  }
  return out;
}

function table(places: readonly Platz[], trailer: PdfDict): Uint8Array {
  const line = (p: Platz) => `${String(p.offset).padStart(10, '0')} ${String(p.gen).padStart(5, '0')} n \n`;
  const parts = runs(places).map((r) => `${r[0]?.num} ${r.length}\n${r.map(line).join('')}`);
  return concat(latin1(`xref\n${parts.join('')}trailer\n`), serialize(trailer), latin1('\n'));
}

function stream(places: readonly Platz[], trailer: PdfDict, num: number): Uint8Array {
  const daten = concat(
    ...places.map((p) =>
      Uint8Array.of(
        1,
        (p.offset >>> 24) & 255,
        (p.offset >>> 16) & 255,
        (p.offset >>> 8) & 255,
        p.offset & 255,
        p.gen >> 8,
        p.gen & 255,
      ),
    ),
  );
  const index = runs(places).flatMap((r) => [r[0]?.num ?? 0, r.length]);
  const kopf = dict([...trailer.m, ['Type', name('XRef')], ['W', [1, 4, 2]], ['Index', index]]);
  return concat(latin1(`${num} 0 obj\n`), serialize({ t: 'stream', dict: kopf, daten }), latin1('\nendobj\n'));
}

const TRAILER = ['Root', 'Info', 'ID'];

function generation(doc: Dokument, num: number): number {
  const e = doc.revisionen.map((r) => r.eintraege.get(num)).findLast((x) => x !== undefined);
  return e?.art === 'ort' ? e.gen : 0;
}

export interface Anhang {
  readonly pdf: Uint8Array;
  /** Where the value of each new object begins. */
  readonly orte: ReadonlyMap<number, number>;
}

/**
 * Appends a state to a PDF: all bytes before it stay as they are. The directory is of the same kind as the one before
 * (table or stream), as ISO 32000-1 7.5.8.4 asks. `id` replaces the second half of the file identifier.
 */
export function appendState(doc: Dokument, objekte: readonly NeuesObjekt[], id?: Uint8Array): Anhang {
  const vor = doc.revisionen[lastRevision(doc)];
  if (!vor) throw new PdfFehler('pdf.verzeichnis', 'Die PDF-Datei hat kein Objektverzeichnis.');
  const teile: Uint8Array[] = [doc.pdf, latin1(vor.bis === doc.pdf.length ? '\n' : '')];
  let at = doc.pdf.length + (teile[1]?.length ?? 0);
  const places: Platz[] = [];
  const orte = new Map<number, number>();
  for (const o of [...objekte].sort((a, b) => a.num - b.num)) {
    const gen = generation(doc, o.num);
    const head = latin1(`${o.num} ${gen} obj\n`);
    const body = concat(head, 'roh' in o ? o.roh : serialize(o.wert), latin1('\nendobj\n'));
    places.push({ num: o.num, offset: at, gen });
    orte.set(o.num, at + head.length);
    teile.push(body);
    at += body.length;
  }
  const xrefNum = Math.max(nextNumber(doc), ...objekte.map((o) => o.num + 1));
  const streamed = vor.artVerzeichnis === 'strom';
  const alteId = vor.trailer.m.get('ID');
  const neueId =
    id && isArray(alteId) ? [alteId[0] ?? null, { t: 'text', bytes: id, von: 0, bis: 0, hex: true } as const] : alteId;
  const keys = TRAILER.flatMap((k): [string, PdfWert][] => {
    const w = k === 'ID' ? neueId : vor.trailer.m.get(k);
    return w === undefined ? [] : [[k, w]];
  });
  const trailer = dict([...keys, ['Size', xrefNum + (streamed ? 1 : 0)], ['Prev', vor.startxref]]);
  if (streamed) places.push({ num: xrefNum, offset: at, gen: 0 });
  teile.push(streamed ? stream(places, trailer, xrefNum) : table(places, trailer), latin1(`startxref\n${at}\n%%EOF\n`));
  return { pdf: concat(...teile), orte };
}

/** The appended PDF alone. */
export const addIncrement = (doc: Dokument, objekte: readonly NeuesObjekt[]): Uint8Array =>
  appendState(doc, objekte).pdf;
