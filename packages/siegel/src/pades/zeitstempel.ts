import { concat, latin1, toHex } from '../bytes.ts';
import { type HashName, hash, type Krypto } from '../krypto.ts';
import { openPdf } from '../pdf/dokument.ts';
import { addIncrement, nextNumber } from '../pdf/increment.ts';
import { serialize } from '../pdf/schreiben.ts';
import { dict, name, PdfFehler } from '../pdf/werte.ts';
import { type AddValidationDataOptions, addValidationData } from './dss-write.ts';
import { fieldObjects, freeName } from './write.ts';

export interface AddDocumentTimestampOptions {
  readonly pdf: Uint8Array;
  readonly krypto: Krypto;
  /** Fetches a time-stamp token for a digest of `hash`. Its rejection is passed on. */
  readonly timestamp: (digest: Uint8Array) => Promise<Uint8Array>;
  /** Of the whole file; default: `sha256`. */
  readonly hash?: HashName;
  /** Default: "Zeitstempel1", "Zeitstempel2", ... */
  readonly feldName?: string;
  /** Bytes kept free for the token; 8192 unless said otherwise. */
  readonly platz?: number;
}

const OFFEN = '/ByteRange [0 0000000000 0000000000 0000000000]';

/**
 * Puts a document time stamp over the whole file (ISO 32000-2 12.8.5, SubFilter ETSI.RFC3161) as an appended state: with validation
 * data before it that is B-LTA. The field is invisible and keeps PDF/A-2 and PDF/UA. Throws `PdfFehler` when the PDF cannot be
 * read, and whatever `timestamp` throws.
 */
export async function addDocumentTimestamp(o: AddDocumentTimestampOptions): Promise<Uint8Array> {
  const doc = openPdf(o.pdf);
  const room = o.platz ?? 8192;
  const num = nextNumber(doc);
  const feld = freeName(doc, o.feldName, 'Zeitstempel');
  const kopf = serialize(
    dict([
      ['Type', name('DocTimeStamp')],
      ['Filter', name('Adobe.PPKLite')],
      ['SubFilter', name('ETSI.RFC3161')],
    ]),
  ).subarray(0, -2);
  const roh = concat(kopf, latin1(`${OFFEN}\n/Contents <${'0'.repeat(room * 2)}>\n>>`));
  const objects = fieldObjects(doc, feld, num, num + 1, 'Elektronischer Zeitstempel');
  const out = addIncrement(doc, [{ num, roh }, ...objects]);
  const tail = new TextDecoder('latin1').decode(out.subarray(o.pdf.length));
  const range = o.pdf.length + tail.indexOf(OFFEN, tail.indexOf('/SubFilter /ETSI.RFC3161'));
  const von = range + OFFEN.length + '\n/Contents '.length;
  const bis = von + room * 2 + 2;
  out.set(latin1(`${`/ByteRange [0 ${von} ${bis} ${out.length - bis}`.padEnd(OFFEN.length - 1)}]`), range);
  const token = await o.timestamp(hash(o.krypto, o.hash ?? 'sha256', concat(out.subarray(0, von), out.subarray(bis))));
  if (token.length > room)
    throw new PdfFehler('pdf.luecke-zu-klein', 'Der Zeitstempel passt nicht in den vorgesehenen Platz.');
  out.set(latin1(toHex(token)), von + 1);
  return out;
}

/**
 * Renews a sealed PDF before the certificate of its latest stamp expires or its algorithms weaken: validation data for what is
 * there, the latest document time stamp included, and a new document time stamp over all of it. May be repeated (EN 319 142-1 5.5).
 */
export async function renewPdf(o: AddValidationDataOptions & AddDocumentTimestampOptions): Promise<Uint8Array> {
  return addDocumentTimestamp({ ...o, pdf: await addValidationData(o) });
}
