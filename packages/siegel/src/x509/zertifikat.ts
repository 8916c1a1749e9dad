import * as asn1js from 'asn1js';
import { BasicConstraints, Certificate, CRLDistributionPoints, ExtKeyUsage, GeneralName, InfoAccess } from 'pkijs';
import { buffer, toHex } from '../bytes.ts';
import type { SignaturAlgorithmus } from '../krypto.ts';
import { algorithmOf } from './algorithmen.ts';

/** What we need of an X.509 certificate. `subject` and `issuer` are DER, compared byte by byte. */
export interface Zertifikat {
  readonly der: Uint8Array;
  readonly name: string;
  readonly organisation: string | null;
  /** Names a human being (givenName, surname or pseudonym, EN 319 412-2); a seal does not. */
  readonly mensch: boolean;
  /** The certificate calls itself a TEST certificate. */
  readonly test: boolean;
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: string;
  readonly ski: string | null;
  readonly von: Date;
  readonly bis: Date;
  readonly spki: Uint8Array;
  /** The key alone, as OCSP names it by its hash. */
  readonly publicKey: Uint8Array;
  readonly tbs: Uint8Array;
  readonly signatur: Uint8Array;
  readonly alg: SignaturAlgorithmus | null;
  readonly ca: boolean;
  readonly pathLen: number | null;
  /** Key usage bits, first bit = digitalSignature = 0x80; null without the extension. */
  readonly keyUsage: number | null;
  readonly eku: { readonly oids: readonly string[]; readonly critical: boolean } | null;
  /** Where the authority offers its CRL and answers OCSP, as the certificate says. */
  readonly crlAdressen: readonly string[];
  readonly ocspAdressen: readonly string[];
  /** id-pkix-ocsp-nocheck: an OCSP responder whose own revocation need not be asked (RFC 6960 4.2.2.2.1). */
  readonly ohneSperrpruefung: boolean;
  /** Object identifiers of critical extensions we do not check. */
  readonly unbekannt: readonly string[];
}

export const KEY_CERT_SIGN = 0x04;
export const DIGITAL_SIGNATURE = 0x80;
export const NON_REPUDIATION = 0x40;
export const CRL_SIGN = 0x02;

const BC = '2.5.29.19';
const KU = '2.5.29.15';
const EKU = '2.5.29.37';
const SKI = '2.5.29.14';
const CDP = '2.5.29.31';
const AIA = '1.3.6.1.5.5.7.1.1';
const AIA_OCSP = '1.3.6.1.5.5.7.48.1';
const OCSP_NOCHECK = '1.3.6.1.5.5.7.48.1.5';
const URI = 6;
/** subjectAltName and certificatePolicies may be critical; they do not change whether a path is sound. */
const BEKANNT = new Set([BC, KU, EKU, SKI, '2.5.29.17', '2.5.29.32', '2.5.29.35']);

export const der = (x: { toBER(sizeOnly?: boolean): ArrayBuffer }): Uint8Array => new Uint8Array(x.toBER(false));

function part(cert: Certificate, oid: string): string | null {
  const found = cert.subject.typesAndValues.find((t) => t.type === oid);
  const text: unknown = found?.value.valueBlock.value;
  return typeof text === 'string' ? text : null;
}

const uris = (names: readonly unknown[]): string[] =>
  names.flatMap((n) => (n instanceof GeneralName && n.type === URI && typeof n.value === 'string' ? [n.value] : []));

/** Addresses are a help, not a rule: an extension that cannot be read names none. */
function addresses(read: () => readonly unknown[]): string[] {
  try {
    return uris(read());
  } catch {
    return [];
  }
}

const crlAddresses = (cdp: asn1js.AsnType | undefined): string[] =>
  addresses(() =>
    cdp
      ? new CRLDistributionPoints({ schema: cdp }).distributionPoints.flatMap((p) =>
          Array.isArray(p.distributionPoint) ? p.distributionPoint : [],
        )
      : [],
  );
const ocspAddresses = (aia: asn1js.AsnType | undefined): string[] =>
  addresses(() =>
    aia
      ? new InfoAccess({ schema: aia }).accessDescriptions
          .filter((a) => a.accessMethod === AIA_OCSP)
          .map((a) => a.accessLocation)
      : [],
  );

function parse(bytes: Uint8Array): Zertifikat {
  const c = Certificate.fromBER(buffer(bytes));
  const ext = (oid: string) => {
    const found = c.extensions?.filter((e) => e.extnID === oid) ?? [];
    if (found.length > 1) throw new Error('doppelte Erweiterung');
    return found[0];
  };
  const inner = (oid: string) => {
    const e = ext(oid);
    return e && asn1js.fromBER(e.extnValue.valueBlock.valueHexView).result;
  };
  const bc = inner(BC);
  const basic = bc && new BasicConstraints({ schema: bc });
  const pathLen = basic?.pathLenConstraint;
  const ku = inner(KU);
  const eku = inner(EKU);
  const ski = inner(SKI);
  const name = part(c, '2.5.4.3') ?? part(c, '2.5.4.10') ?? 'unbekannt';
  const organisation = part(c, '2.5.4.10');
  const sameAlg = c.signature.algorithmId === c.signatureAlgorithm.algorithmId;
  return {
    der: der(c.toSchema(false)),
    name,
    organisation,
    mensch: ['2.5.4.42', '2.5.4.4', '2.5.4.65'].some((oid) => part(c, oid) !== null),
    test: /\bTEST\b/.test(`${name} ${organisation ?? ''}`),
    subject: new Uint8Array(c.subject.valueBeforeDecode),
    issuer: new Uint8Array(c.issuer.valueBeforeDecode),
    serial: toHex(c.serialNumber.valueBlock.valueHexView),
    ski: ski instanceof asn1js.OctetString ? toHex(ski.valueBlock.valueHexView) : null,
    von: c.notBefore.value,
    bis: c.notAfter.value,
    spki: der(c.subjectPublicKeyInfo.toSchema()),
    publicKey: c.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView,
    tbs: c.tbsView,
    signatur: c.signatureValue.valueBlock.valueHexView,
    alg: sameAlg ? algorithmOf(c.signatureAlgorithm) : null,
    ca: basic?.cA ?? false,
    pathLen: typeof pathLen === 'number' ? pathLen : null,
    keyUsage: ku instanceof asn1js.BitString ? (ku.valueBlock.valueHexView[0] ?? 0) : null,
    eku: eku ? { oids: new ExtKeyUsage({ schema: eku }).keyPurposes, critical: ext(EKU)?.critical ?? false } : null,
    crlAdressen: crlAddresses(inner(CDP)),
    ocspAdressen: ocspAddresses(inner(AIA)),
    ohneSperrpruefung: ext(OCSP_NOCHECK) !== undefined,
    unbekannt: c.extensions?.filter((e) => e.critical && !BEKANNT.has(e.extnID)).map((e) => e.extnID) ?? [],
  };
}

/** Reads a certificate (DER). Null when it is none. */
export function readCertificate(bytes: Uint8Array): Zertifikat | null {
  try {
    return parse(bytes);
  } catch {
    return null;
  }
}
