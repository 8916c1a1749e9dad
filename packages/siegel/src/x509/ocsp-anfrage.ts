import * as asn1js from 'asn1js';
import { buffer } from '../bytes.ts';
import { type HashName, hash, type Krypto } from '../krypto.ts';
import { hashIdentifier } from './algorithmen.ts';
import { sha1Label } from './sha1.ts';
import { der, readCertificate, type Zertifikat } from './zertifikat.ts';

/** How a question or answer names a certificate: SHA-1, which every responder knows (RFC 5019 2.1.1), or SHA-256. */
export type Kennung = 'sha1' | Extract<HashName, 'sha256'>;

export const serialInteger = (c: Zertifikat): asn1js.Integer =>
  new asn1js.Integer({ valueHex: buffer(Uint8Array.from(c.serial.match(/../g) ?? [], (h) => Number.parseInt(h, 16))) });

/** CertID (RFC 6960 4.1.1). */
export function certId(krypto: Krypto, kennung: Kennung, c: Zertifikat, aussteller: Zertifikat): asn1js.Sequence {
  const label = (b: Uint8Array) =>
    new asn1js.OctetString({ valueHex: buffer(kennung === 'sha1' ? sha1Label(b) : hash(krypto, kennung, b)) });
  const alg =
    kennung === 'sha1'
      ? new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: '1.3.14.3.2.26' }), new asn1js.Null()] })
      : hashIdentifier(kennung).toSchema();
  return new asn1js.Sequence({
    value: [alg, label(aussteller.subject), label(aussteller.publicKey), serialInteger(c)],
  });
}

/**
 * An OCSP question (RFC 6960 4.1, DER of OCSPRequest) about one certificate, without nonce, as archives want it: the answer
 * is checked by its times. Throws when a certificate cannot be read.
 */
export function requestOcsp(
  krypto: Krypto,
  certificate: Uint8Array,
  issuer: Uint8Array,
  kennung: Kennung = 'sha1',
): Uint8Array {
  const c = readCertificate(certificate);
  const aussteller = readCertificate(issuer);
  if (!c || !aussteller) throw new Error('Das Zertifikat oder das seiner ausstellenden Stelle ist nicht lesbar.');
  const list = (x: asn1js.AsnType) => new asn1js.Sequence({ value: [x] });
  return der(list(list(list(list(certId(krypto, kennung, c, aussteller))))));
}
