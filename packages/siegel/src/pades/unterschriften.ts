import { concat } from '../bytes.ts';
import { type Dokument, lastRevision, liveNumbers, load, resolve, writtenIn } from '../pdf/dokument.ts';
import { decodeText, fields, items } from '../pdf/seiten.ts';
import { asCount, asDict, asRef, asText, isArray, nameOf, type PdfDict, PdfFehler } from '../pdf/werte.ts';

/** A signature dictionary whose byte range is in order: it covers its own state whole, except for its Contents string. */
export interface Unterschrift {
  readonly feld: string;
  readonly dict: PdfDict;
  readonly subFilter: string;
  /** The state in which it was written and which it covers. */
  readonly stand: number;
  readonly deckt: number;
  /** The covered bytes, put together when asked for. */
  readonly bytes: () => Uint8Array;
  readonly contents: Uint8Array;
}

const wrong = (meldung: string): PdfFehler => new PdfFehler('pdf.bereich', meldung);
const MAX_UNTERSCHRIFTEN = 50;

/** `[0 a b c]`, ending with the state the dictionary stands in; the gap is the Contents string and nothing else. */
function readOne(doc: Dokument, feld: string, num: number): Unterschrift {
  const stand = writtenIn(doc, num, lastRevision(doc));
  const rev = stand === null ? undefined : doc.revisionen[stand];
  const dict = asDict(stand === null ? null : load(doc, num, stand));
  const range = dict?.m.get('ByteRange');
  if (!rev || stand === null || !dict || !isArray(range))
    throw wrong(`Die Unterschrift im Feld ${feld} ist unvollständig.`);
  if (rev.eintraege.get(num)?.art !== 'ort')
    throw wrong(`Die Unterschrift im Feld ${feld} liegt an einer unzulässigen Stelle.`);
  const [start, a, b, c] = range.map((x) => asCount(x));
  if (range.length !== 4 || start !== 0 || a == null || b == null || c == null || a >= b)
    throw wrong(`Der unterschriebene Bereich im Feld ${feld} ist nicht zulässig.`);
  const contents = asText(dict.m.get('Contents'));
  if (!contents?.hex || contents.von !== a || contents.bis !== b || contents.bytes.length * 2 + 2 !== b - a)
    throw wrong(`Die Unterschrift im Feld ${feld} lässt mehr aus als sich selbst.`);
  if (b + c !== rev.bis && b + c !== rev.bisZeile)
    throw wrong(`Die Unterschrift im Feld ${feld} deckt nicht ihren ganzen Stand der Datei.`);
  return {
    feld,
    dict,
    subFilter: nameOf(dict.m.get('SubFilter')) ?? '',
    stand,
    deckt: b + c,
    bytes: () => concat(doc.pdf.subarray(0, a), doc.pdf.subarray(b, b + c)),
    contents: contents.bytes,
  };
}

/** All signatures of the file in the order they were made. Throws `PdfFehler` when one is not in order or hidden from the form. */
export function readSignatures(doc: Dokument): Unterschrift[] {
  const stand = lastRevision(doc);
  const out = new Map<number, Unterschrift>();
  for (const f of fields(doc, stand)) {
    const v = f.dict.m.get('V');
    const d = asDict(resolve(doc, v, stand));
    const isSig = nameOf(f.dict.m.get('FT')) === 'Sig' || d?.m.has('ByteRange');
    if (!isSig || v === undefined || v === null) continue;
    const feld = decodeText(asText(f.dict.m.get('T'))?.bytes ?? new Uint8Array());
    const r = asRef(v);
    if (!r || out.has(r.num)) throw wrong(`Die Unterschrift im Feld ${feld} ist nicht eindeutig.`);
    out.set(r.num, readOne(doc, feld, r.num));
    if (out.size > MAX_UNTERSCHRIFTEN)
      throw new PdfFehler('pdf.zu-aufwendig', 'Die PDF-Datei hat zu viele Unterschriften.');
  }
  for (const num of liveNumbers(doc, stand)) {
    if (!out.has(num) && asDict(load(doc, num, stand))?.m.has('ByteRange'))
      throw wrong('Die PDF-Datei enthält eine Unterschrift, die zu keinem Feld gehört.');
  }
  const found = [...out.values()].sort((a, b) => a.stand - b.stand);
  if (found.some((u, i) => u.stand === found[i - 1]?.stand))
    throw wrong('Zwei Unterschriften liegen in demselben Stand der PDF-Datei.');
  return found;
}

/** What the signatures up to `stand` forbid: a certification level, locked fields. */
export function restrictions(
  doc: Dokument,
  unterschriften: readonly Unterschrift[],
  stand: number,
): { stufe: 1 | 2; gesperrt: boolean } {
  let stufe: 1 | 2 = 2;
  let gesperrt = false;
  for (const u of unterschriften.filter((x) => x.stand <= stand)) {
    for (const r of items(doc, u.dict.m.get('Reference'), u.stand)) {
      const d = asDict(resolve(doc, r, u.stand));
      const method = nameOf(d?.m.get('TransformMethod'));
      const params = asDict(resolve(doc, d?.m.get('TransformParams'), u.stand));
      if (method === 'DocMDP' && params?.m.get('P') === 1) stufe = 1;
      if (method === 'FieldMDP') gesperrt = true;
    }
  }
  return { stufe, gesperrt };
}
