import * as asn1js from 'asn1js';
import { type Attribute, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';
import { buffer, equal, toHex } from '../bytes.ts';
import { type HashName, hash, type Krypto } from '../krypto.ts';
import { algorithmOf, hashOf } from '../x509/algorithmen.ts';
import { checkSignature } from '../x509/schluessel.ts';
import { readCertificate, type Zertifikat } from '../x509/zertifikat.ts';
import {
  CONTENT_TYPE,
  MESSAGE_DIGEST,
  SIGNED_DATA,
  SIGNING_CERTIFICATE,
  SIGNING_CERTIFICATE_V2,
  TIME_STAMP_TOKEN,
} from './oids.ts';

/** A CMS signature whose digest, attributes and signature value hold. Trust in the certificate is another question. */
export interface CmsGut {
  readonly ok: true;
  readonly signer: Zertifikat;
  /** All certificates inside that can be read, at most 100. */
  readonly certificates: readonly Zertifikat[];
  readonly content: Uint8Array | null;
  readonly signature: Uint8Array;
  /** The hash of the signature. */
  readonly pruefsumme: HashName;
  /** Signature time-stamp tokens, DER. */
  readonly timestamps: readonly Uint8Array[];
  /** How the signature names its certificate: by SHA-2 hash, by SHA-1 (not checked), or not at all. */
  readonly bindung: 'v2' | 'v1' | 'keine';
}
export type CmsUrteil =
  | CmsGut
  | {
      readonly ok: false;
      readonly code: string;
      readonly meldung: string;
      readonly signer: Zertifikat | null;
      /** What lies inside, where nothing is wrong but that the key is none we accept. */
      readonly content: Uint8Array | null;
    };

const MELDUNG = {
  'cms.unlesbar': 'Die Signaturdaten sind nicht lesbar.',
  'cms.unterzeichner': 'Die Signaturdaten müssen genau eine Unterschrift enthalten.',
  'cms.zertifikat-fehlt': 'Das Zertifikat des Unterzeichners fehlt in den Signaturdaten.',
  'cms.algorithmus': 'Die Signatur beruht auf einem unbekannten oder veralteten Verfahren.',
  'cms.attribute': 'Die Signatur nennt Prüfsumme oder Art des Inhalts nicht genau einmal.',
  'cms.inhalt': 'Die Art des unterschriebenen Inhalts stimmt nicht.',
  'cms.pruefsumme': 'Der Inhalt ist nicht der, der unterschrieben wurde.',
  'cms.zertifikat-bindung': 'Die Signatur gehört zu einem anderen Zertifikat.',
  'cms.schluessel': 'Der Schlüssel der Signatur ist zu kurz oder von einer Art, die nicht anerkannt wird.',
  'cms.signatur': 'Die Signatur passt nicht zum Zertifikat.',
} as const;

const no = (
  code: keyof typeof MELDUNG,
  signer: Zertifikat | null = null,
  content: Uint8Array | null = null,
): CmsUrteil => ({
  ok: false,
  code,
  meldung: MELDUNG[code],
  signer,
  content,
});

/** The only value of the only attribute of this type; undefined: absent; null: more than one. */
function single(signer: SignerInfo, type: string): asn1js.BaseBlock | undefined | null {
  const found: Attribute[] = signer.signedAttrs?.attributes.filter((a) => a.type === type) ?? [];
  if (found.length === 0) return undefined;
  const values: unknown[] = found[0]?.values ?? [];
  const value = values[0];
  return found.length === 1 && values.length === 1 && value instanceof asn1js.BaseBlock ? value : null;
}

/** The bytes of an OCTET STRING, whole or in pieces (BER). */
export function octets(block: unknown): Uint8Array | null {
  if (!(block instanceof asn1js.OctetString)) return null;
  return new Uint8Array(block.getValue());
}

function findSigner(signer: SignerInfo, certs: readonly Zertifikat[]): Zertifikat | null {
  const sid: unknown = signer.sid;
  if (sid instanceof IssuerAndSerialNumber) {
    const issuer = new Uint8Array(sid.issuer.valueBeforeDecode);
    const serial = toHex(sid.serialNumber.valueBlock.valueHexView);
    return certs.find((c) => c.serial === serial && equal(c.issuer, issuer)) ?? null;
  }
  if (!(sid instanceof asn1js.BaseBlock)) return null;
  const raw = toHex(sid.valueBeforeDecodeView);
  return certs.find((c) => c.ski !== null && c.ski.length > 0 && raw.endsWith(c.ski)) ?? null;
}

const children = (b: unknown): unknown[] => (b instanceof asn1js.Sequence ? b.valueBlock.value : []);

/** Checks ESSCertID(v2): the first entry must name the signer's certificate. */
function binding(krypto: Krypto, signer: SignerInfo, cert: Zertifikat): CmsGut['bindung'] | null {
  const v2 = single(signer, SIGNING_CERTIFICATE_V2);
  const v1 = single(signer, SIGNING_CERTIFICATE);
  if (v1 === null || v2 === null) return null;
  if (v2 === undefined) return v1 === undefined ? 'keine' : 'v1';
  const parts = children(children(children(v2)[0])[0]);
  const first = parts[0];
  const oid = first instanceof asn1js.Sequence ? children(first)[0] : null;
  const named = oid instanceof asn1js.ObjectIdentifier ? oid.getValue() : null;
  const name: HashName | undefined = first instanceof asn1js.OctetString ? 'sha256' : ESS_HASH[named ?? ''];
  const wert = octets(first instanceof asn1js.OctetString ? first : parts[1]);
  return name && wert && equal(hash(krypto, name, cert.der), wert) ? 'v2' : null;
}
const ESS_HASH: Record<string, HashName> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const MAX_ZERTIFIKATE = 100;

interface Gelesen {
  readonly signed: SignedData;
  readonly certificates: readonly Zertifikat[];
}

/** `certificates [0]` of a SignedData; attribute certificates and the like have other tags and are left aside. */
const isCertificates = (x: asn1js.BaseBlock): boolean => x.idBlock.tagClass === 3 && x.idBlock.tagNumber === 0;

/** Certificates are read by our own reader and taken out before the library looks at the rest. */
function parse(bytes: Uint8Array): Gelesen | null {
  try {
    const info = ContentInfo.fromBER(buffer(bytes));
    const content: unknown = info.content;
    if (info.contentType !== SIGNED_DATA || !(content instanceof asn1js.Sequence)) return null;
    const felder = content.valueBlock.value;
    const raw = felder
      .filter(isCertificates)
      .flatMap((x) => (x instanceof asn1js.Constructed ? x.valueBlock.value : []));
    content.valueBlock.value = felder.filter((x) => !isCertificates(x));
    return {
      signed: new SignedData({ schema: content }),
      certificates: raw
        .slice(0, MAX_ZERTIFIKATE)
        .flatMap((c) => readCertificate(c.valueBeforeDecodeView.slice()) ?? []),
    };
  } catch {
    return null;
  }
}

function tokens(signer: SignerInfo): Uint8Array[] {
  const values: unknown[] =
    signer.unsignedAttrs?.attributes.filter((a) => a.type === TIME_STAMP_TOKEN).flatMap((a) => a.values) ?? [];
  return values.flatMap((v) => (v instanceof asn1js.BaseBlock ? [new Uint8Array(v.valueBeforeDecodeView)] : []));
}

/**
 * Checks a CMS SignedData (ContentInfo, DER or BER) with exactly one signer.
 * `digestOf` computes the digest of detached content; it is not used when the content lies inside.
 */
export async function verifyCms(
  krypto: Krypto,
  bytes: Uint8Array,
  contentType: string,
  digestOf: ((name: HashName) => Uint8Array) | null,
): Promise<CmsUrteil> {
  const gelesen = parse(bytes);
  if (!gelesen) return no('cms.unlesbar');
  const { signed, certificates } = gelesen;
  const signer = signed.signerInfos[0];
  if (!signer || signed.signerInfos.length !== 1) return no('cms.unterzeichner');
  try {
    return await judge(krypto, signed, signer, certificates, contentType, digestOf);
  } catch {
    return no('cms.unlesbar');
  }
}

async function judge(
  krypto: Krypto,
  signed: SignedData,
  signer: SignerInfo,
  certificates: readonly Zertifikat[],
  contentType: string,
  digestOf: ((name: HashName) => Uint8Array) | null,
): Promise<CmsUrteil> {
  const cert = findSigner(signer, certificates);
  if (!cert) return no('cms.zertifikat-fehlt');
  const type = single(signer, CONTENT_TYPE);
  const digest = octets(single(signer, MESSAGE_DIGEST));
  if (!digest || !(type instanceof asn1js.ObjectIdentifier) || !signer.signedAttrs) return no('cms.attribute', cert);
  if (type.getValue() !== contentType || signed.encapContentInfo.eContentType !== contentType)
    return no('cms.inhalt', cert);
  const name = hashOf(signer.digestAlgorithm);
  const alg = algorithmOf(signer.signatureAlgorithm, name);
  if (!name || !alg) return no('cms.algorithmus', cert);
  const content = octets(signed.encapContentInfo.eContent);
  if (digestOf ? content !== null : content === null) return no('cms.inhalt', cert);
  const actual = content ? hash(krypto, name, content) : digestOf?.(name);
  if (!actual || !equal(actual, digest)) return no('cms.pruefsumme', cert);
  const bindung = binding(krypto, signer, cert);
  if (bindung === null) return no('cms.zertifikat-bindung', cert);
  const signature = octets(signer.signature) ?? new Uint8Array();
  const data = new Uint8Array(signer.signedAttrs.encodedValue);
  const urteil = await checkSignature(krypto, cert.spki, alg, signature, data);
  if (urteil === 'schluessel') return no('cms.schluessel', cert, content);
  if (urteil !== 'gut') return no('cms.signatur', cert);
  return {
    ok: true,
    signer: cert,
    certificates,
    content,
    signature,
    pruefsumme: name,
    timestamps: tokens(signer),
    bindung,
  };
}
