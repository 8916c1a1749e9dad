import { concat, latin1, toHex } from '../bytes.ts';
import { DATA, TIME_STAMP_TOKEN } from '../cms/oids.ts';
import { attribute, checkedKey, digestName, signCms } from '../cms/write.ts';
import { type HashName, hash, type Krypto, type PrivateKey } from '../krypto.ts';
import { type Dokument, lastRevision, load, openPdf, resolve } from '../pdf/dokument.ts';
import { appendState, type NeuesObjekt, nextNumber } from '../pdf/increment.ts';
import { uaMark } from '../pdf/pdfua.ts';
import { pdfDate, pdfText, serialize } from '../pdf/schreiben.ts';
import { catalog, catalogRef, decodeText, fields, items, pages } from '../pdf/seiten.ts';
import {
  asDict,
  asRef,
  asText,
  dict,
  name,
  type PdfDict,
  PdfFehler,
  type PdfRef,
  type PdfWert,
  ref,
} from '../pdf/werte.ts';
import { readCertificate } from '../x509/zertifikat.ts';

export interface SealPdfOptions {
  readonly pdf: Uint8Array;
  readonly krypto: Krypto;
  readonly key: PrivateKey;
  /** Certificate of the seal, DER. */
  readonly certificate: Uint8Array;
  /** Intermediate certificates and, if wished, the root, DER. */
  readonly chain: readonly Uint8Array[];
  /** Written as /M; what counts is the time stamp. */
  readonly jetzt: Date;
  /**
   * Fetches a time-stamp token for a digest of `zeitHash`. Its rejection is passed on: nothing is sealed without time.
   * `'TEST-ohne-zeit'` makes a B-B without one; only certificates that call themselves TEST may do that.
   */
  readonly timestamp: ((digest: Uint8Array) => Promise<Uint8Array>) | 'TEST-ohne-zeit';
  /** Of the signature, for its time stamp; default: `sha256`. */
  readonly zeitHash?: HashName;
  /** Whether a body seals or an officer signs; default: `siegel`. It names the field; who it was, the certificate says. */
  readonly art?: 'siegel' | 'unterschrift';
  readonly grund?: string;
  readonly ort?: string;
  readonly name?: string;
  /** Default: "Siegel1", "Unterschrift1", ... */
  readonly feldName?: string;
  /** Bytes kept free for the time-stamp token; 8192 unless said otherwise. */
  readonly platzFuerZeitstempel?: number;
  /** Adds the PDF/UA-1 identification in the same state (`uaMark`). */
  readonly pdfUa?: boolean;
}

const ART = {
  siegel: { stamm: 'Siegel', beschreibung: 'Elektronisches Siegel' },
  unterschrift: { stamm: 'Unterschrift', beschreibung: 'Elektronische Unterschrift' },
} as const;
const NULLZEICHEN = '0'.charCodeAt(0);
const OFFEN = '/ByteRange [0 0000000000 0000000000 0000000000]';

function extend(d: PdfDict, entries: readonly (readonly [string, PdfWert])[]): PdfDict {
  return dict([...d.m, ...entries]);
}

export function freeName(doc: Dokument, wished: string | undefined, stamm: string): string {
  const used = new Set(
    fields(doc, lastRevision(doc)).map((f) => decodeText(asText(f.dict.m.get('T'))?.bytes ?? new Uint8Array())),
  );
  if (wished !== undefined) {
    if (used.has(wished))
      throw new PdfFehler('pdf.feld-vergeben', `Das Feld ${wished} gibt es in der PDF-Datei schon.`);
    return wished;
  }
  let n = 1;
  while (used.has(`${stamm}${n}`)) n++;
  return `${stamm}${n}`;
}

/** Puts `neu` at the end of an array entry of an object; an array of its own is replaced in its own place. */
function append(doc: Dokument, owner: PdfDict, key: string, neu: PdfRef): { owner: PdfDict; extra: NeuesObjekt[] } {
  const stand = lastRevision(doc);
  const old = owner.m.get(key);
  const list = [...items(doc, old, stand), neu];
  const own = asRef(old);
  return own ? { owner, extra: [{ num: own.num, wert: list }] } : { owner: extend(owner, [[key, list]]), extra: [] };
}

