import * as asn1js from 'asn1js';
import { context, integer, octets, oid, sequence, setOf, sorted } from '../asn1.ts';
import { buffer, concat, toHex } from '../bytes.ts';
import { type HashName, hash, type Krypto, type PrivateKey, sign } from '../krypto.ts';
import { hashDer, signatureDer } from '../x509/algorithmen.ts';
import { readStueck } from '../x509/der.ts';
import { readCertificate, type Zertifikat } from '../x509/zertifikat.ts';
import { CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2 } from './oids.ts';

export interface SignCmsOptions {
  readonly krypto: Krypto;
  readonly key: PrivateKey;
  /** DER. */
  readonly certificate: Uint8Array;
  /** Certificates put in besides the signer's, DER. */
  readonly chain: readonly Uint8Array[];
  readonly contentType: string;
  /** The content itself, or only its digest (detached), made with `digestName(key)`. */
  readonly content: { readonly eContent: Uint8Array } | { readonly digest: Uint8Array };
  /** Leaves the signer's certificate out (a time-stamp request without certReq). */
  readonly ohneZertifikate?: boolean;
  /** Unsigned attributes, DER, made from the signature value: the signature time stamp. */
  readonly unsigned?: (signature: Uint8Array) => Promise<readonly Uint8Array[]>;
}

/** A signature that does not fit the certificate it was to be made with: wrong key, wrong answer. Nothing was issued. */
export class SignaturFehler extends Error {
  readonly code = 'cms.signatur';
}

/** The hash that goes with a key: that of its signatures; SHA-512 for Ed25519 (RFC 8419). */
export const digestName = (key: PrivateKey): HashName => (key.alg.art === 'ed25519' ? 'sha512' : key.alg.hash);

/** An attribute with one value, both DER. */
export const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));

const BEHALTEN = 200;
const gelesen = new Map<string, Zertifikat>();

/** A certificate read once for all signatures made with it. */
function signerOf(krypto: Krypto, certificate: Uint8Array): Zertifikat {
  const key = toHex(krypto.sha256(certificate));
  const known = gelesen.get(key);
  if (known) return known;
  const neu = readCertificate(certificate);
  if (!neu) throw new Error('Das Zertifikat des Unterzeichners ist nicht lesbar.');
  if (gelesen.size >= BEHALTEN) gelesen.clear();
  gelesen.set(key, neu);
  return neu;
}

/** The same key, which refuses with `SignaturFehler` to hand out a signature that does not fit the certificate. */
export const checkedKey = (krypto: Krypto, key: PrivateKey, certificate: Uint8Array): PrivateKey => ({
  ...key,
  async signiere(data) {
    const signature = await sign(krypto, key, data);
    if (await krypto.verify(signerOf(krypto, certificate).spki, key.alg, signature, data)) return signature;
    throw new SignaturFehler('Die Signatur passt nicht zum Zertifikat, mit dem sie entstehen sollte.');
  },
});

const serialNumber = (c: Zertifikat): Uint8Array =>
  integer(Uint8Array.from(c.serial.match(/../g) ?? [], (h) => Number.parseInt(h, 16)));

/** ESSCertIDv2 with the default hash SHA-256, which is therefore left out (RFC 5035). */
function signingCertificate(krypto: Krypto, c: Zertifikat): Uint8Array {
  const issuer = sequence(context(4, true, c.issuer));
  const essCert = sequence(octets(krypto.sha256(c.der)), sequence(issuer, serialNumber(c)));
  return attribute(SIGNING_CERTIFICATE_V2, sequence(sequence(essCert)));
}

/**
 * Makes a CMS SignedData with one signer (ContentInfo, DER). No signing-time attribute: PAdES forbids it.
 * Throws whatever the key throws.
 */
export async function signCms(o: SignCmsOptions): Promise<Uint8Array> {
  const name = digestName(o.key);
  const cert = signerOf(o.krypto, o.certificate);
  const digest = 'digest' in o.content ? o.content.digest : hash(o.krypto, name, o.content.eContent);
  const attributes = sorted([
    attribute(CONTENT_TYPE, oid(o.contentType)),
    attribute(MESSAGE_DIGEST, octets(digest)),
    signingCertificate(o.krypto, cert),
  ]);
  const toSign = setOf(...attributes);
  const signature = await sign(o.krypto, o.key, toSign);
  const unsigned = (await o.unsigned?.(signature)) ?? [];
  const signer = sequence(
    integer(Uint8Array.of(1)),
    sequence(cert.issuer, serialNumber(cert)),
    hashDer(name),
    context(0, true, ...attributes),
    signatureDer(o.key.alg),
    octets(signature),
    ...(unsigned.length > 0 ? [context(1, true, ...sorted(unsigned))] : []),
  );
  const eContent = 'eContent' in o.content ? [context(0, true, octets(o.content.eContent))] : [];
  const signed = sequence(
    integer(Uint8Array.of(o.contentType === DATA ? 1 : 3)),
    setOf(hashDer(name)),
    sequence(oid(o.contentType), ...eContent),
    ...(o.ohneZertifikate ? [] : [context(0, true, o.certificate, ...o.chain)]),
    setOf(signer),
  );
  return sequence(oid(SIGNED_DATA), context(0, true, signed));
}

/**
 * The first value (DER, or BER without a length), without what follows it: signature gaps are filled up with zeros. Null when the rest
 * is not zeros. What lies in the value is for its reader.
 */
export function withoutPadding(bytes: Uint8Array): Uint8Array | null {
  // only a value that does not say how long it is has to be read through
  const ende =
    bytes[1] === 0x80 ? asn1js.fromBER(buffer(bytes)).offset : (readStueck(bytes, 0, bytes.length)?.bis ?? 0);
  if (ende <= 0 || bytes.subarray(ende).some((b) => b !== 0)) return null;
  return concat(bytes.subarray(0, ende));
}
