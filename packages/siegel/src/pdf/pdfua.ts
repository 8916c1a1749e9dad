import { type Dokument, lastRevision, load, openPdf } from './dokument.ts';
import { decode } from './filter.ts';
import { addIncrement, type NeuesObjekt } from './increment.ts';
import { catalog } from './seiten.ts';
import { asRef, asStream, dict, PdfFehler } from './werte.ts';

const MARKE = /<pdfuaid:part>\s*1\s*<\/pdfuaid:part>|pdfuaid:part\s*=\s*["']1["']/;
const EINTRAG =
  '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>';
/** PDF/A (ISO 19005-2 6.6.2.3) demands that properties outside its predefined schemas describe themselves. */
const SCHEMA =
  '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">' +
  '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>' +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>' +
  '<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>' +
  '</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>';

/**
 * The metadata object with the PDF/UA-1 identification (ISO 14289-1 clause 5) added to the XMP packet of a tagged PDF/A. Null when
 * it is already there. Throws `PdfFehler` when there is no XMP packet to add it to.
 */
export function uaMark(doc: Dokument): NeuesObjekt | null {
  const stand = lastRevision(doc);
  const wo = asRef(catalog(doc, stand).m.get('Metadata'));
  const alt = wo ? asStream(load(doc, wo.num, stand)) : null;
  if (!wo || !alt) throw new PdfFehler('pdf.ohne-xmp', 'Die PDF-Datei hat keine XMP-Metadaten.');
  const xmp = new TextDecoder().decode(decode(alt, doc.budget));
  if (MARKE.test(xmp)) return null;
  const ende = xmp.lastIndexOf('</rdf:RDF>');
  if (ende < 0) throw new PdfFehler('pdf.ohne-xmp', 'Die XMP-Metadaten der PDF-Datei sind nicht lesbar.');
  const schema = xmp.includes('pdfaid:part') ? addSchema(xmp) : null;
  const neu = schema ?? `${xmp.slice(0, ende)}${EINTRAG}${xmp.slice(ende)}`;
  const kopf = dict([...alt.dict.m].filter(([k]) => k !== 'Filter' && k !== 'DecodeParms'));
  return { num: wo.num, wert: { t: 'stream', dict: kopf, daten: new TextEncoder().encode(neu) } };
}

/** The same PDF with this mark as an appended state; the same bytes when it is already there. */
export function markPdfUa(pdf: Uint8Array): Uint8Array {
  const doc = openPdf(pdf);
  const marke = uaMark(doc);
  return marke ? addIncrement(doc, [marke]) : pdf;
}

/** An RDF model holds one bag of extension schemas: an existing one is extended. */
function addSchema(xmp: string): string {
  const bag = /<pdfaExtension:schemas>\s*<rdf:Bag>/.exec(xmp);
  const li = SCHEMA.slice(SCHEMA.indexOf('<rdf:li'), SCHEMA.lastIndexOf('</rdf:Bag>'));
  const ns =
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"';
  const withSchema = bag
    ? `${xmp.slice(0, bag.index + bag[0].length)}${li.replace('<rdf:li ', `<rdf:li ${ns} `)}${xmp.slice(bag.index + bag[0].length)}`
    : xmp.replace(/<\/rdf:RDF>(?![\s\S]*<\/rdf:RDF>)/, `${SCHEMA}</rdf:RDF>`);
  return withSchema.replace(/<\/rdf:RDF>(?![\s\S]*<\/rdf:RDF>)/, `${EINTRAG}</rdf:RDF>`);
}
