import { decode } from './filter.ts';
import { type Budget, expect, expectInt, isWhite, type Leser, readObject, readValue, spend, take } from './lex.ts';
import {
  asCount,
  asDict,
  asStream,
  isArray,
  nameOf,
  type PdfDict,
  PdfFehler,
  type PdfStream,
  type PdfWert,
} from './werte.ts';

export type Eintrag =
  | { readonly art: 'frei' }
  | { readonly art: 'ort'; readonly offset: number; readonly gen: number }
  | { readonly art: 'strom'; readonly behaelter: number; readonly index: number };

/** One cross-reference section: table with trailer, or stream. */
interface Abschnitt {
  readonly von: number;
  readonly bis: number;
  readonly eintraege: ReadonlyMap<number, Eintrag>;
  readonly trailer: PdfDict;
}

/** One saved state of the file. `bis` ends behind `%%EOF`, `bisZeile` behind the line break that may follow. */
export interface Revision {
  readonly von: number;
  readonly bis: number;
  readonly bisZeile: number;
  readonly startxref: number;
  readonly eintraege: ReadonlyMap<number, Eintrag>;
  readonly trailer: PdfDict;
  /** Byte ranges of the cross-reference sections themselves. */
  readonly verzeichnisse: readonly { readonly von: number; readonly bis: number }[];
  readonly artVerzeichnis: 'tabelle' | 'strom';
}

const MAX_NUM = 8_388_607;
/** Steps one entry costs: as much memory as so many bytes. */
const EINTRAG = 60;
const MAX_REVISIONEN = 200;
const wrong = (meldung: string): PdfFehler => new PdfFehler('pdf.verzeichnis', meldung);

function add(map: Map<number, Eintrag>, num: number, eintrag: Eintrag): void {
  if (num > MAX_NUM) throw wrong('Das Objektverzeichnis der PDF-Datei ist unzulässig groß.');
  if (map.has(num))
    throw new PdfFehler('pdf.objekt-doppelt', `Objekt ${num} ist in einem Stand der PDF-Datei doppelt verzeichnet.`);
  map.set(num, eintrag);
}

function readTable(l: Leser, von: number): Abschnitt {
  const eintraege = new Map<number, Eintrag>();
  while (!take(l, 'trailer')) {
    const start = expectInt(l);
    const count = expectInt(l);
    for (let i = 0; i < count; i++) {
      spend(l.budget, EINTRAG);
      const offset = expectInt(l);
      const gen = expectInt(l);
      if (take(l, 'n')) add(eintraege, start + i, { art: 'ort', offset, gen });
      else {
        expect(l, 'f');
        add(eintraege, start + i, { art: 'frei' });
      }
    }
  }
  const trailer = asDict(readValue(l));
  if (!trailer) throw wrong('Der PDF-Datei fehlt der Schlussteil.');
  if (trailer.m.has('XRefStm'))
    throw new PdfFehler('pdf.hybrid', 'Die PDF-Datei hat zwei Objektverzeichnisse nebeneinander.');
  return { von, bis: l.pos, eintraege, trailer };
}

const counts = (w: PdfWert | undefined): number[] => (isArray(w) ? w.map((x) => asCount(x) ?? -1) : []);

function readStreamEntries(stream: PdfStream, budget: Budget): Map<number, Eintrag> {
  const m = stream.dict.m;
  const widths = counts(m.get('W'));
  const size = asCount(m.get('Size'));
  const index = m.has('Index') ? counts(m.get('Index')) : [0, size ?? -1];
  if (widths.length !== 3 || widths.some((w) => w < 0 || w > 6) || index.some((n) => n < 0) || index.length % 2 !== 0)
    throw wrong('Das Objektverzeichnis der PDF-Datei ist nicht lesbar.');
  const data = decode(stream, budget);
  let at = 0;
  const field = (width: number, otherwise: number): number => {
    if (width === 0) return otherwise;
    let n = 0;
    for (let i = 0; i < width; i++) {
      const b = data[at++];
      if (b === undefined) throw wrong('Das Objektverzeichnis der PDF-Datei ist zu kurz.');
      n = n * 256 + b;
    }
    return n;
  };
  const out = new Map<number, Eintrag>();
  const [w0 = 0, w1 = 0, w2 = 0] = widths;
  if (w0 + w1 + w2 === 0) throw wrong('Das Objektverzeichnis der PDF-Datei ist leer.');
  for (let s = 0; s < index.length; s += 2) {
    for (let i = 0; i < (index[s + 1] ?? 0); i++) {
      spend(budget, EINTRAG);
      const kind = field(w0, 1);
      const b = field(w1, 0);
      const c = field(w2, 0);
      if (kind > 2) throw wrong('Das Objektverzeichnis der PDF-Datei enthält Unbekanntes.');
      add(
        out,
        (index[s] ?? 0) + i,
        kind === 0
          ? { art: 'frei' }
          : kind === 1
            ? { art: 'ort', offset: b, gen: c }
            : { art: 'strom', behaelter: b, index: c },
      );
    }
  }
  return out;
}

