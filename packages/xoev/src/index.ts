export {
  type Antwort,
  type Antworten,
  applyMapping,
  type Restfeld,
  type UngueltigesFeld,
  type Zugeordnet,
} from './amt24/apply.ts';
export { type Amt24Mapping, type Feldregel, type Feldtyp, readMapping } from './amt24/mapping.ts';
export { type Amt24Gelesen, readAmt24 } from './amt24/read.ts';
export type { Amt24Feld, Amt24Gruppe, Amt24Instanz, Amt24Umschlag } from './amt24/umschlag.ts';
export { type Amt24Geschrieben, writeAmt24 } from './amt24/write.ts';
export { beschriftungVon } from './blatt/beschriftung.ts';
export { type Blattwert, blattwerte } from './blatt/blattwerte.ts';
export { type Erkannt, erkenne } from './erkenne.ts';
export { type Mitteilung, mitteilung } from './mitteilung.ts';
export type { XmlAttribut, XmlElement, XmlErgebnis, XmlFehlercode, XmlParser } from './xml.ts';
export { type Dezimal, formatCent, parseCent, parseDezimal, zeilenbetrag } from './xrechnung/betrag.ts';
export { isLeitwegId, leitwegId } from './xrechnung/leitweg.ts';
export {
  type RechnungAbgelehnt,
  type RechnungGelesen,
  type Rechnungssyntax,
  readCii,
  readRechnung,
  readUbl,
} from './xrechnung/lesen.ts';
export { PROFILE, type Rechnung, type Rechnungsposition } from './xrechnung/model.ts';
export { rechneSummen } from './xrechnung/rechne.ts';
export type { Befund, Genauigkeit } from './xrechnung/regeln/model.ts';
export { EXAKT, NORM, pruefeRechnung } from './xrechnung/regeln/pruefe.ts';
export { type RechnungGeschrieben, writeCii, writeUbl } from './xrechnung/schreiben.ts';
export {
  type Aufteilung,
  buildRechnung,
  type RechnungGebaut,
  type Rechnungsempfaenger,
  type Rechnungsposten,
  type Rechnungssteller,
  type Rechnungsvorlage,
  type Steuerstand,
  teilePosten,
} from './xrechnung/vorlage.ts';
