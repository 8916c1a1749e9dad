import { PDF_UA } from './pdfua.ts';
import { addXmp, type XmpZusatz } from './xmp.ts';

const URI = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';

const merkmal = (name: string, was: string) => ({ name, typ: 'Text', herkunft: 'external', was }) as const;

/** What a PDF says of the invoice attached to it. Source: Factur-X 1.0 / ZUGFeRD 2, Technical Appendix, 6.2. */
const FACTUR_X: XmpZusatz = {
  marke: /<fx:DocumentFileName>/,
  eintrag:
    `<rdf:Description rdf:about="" xmlns:fx="${URI}"><fx:DocumentType>INVOICE</fx:DocumentType>` +
    '<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version>' +
    '<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel></rdf:Description>',
  schema: {
    name: 'Factur-X PDFA Extension Schema',
    uri: URI,
    praefix: 'fx',
    merkmale: [
      merkmal('DocumentFileName', 'name of the embedded XML invoice file'),
      merkmal('DocumentType', 'INVOICE'),
      merkmal('Version', 'The actual version of the Factur-X XML schema'),
      merkmal('ConformanceLevel', 'The conformance level of the embedded Factur-X data'),
    ],
  },
};

/**
 * A tagged PDF/A-3 with `factur-x.xml` attached becomes a Factur-X / ZUGFeRD invoice of the level EN 16931, and says that it is
 * PDF/UA-1: both as one appended state. Throws `PdfFehler` when there is no XMP packet.
 */
export const markFacturX = (pdf: Uint8Array): Uint8Array => addXmp(pdf, [PDF_UA, FACTUR_X]);
