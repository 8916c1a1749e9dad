import { type Dokument, lastRevision, resolve, writtenIn } from '../pdf/dokument.ts';
import { decode } from '../pdf/filter.ts';
import { catalog, items } from '../pdf/seiten.ts';
import { asDict, asRef, asStream, PdfFehler, type PdfWert } from '../pdf/werte.ts';

/** One object of the Document Security Store, with the state of the file it was written in. */
export interface DssEintrag {
  readonly bytes: Uint8Array;
  readonly stand: number;
  /** Object number. */
  readonly num: number;
}

export type DssArt = 'Certs' | 'CRLs' | 'OCSPs';
export const DSS_ARTEN: readonly DssArt[] = ['Certs', 'CRLs', 'OCSPs'];

/** The validation data of a file by kind. They prove nothing by lying there: each is checked before it is believed. */
export type Dss = Readonly<Record<DssArt, readonly DssEintrag[]>>;

const MAX_EINTRAEGE = 200;
const MAX_BYTES = 16 * 1024 * 1024;

/** The bytes of an entry; null when they cannot be read. A file that asks for too much work stays an error. */
function read(doc: Dokument, w: PdfWert, stand: number): Uint8Array | null {
  try {
    const stream = asStream(resolve(doc, w, stand));
    return stream && decode(stream, doc.budget);
  } catch (e) {
    if (e instanceof PdfFehler && e.code !== 'pdf.strom') throw e;
    return null;
  }
}

/**
 * Reads the DSS (ISO 32000-2 12.8.4.3) of every state of the file: what one state proves, a later one cannot hide. At most
 * 200 entries of a kind and 16 MB together; the rest is not looked at.
 */
export function readDss(doc: Dokument): Dss {
  let rest = MAX_BYTES;
  const one = (art: DssArt): DssEintrag[] => {
    const found = new Map<string, DssEintrag>();
    for (let stand = 0; stand <= lastRevision(doc); stand++) {
      const dss = asDict(resolve(doc, catalog(doc, stand).m.get('DSS'), stand));
      for (const w of items(doc, dss?.m.get(art), stand)) {
        const num = asRef(w)?.num;
        const wo = num === undefined ? null : writtenIn(doc, num, stand);
        if (num === undefined || wo === null || found.has(`${wo}:${num}`) || found.size >= MAX_EINTRAEGE) continue;
        const bytes = read(doc, w, stand);
        rest -= bytes?.length ?? 0;
        if (bytes && rest >= 0) found.set(`${wo}:${num}`, { bytes, stand: wo, num });
      }
    }
    return [...found.values()];
  };
  return { Certs: one('Certs'), CRLs: one('CRLs'), OCSPs: one('OCSPs') };
}
