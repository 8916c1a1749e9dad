import * as asn1js from 'asn1js';
import { BasicConstraints, type Extension, ExtKeyUsage, RelativeDistinguishedNames } from 'pkijs';
import { buffer } from '../bytes.ts';
import { ECDSA_P256, type Krypto, type PrivateKey, type SignaturAlgorithmus } from '../krypto.ts';
import { bits, build, dn, extension, type Person, plusYears, requireTest } from './ausstellen.ts';
import {
  CRL_SIGN,
  DIGITAL_SIGNATURE,
  KEY_CERT_SIGN,
  NON_REPUDIATION,
  readCertificate,
  type Zertifikat,
} from './zertifikat.ts';

/** A key with its certificate; `pkcs8` so that a caller can keep it. */
export interface Schluesselpaar {
  readonly pkcs8: Uint8Array;
  readonly key: PrivateKey;
  /** DER. */
  readonly certificate: Uint8Array;
}

export type Verwendung = 'siegel' | 'unterschrift' | 'zeitstempel' | 'ocsp';

/** Addresses a certificate names for its revocation. */
export interface Sperradressen {
  readonly crl?: string;
  readonly ocsp?: string;
}

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
const OCSP_NOCHECK = '1.3.6.1.5.5.7.48.1.5';

const caExtensions = (zwischenstellen: number): Extension[] => [
  extension('2.5.29.19', true, new BasicConstraints({ cA: true, pathLenConstraint: zwischenstellen }).toSchema()),
  extension('2.5.29.15', true, bits(KEY_CERT_SIGN | CRL_SIGN)),
];

function addressExtensions(adressen: Sperradressen): Extension[] {
  const uri = (text: string) =>
    new asn1js.Primitive({ idBlock: { tagClass: 3, tagNumber: 6 }, valueHex: buffer(new TextEncoder().encode(text)) });
  const wrap = (inhalt: asn1js.AsnType) =>
    new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [inhalt] });
  const list = (...value: asn1js.AsnType[]) => new asn1js.Sequence({ value });
  const ocsp = (text: string) => list(new asn1js.ObjectIdentifier({ value: '1.3.6.1.5.5.7.48.1' }), uri(text));
  return [
    ...(adressen.crl ? [extension('2.5.29.31', false, list(list(wrap(wrap(uri(adressen.crl))))))] : []),
    ...(adressen.ocsp ? [extension('1.3.6.1.5.5.7.1.1', false, list(ocsp(adressen.ocsp)))] : []),
  ];
}

/** A new TEST root (EC P-256, 20 years unless said otherwise). `name` must contain TEST. */
export async function createTestCa(o: {
  krypto: Krypto;
  jetzt: Date;
  name: string;
  jahre?: number;
  /** How many authorities may stand between this root and a signer; none unless said otherwise. */
  zwischenstellen?: number;
}): Promise<Schluesselpaar> {
  requireTest(o.name);
  const { pkcs8, spki } = await o.krypto.generate(ECDSA_P256);
  const key = await o.krypto.importPrivate(pkcs8, ECDSA_P256);
  const subject = dn(o.name, null);
  const certificate = await build({
    krypto: o.krypto,
    subject,
    issuer: subject,
    spki,
    issuerSpki: spki,
    von: o.jetzt,
    bis: plusYears(o.jetzt, o.jahre ?? 20),
    extensions: caExtensions(o.zwischenstellen ?? 0),
    key,
  });
  return { pkcs8, key, certificate };
}

interface Auftrag {
  readonly krypto: Krypto;
  readonly ca: Pick<Schluesselpaar, 'key' | 'certificate'>;
  /** Common name, with TEST in it. */
  readonly name: string;
  readonly von: Date;
  /** Default: two years after `von`. */
  readonly bis?: Date;
  readonly adressen?: Sperradressen;
  /** Kind of the new key; default: EC P-256. */
  readonly alg?: SignaturAlgorithmus;
}

export interface IssueCertificateOptions extends Auftrag {
  readonly verwendung: Verwendung;
  /** organizationName: the Koerperschaft a seal stands for, or the operator of a time stamp authority. */
  readonly organisation: string | null;
  /** Who signs: makes the certificate that of a human being. */
  readonly person?: Person;
}

export function issuerOf(certificate: Uint8Array): Zertifikat {
  const parent = readCertificate(certificate);
  if (!parent) throw new Error('Das Zertifikat der ausstellenden Stelle ist nicht lesbar.');
  return parent;
}

async function issue(
  o: Auftrag,
  subject: RelativeDistinguishedNames,
  extensions: readonly Extension[],
): Promise<Schluesselpaar> {
  requireTest(o.name);
  const parent = issuerOf(o.ca.certificate);
  const alg = o.alg ?? ECDSA_P256;
  const { pkcs8, spki } = await o.krypto.generate(alg);
  const key = await o.krypto.importPrivate(pkcs8, alg);
  const certificate = await build({
    krypto: o.krypto,
    subject,
    issuer: RelativeDistinguishedNames.fromBER(buffer(parent.subject)),
    spki,
    issuerSpki: parent.spki,
    von: o.von,
    bis: o.bis ?? plusYears(o.von, 2),
    extensions: [...extensions, ...addressExtensions(o.adressen ?? {})],
    key: o.ca.key,
  });
  return { pkcs8, key, certificate };
}

/** A TEST authority below another one (EC P-256), which issues certificates to signers. */
export const issueTestCa = (o: Auftrag): Promise<Schluesselpaar> => issue(o, dn(o.name, null), caExtensions(0));

const purpose = (oid: string): Extension =>
  extension('2.5.29.37', true, new ExtKeyUsage({ keyPurposes: [oid] }).toSchema());

function purposes(v: Verwendung): Extension[] {
  if (v === 'zeitstempel') return [purpose(TIME_STAMPING)];
  return v === 'ocsp' ? [purpose(OCSP_SIGNING), extension(OCSP_NOCHECK, false, new asn1js.Null())] : [];
}

/** Issues a TEST certificate with a new key for a seal, a personal signature, a time-stamp authority or an OCSP responder. */
export async function issueCertificate(o: IssueCertificateOptions): Promise<Schluesselpaar> {
  const signs = o.verwendung === 'siegel' || o.verwendung === 'unterschrift';
  return issue(o, dn(o.name, o.organisation, o.person), [
    extension('2.5.29.19', true, new BasicConstraints({ cA: false }).toSchema()),
    extension('2.5.29.15', true, bits(signs ? DIGITAL_SIGNATURE | NON_REPUDIATION : DIGITAL_SIGNATURE)),
    ...purposes(o.verwendung),
  ]);
}
