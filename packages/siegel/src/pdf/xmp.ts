import { type Dokument, lastRevision, load, openPdf } from './dokument.ts';
import { decode } from './filter.ts';
import { addIncrement, type NeuesObjekt } from './increment.ts';
import { catalog } from './seiten.ts';
import { asRef, asStream, dict, PdfFehler } from './werte.ts';

/** Properties to be added to a PDF's XMP packet. */
export interface XmpZusatz {
  /** found in a packet that has them already */
  readonly marke: RegExp;
  /** the properties as an `rdf:Description` */
  readonly eintrag: string;
  /** how they describe themselves, as PDF/A (ISO 19005-2 6.6.2.3) demands of properties outside its predefined schemas */
  readonly schema: Schema;
}

interface Schema {
  readonly name: string;
  readonly uri: string;
  readonly praefix: string;
  readonly merkmale: readonly {
    readonly name: string;
    readonly typ: 'Text' | 'Integer';
    readonly herkunft: 'internal' | 'external';
    readonly was: string;
  }[];
}

/**
 * The metadata object with these properties added; null when it has them all. Throws `PdfFehler` when there is no XMP packet to add
 * them to.
 */
export function xmpMark(doc: Dokument, zusaetze: readonly XmpZusatz[]): NeuesObjekt | null {
  const stand = lastRevision(doc);
  const wo = asRef(catalog(doc, stand).m.get('Metadata'));
  const alt = wo ? asStream(load(doc, wo.num, stand)) : null;
  if (!wo || !alt) throw new PdfFehler('pdf.ohne-xmp', 'Die PDF-Datei hat keine XMP-Metadaten.');
  const xmp = new TextDecoder().decode(decode(alt, doc.budget));
  const neue = zusaetze.filter((z) => !z.marke.test(xmp));
  if (neue.length === 0) return null;
  if (!xmp.includes(ENDE)) throw new PdfFehler('pdf.ohne-xmp', 'Die XMP-Metadaten der PDF-Datei sind nicht lesbar.');
  const neu = neue.reduce(add, xmp);
  const kopf = dict([...alt.dict.m].filter(([k]) => k !== 'Filter' && k !== 'DecodeParms'));
  return { num: wo.num, wert: { t: 'stream', dict: kopf, daten: new TextEncoder().encode(neu) } };
}

/** The same PDF with these properties as an appended state; the same bytes when it has them. */
export function addXmp(pdf: Uint8Array, zusaetze: readonly XmpZusatz[]): Uint8Array {
  const doc = openPdf(pdf);
  const marke = xmpMark(doc, zusaetze);
  return marke ? addIncrement(doc, [marke]) : pdf;
}

const ENDE = '</rdf:RDF>';
const NS =
  'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"';
const BAG = /<pdfaExtension:schemas>\s*<rdf:Bag>/;

/** An RDF model holds one bag of extension schemas: an existing one is extended. */
function add(xmp: string, z: XmpZusatz): string {
  const bag = BAG.exec(xmp);
  const stelle = bag ? bag.index + bag[0].length : null;
  const li = schemaOf(z.schema);
  if (!xmp.includes('pdfaid:part')) return vorEnde(xmp, z.eintrag);
  const mitSchema =
    stelle === null
      ? vorEnde(
          xmp,
          `<rdf:Description rdf:about="" ${NS}><pdfaExtension:schemas><rdf:Bag>${li}</rdf:Bag></pdfaExtension:schemas></rdf:Description>`,
        )
      : xmp.slice(0, stelle) + li + xmp.slice(stelle);
  return vorEnde(mitSchema, z.eintrag);
}

function vorEnde(xmp: string, text: string): string {
  const ende = xmp.lastIndexOf(ENDE);
  return xmp.slice(0, ende) + text + xmp.slice(ende);
}

function schemaOf(s: Schema): string {
  const merkmale = s.merkmale.map(
    (m) =>
      `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${m.name}</pdfaProperty:name><pdfaProperty:valueType>${m.typ}</pdfaProperty:valueType>` +
      `<pdfaProperty:category>${m.herkunft}</pdfaProperty:category><pdfaProperty:description>${m.was}</pdfaProperty:description></rdf:li>`,
  );
  return (
    `<rdf:li ${NS} rdf:parseType="Resource"><pdfaSchema:schema>${s.name}</pdfaSchema:schema>` +
    `<pdfaSchema:namespaceURI>${s.uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>${s.praefix}</pdfaSchema:prefix>` +
    `<pdfaSchema:property><rdf:Seq>${merkmale.join('')}</rdf:Seq></pdfaSchema:property></rdf:li>`
  );
}
