import { type Dokument, lastRevision, resolve } from '../pdf/dokument.ts';
import { decode } from '../pdf/filter.ts';
import { catalog, items } from '../pdf/seiten.ts';
import { asDict, asStream } from '../pdf/werte.ts';

/** The certificates (DER) of the Document Security Store (ISO 32000-2 12.8.4.3); they may complete a path, they prove nothing. */
export function dssCertificates(doc: Dokument): Uint8Array[] {
  const stand = lastRevision(doc);
  const dss = asDict(resolve(doc, catalog(doc, stand).m.get('DSS'), stand));
  return items(doc, dss?.m.get('Certs'), stand)
    .slice(0, 100)
    .flatMap((r) => {
      const stream = asStream(resolve(doc, r, stand));
      return stream ? [decode(stream, doc.budget)] : [];
    });
}