/** The objects that make room for an invisible signature field (ISO 32000-1 12.7, PDF/A-2 6.3, PDF/UA-1 7.18). */
export function fieldObjects(
  doc: Dokument,
  feldName: string,
  sigNum: number,
  widgetNum: number,
  beschreibung: string,
): NeuesObjekt[] {
  const stand = lastRevision(doc);
  const widget = ref(widgetNum);
  const page = pages(doc, stand)[0];
  const pageDict = page && asDict(load(doc, page.num, stand));
  if (!page || !pageDict) throw new PdfFehler('pdf.ohne-seite', 'Die PDF-Datei hat keine Seite.');
  const annots = append(doc, pageDict, 'Annots', widget);
  const root = catalog(doc, stand);
  const formRef = asRef(root.m.get('AcroForm'));
  const form = asDict(resolve(doc, root.m.get('AcroForm'), stand)) ?? dict([]);
  const filled = append(doc, form, 'Fields', widget);
  const newForm = extend(filled.owner, [['SigFlags', 3]]);
  const formObjects: NeuesObjekt[] = formRef
    ? [{ num: formRef.num, wert: newForm }]
    : [{ num: catalogRef(doc, stand).num, wert: extend(root, [['AcroForm', newForm]]) }];
  const wert = dict([
    ['Type', name('Annot')],
    ['Subtype', name('Widget')],
    ['FT', name('Sig')],
    ['T', pdfText(feldName)],
    ['TU', pdfText(beschreibung)],
    ['V', ref(sigNum)],
    ['F', 132],
    ['Rect', [0, 0, 0, 0]],
    ['P', page],
  ]);
  const pageObject: NeuesObjekt = { num: page.num, wert: extend(annots.owner, [['Tabs', name('S')]]) };
  return [{ num: widgetNum, wert }, pageObject, ...annots.extra, ...formObjects, ...filled.extra];
}

/** The signature dictionary with its gap, and where in it range and gap stand. */
function signatureDict(o: SealPdfOptions, room: number): { roh: Uint8Array; range: number; gap: number } {
  const text = (key: string, s: string | undefined): [string, PdfWert][] =>
    s === undefined ? [] : [[key, pdfText(s)]];
  const head = serialize(
    dict([
      ['Type', name('Sig')],
      ['Filter', name('Adobe.PPKLite')],
      ['SubFilter', name('ETSI.CAdES.detached')],
      ['M', pdfText(pdfDate(o.jetzt))],
      ...text('Name', o.name),
      ...text('Reason', o.grund),
      ...text('Location', o.ort),
    ]),
  ).subarray(0, -2);
  const open = latin1(`${OFFEN}\n/Contents `);
  const gap = new Uint8Array(room * 2 + 2).fill(NULLZEICHEN);
  gap[0] = '<'.charCodeAt(0);
  gap[gap.length - 1] = '>'.charCodeAt(0);
  return { roh: concat(head, open, gap, latin1('\n>>')), range: head.length, gap: head.length + open.length };
}

/**
 * Seals a PDF: PAdES B-T (ETSI EN 319 142-1) with a time stamp over the signature, as an appended state that leaves all bytes before it
 * as they are; the same for the signature of an officer, beside a seal or alone. The field is invisible and keeps PDF/A-2 and PDF/UA.
 * Throws `PdfFehler` when the PDF cannot be read, `SignaturFehler` when the key's answer does not fit the certificate (no time stamp
 * is fetched then), and whatever key and `timestamp` throw.
 */
export async function sealPdf(o: SealPdfOptions): Promise<Uint8Array> {
  const { timestamp } = o;
  if (timestamp === 'TEST-ohne-zeit' && !readCertificate(o.certificate)?.test)
    throw new PdfFehler(
      'pdf.ohne-zeitstempel',
      'Ohne Zeitstempel wird nur zur Probe gesiegelt, mit einem TEST-Zertifikat.',
    );
  const doc = openPdf(o.pdf);
  const room =
    2048 + o.certificate.length + o.chain.reduce((n, c) => n + c.length, 0) + (o.platzFuerZeitstempel ?? 8192);
  const sigNum = nextNumber(doc);
  const art = ART[o.art ?? 'siegel'];
  const objects = fieldObjects(doc, freeName(doc, o.feldName, art.stamm), sigNum, sigNum + 1, art.beschreibung);
  const sig = signatureDict(o, room);
  const marke = o.pdfUa ? uaMark(doc) : null;
  const state = [{ num: sigNum, roh: sig.roh }, ...objects, ...(marke ? [marke] : [])];
  const { pdf: out, orte } = appendState(doc, state, o.krypto.sha256(o.pdf).subarray(0, 16));
  const at = orte.get(sigNum) ?? 0;
  const von = at + sig.gap;
  const bis = von + room * 2 + 2;
  const range = `/ByteRange [0 ${von} ${bis} ${out.length - bis}`;
  out.set(latin1(`${range.padEnd(OFFEN.length - 1)}]`), at + sig.range);
  const cms = await signCms({
    krypto: o.krypto,
    key: checkedKey(o.krypto, o.key, o.certificate),
    certificate: o.certificate,
    chain: o.chain,
    contentType: DATA,
    content: { digest: hash(o.krypto, digestName(o.key), concat(out.subarray(0, von), out.subarray(bis))) },
    unsigned: async (signature) => {
      if (timestamp === 'TEST-ohne-zeit') return [];
      const token = await timestamp(hash(o.krypto, o.zeitHash ?? 'sha256', signature));
      return [attribute(TIME_STAMP_TOKEN, token)];
    },
  });
  if (cms.length > room)
    throw new PdfFehler('pdf.luecke-zu-klein', 'Siegel und Zeitstempel passen nicht in den vorgesehenen Platz.');
  out.set(latin1(toHex(cms)), von + 1);
  return out;
}
