import * as asn1js from 'asn1js';
import { buffer } from '../src/bytes.ts';

const RSA = '1.2.840.113549.1.1.1';
const PSS = '1.2.840.113549.1.1.10';

/** WebCrypto takes RSA keys under their general name only: a key meant for PSS alone is named so. Others stay as they are. */
export function alsRsa(spki: Uint8Array): Uint8Array {
  const { result } = asn1js.fromBER(buffer(spki));
  if (!(result instanceof asn1js.Sequence)) return spki;
  const [art, schluessel] = result.valueBlock.value;
  const oid = art instanceof asn1js.Sequence ? art.valueBlock.value[0] : undefined;
  if (!(oid instanceof asn1js.ObjectIdentifier) || oid.getValue() !== PSS || !schluessel) return spki;
  const name = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: RSA }), new asn1js.Null()] });
  return new Uint8Array(new asn1js.Sequence({ value: [name, schluessel] }).toBER(false));
}