function readSection(pdf: Uint8Array, von: number, budget: Budget): Abschnitt {
  const l: Leser = { pdf, pos: von, budget };
  if (isWhite(pdf[von])) throw wrong('Der Verweis auf das Objektverzeichnis der PDF-Datei trifft nicht.');
  if (take(l, 'xref')) return readTable(l, von);
  const objekt = readObject(l, asCount);
  const stream = asStream(objekt.wert);
  if (!stream || nameOf(stream.dict.m.get('Type')) !== 'XRef')
    throw wrong('Der Verweis auf das Objektverzeichnis der PDF-Datei trifft nicht.');
  return { von, bis: objekt.bis, eintraege: readStreamEntries(stream, budget), trailer: stream.dict };
}

interface Ende {
  readonly zeiger: number;
  readonly bis: number;
  readonly bisZeile: number;
}

/** Reads `startxref N %%EOF` behind a section. */
function readEnd(pdf: Uint8Array, at: number, budget: Budget): Ende {
  const l: Leser = { pdf, pos: at, budget };
  expect(l, 'startxref');
  const zeiger = expectInt(l);
  while (isWhite(pdf[l.pos])) l.pos++;
  for (const c of '%%EOF')
    if (pdf[l.pos++] !== c.charCodeAt(0)) throw wrong('Ein Stand der PDF-Datei ist nicht abgeschlossen.');
  const bis = l.pos;
  if (pdf[l.pos] === 13) l.pos++;
  if (pdf[l.pos] === 10) l.pos++;
  return { zeiger, bis, bisZeile: l.pos };
}

/** The start of the last `startxref`; beyond the last kilobyte nobody looks. */
function lastStart(pdf: Uint8Array, budget: Budget): number {
  const tail = String.fromCharCode(...pdf.subarray(Math.max(0, pdf.length - 1024)));
  const at = tail.lastIndexOf('startxref');
  if (at < 0) throw wrong('Der PDF-Datei fehlt das Ende; vermutlich ist sie abgeschnitten.');
  const l: Leser = { pdf, pos: Math.max(0, pdf.length - 1024) + at, budget };
  expect(l, 'startxref');
  return expectInt(l);
}

/**
 * The saved states of a file, oldest first. Strict: every state ends with its own `startxref … %%EOF`, points at its own
 * directory and at its predecessor; the last one ends the file. A linearised file (two sections, first pointing forward) is one state.
 */
export function readRevisions(pdf: Uint8Array, budget: Budget): Revision[] {
  if (String.fromCharCode(...pdf.subarray(0, 5)) !== '%PDF-')
    throw new PdfFehler('pdf.keine', 'Die Datei ist keine PDF-Datei.');
  const kette: Abschnitt[] = [];
  for (let at: number | null = lastStart(pdf, budget); at !== null; ) {
    if (kette.length >= MAX_REVISIONEN || kette.some((a) => a.von === at))
      throw wrong('Die Stände der PDF-Datei bilden keinen Faden.');
    const section = readSection(pdf, at, budget);
    kette.push(section);
    const prev = section.trailer.m.get('Prev');
    at = prev === undefined ? null : asCount(prev);
    if (prev !== undefined && at === null)
      throw wrong('Der Verweis auf den vorigen Stand der PDF-Datei ist nicht lesbar.');
  }
  kette.reverse();
  const out: Revision[] = [];
  let i = 0;
  const [erste, zweite] = kette;
  if (erste && zweite && zweite.von < erste.von) {
    const eintraege = new Map([...erste.eintraege, ...zweite.eintraege]);
    out.push(revision(pdf, [zweite, erste], eintraege, 0, budget));
    i = 2;
  }
  for (; i < kette.length; i++) {
    const a = kette[i];
    if (a) out.push(revision(pdf, [a], a.eintraege, out.at(-1)?.bisZeile ?? 0, budget));
  }
  if (out.at(-1)?.bisZeile !== pdf.length)
    throw new PdfFehler('pdf.angehaengt', 'Hinter dem Ende der PDF-Datei stehen weitere Daten.');
  return out;
}

function revision(
  pdf: Uint8Array,
  teile: Abschnitt[],
  eintraege: ReadonlyMap<number, Eintrag>,
  von: number,
  budget: Budget,
): Revision {
  const kopf = teile[0];
  const letzter = teile.at(-1);
  if (!kopf || !letzter) throw wrong('Die PDF-Datei hat kein Objektverzeichnis.');
  const ende = readEnd(pdf, letzter.bis, budget);
  if (ende.zeiger !== kopf.von || kopf.von < von)
    throw wrong('Ein Stand der PDF-Datei verweist auf ein fremdes Objektverzeichnis.');
  const artVerzeichnis = pdf[kopf.von] === 120 ? 'tabelle' : 'strom';
  return {
    von,
    bis: ende.bis,
    bisZeile: ende.bisZeile,
    startxref: kopf.von,
    eintraege,
    trailer: kopf.trailer,
    verzeichnisse: teile,
    artVerzeichnis,
  };
}
