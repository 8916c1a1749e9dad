import * as asn1js from 'asn1js';
import {
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  GeneralName,
  GeneralNames,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { buffer, concat, toHex } from '../bytes.ts';
import { type HashName, hash, type Krypto, type PrivateKey } from '../krypto.ts';
import { hashIdentifier, signatureIdentifier } from '../x509/algorithmen.ts';
import { der } from '../x509/zertifikat.ts';
import { CONTENT_TYPE, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2 } from './oids.ts';

export interface SignCmsOptions {
  readonly krypto: Krypto;
  readonly key: PrivateKey;
  readonly certificate: Uint8Array;
  /** Certificates put in besides the signer's, DER. */
  readonly chain: readonly Uint8Array[];
  readonly contentType: string;
  /** The content itself, or only its digest (detached), made with `digestName(key)`. */
  readonly content: { readonly eContent: Uint8Array } | { readonly digest: Uint8Array };
  /** Leaves the signer's certificate out (a time-stamp request without certReq). */
  readonly ohneZertifikate?: boolean;
  /** Attributes made from the signature value: the signature time stamp. */
  readonly unsigned?: (signature: Uint8Array) => Promise<readonly Attribute[]>;
}

/** The hash that goes with a key: that of its signatures; SHA-512 for Ed25519 (RFC 8419). */
export const digestName = (key: PrivateKey): HashName => (key.alg.art === 'ed25519' ? 'sha512' : key.alg.hash);

export const attribute = (type: string, value: asn1js.BaseBlock): Attribute => new Attribute({ type, values: [value] });

/** ESSCertIDv2 with the default hash SHA-256, which is therefore left out (RFC 5035). */
function signingCertificate(krypto: Krypto, certificate: Uint8Array, cert: Certificate): Attribute {
  const issuer = new GeneralNames({ names: [new GeneralName({ type: 4, value: cert.issuer })] });
  const issuerSerial = new asn1js.Sequence({ value: [issuer.toSchema(), cert.serialNumber] });
  const certHash = new asn1js.OctetString({ valueHex: buffer(krypto.sha256(certificate)) });
  const essCert = new asn1js.Sequence({ value: [certHash, issuerSerial] });
  return attribute(SIGNING_CERTIFICATE_V2, new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCert] })] }));
}

/** DER wants the elements of a SET OF in the order of their bytes. */
const sorted = (attributes: readonly Attribute[]): Attribute[] =>
  attributes
    .map((a) => ({ a, k: toHex(der(a.toSchema())) }))
    .sort((x, y) => (x.k < y.k ? -1 : 1))
    .map((x) => x.a);

/** Makes a CMS SignedData with one signer (ContentInfo, DER). No signing-time attribute: PAdES forbids it. */
export async function signCms(o: SignCmsOptions): Promise<Uint8Array> {
  const name = digestName(o.key);
  const cert = Certificate.fromBER(buffer(o.certificate));
  const digest = 'digest' in o.content ? o.content.digest : hash(o.krypto, name, o.content.eContent);
  const attributes = sorted([
    attribute(CONTENT_TYPE, new asn1js.ObjectIdentifier({ value: o.contentType })),
    attribute(MESSAGE_DIGEST, new asn1js.OctetString({ valueHex: buffer(digest) })),
    signingCertificate(o.krypto, o.certificate, cert),
  ]);
  const toSign = der(new asn1js.Set({ value: attributes.map((a) => a.toSchema()) }));
  const signature = await o.krypto.sign(o.key, toSign);
  const unsigned = (await o.unsigned?.(signature)) ?? [];
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: cert.issuer, serialNumber: cert.serialNumber }),
    digestAlgorithm: hashIdentifier(name),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
    signatureAlgorithm: signatureIdentifier(o.key.alg),
    signature: new asn1js.OctetString({ valueHex: buffer(signature) }),
    ...(unsigned.length > 0
      ? { unsignedAttrs: new SignedAndUnsignedAttributes({ type: 1, attributes: [...unsigned] }) }
      : {}),
  });
  const encap = new EncapsulatedContentInfo({ eContentType: o.contentType });
  if ('eContent' in o.content) encap.eContent = new asn1js.OctetString({ valueHex: buffer(o.content.eContent) });
  const signed = new SignedData({
    version: o.contentType === '1.2.840.113549.1.7.1' ? 1 : 3,
    digestAlgorithms: [hashIdentifier(name)],
    encapContentInfo: encap,
    signerInfos: [signer],
    ...(o.ohneZertifikate ? {} : { certificates: [cert, ...o.chain.map((c) => Certificate.fromBER(buffer(c)))] }),
  });
  return der(new ContentInfo({ contentType: SIGNED_DATA, content: signed.toSchema(true) }).toSchema());
}

/** The DER of one value, without what follows it: signature gaps are filled up with zeros. Null when the rest is not zeros. */
export function withoutPadding(bytes: Uint8Array): Uint8Array | null {
  const r = asn1js.fromBER(buffer(bytes));
  if (r.offset <= 0 || bytes.subarray(r.offset).some((b) => b !== 0)) return null;
  return concat(bytes.subarray(0, r.offset));
}
