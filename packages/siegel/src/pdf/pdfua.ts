import type { Dokument } from './dokument.ts';
import type { NeuesObjekt } from './increment.ts';
import { addXmp, type XmpZusatz, xmpMark } from './xmp.ts';

/** The PDF/UA-1 identification. Source: ISO 14289-1 clause 5. */
export const PDF_UA: XmpZusatz = {
  marke: /<pdfuaid:part>\s*1\s*<\/pdfuaid:part>|pdfuaid:part\s*=\s*["']1["']/,
  eintrag:
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>',
  schema: {
    name: 'PDF/UA identification schema',
    uri: 'http://www.aiim.org/pdfua/ns/id/',
    praefix: 'pdfuaid',
    merkmale: [{ name: 'part', typ: 'Integer', herkunft: 'internal', was: 'Part of the PDF/UA standard' }],
  },
};

/**
 * The metadata object with the PDF/UA-1 identification added to the XMP packet of a tagged PDF/A. Null when it is already there.
 * Throws `PdfFehler` when there is no XMP packet to add it to.
 */
export const uaMark = (doc: Dokument): NeuesObjekt | null => xmpMark(doc, [PDF_UA]);

/** The same PDF with this mark as an appended state; the same bytes when it is already there. */
export const markPdfUa = (pdf: Uint8Array): Uint8Array => addXmp(pdf, [PDF_UA]);
