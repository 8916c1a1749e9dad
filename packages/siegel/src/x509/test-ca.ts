import * as asn1js from 'asn1js';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
} from 'pkijs';
import { buffer } from '../bytes.ts';
import { ECDSA_P256, type Krypto, type PrivateKey, sign } from '../krypto.ts';
import { signatureIdentifier } from './algorithmen.ts';
import { DIGITAL_SIGNATURE, der, KEY_CERT_SIGN, NON_REPUDIATION, readCertificate } from './zertifikat.ts';

/** A key with its certificate; `pkcs8` so that a caller can keep it. */
export interface Schluesselpaar {
  readonly pkcs8: Uint8Array;
  readonly key: PrivateKey;
  /** DER. */
  readonly certificate: Uint8Array;
}

export type Verwendung = 'siegel' | 'unterschrift' | 'zeitstempel';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const CRL_SIGN = 0x02;

function requireTest(text: string): void {
  if (!/\bTEST\b/.test(text)) throw new Error('Zertifikate dieser Stelle müssen TEST im Namen tragen.');
}

/** One attribute per RDN, as everybody expects; the library on its own would put all of them into one. */
function dn(name: string, organisation: string | null): RelativeDistinguishedNames {
  const rdn = (type: string, value: asn1js.BaseBlock) =>
    new asn1js.Set({ value: [new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })] });
  const country = rdn('2.5.4.6', new asn1js.PrintableString({ value: 'DE' }));
  const body = organisation === null ? [] : [rdn('2.5.4.10', new asn1js.Utf8String({ value: organisation }))];
  const common = rdn('2.5.4.3', new asn1js.Utf8String({ value: name }));
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: [country, ...body, common] }).toBER(false));
}

const extension = (extnID: string, critical: boolean, value: { toBER(sizeOnly?: boolean): ArrayBuffer }): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER(false) });

function bits(flags: number): asn1js.BitString {
  const unused = Math.max(0, [...flags.toString(2).padStart(8, '0')].reverse().indexOf('1'));
  return new asn1js.BitString({ valueHex: buffer(Uint8Array.of(flags)), unusedBits: unused });
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5). */
const time = (value: Date): Time => new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });

interface Inhalt {
  readonly krypto: Krypto;
  readonly subject: RelativeDistinguishedNames;
  readonly issuer: RelativeDistinguishedNames;
  readonly spki: Uint8Array;
  readonly issuerSpki: Uint8Array;
  readonly von: Date;
  readonly bis: Date;
  readonly extensions: readonly Extension[];
  readonly key: PrivateKey;
}

async function build(i: Inhalt): Promise<Uint8Array> {
  const keyId = (spki: Uint8Array) =>
    new asn1js.OctetString({ valueHex: buffer(i.krypto.sha256(spki).subarray(0, 20)) });
  const serial = i.krypto.random(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const c = new Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: buffer(serial) }),
    signature: signatureIdentifier(i.key.alg),
    signatureAlgorithm: signatureIdentifier(i.key.alg),
    issuer: i.issuer,
    subject: i.subject,
    notBefore: time(i.von),
    notAfter: time(i.bis),
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(buffer(i.spki)),
    extensions: [
      ...i.extensions,
      extension('2.5.29.14', false, keyId(i.spki)),
      extension('2.5.29.35', false, new AuthorityKeyIdentifier({ keyIdentifier: keyId(i.issuerSpki) }).toSchema()),
    ],
  });
  const tbs = der(c.encodeTBS());
  c.tbs = buffer(tbs);
  c.signatureValue = new asn1js.BitString({ valueHex: buffer(await sign(i.krypto, i.key, tbs)) });
  return der(c.toSchema(false));
}

/** Years later on the same day; for validity periods. */
function plusYears(d: Date, years: number): Date {
  const out = new Date(d);
  out.setUTCFullYear(out.getUTCFullYear() + years);
  return out;
}

/** A new TEST root (EC P-256, 20 years unless said otherwise). `name` must contain TEST. */
export async function createTestCa(o: {
  krypto: Krypto;
  jetzt: Date;
  name: string;
  jahre?: number;
}): Promise<Schluesselpaar> {
  requireTest(o.name);
  const { pkcs8, spki } = await o.krypto.generate(ECDSA_P256);
  const key = await o.krypto.importPrivate(pkcs8, ECDSA_P256);
  const subject = dn(o.name, null);
  const extensions = [
    extension('2.5.29.19', true, new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
    extension('2.5.29.15', true, bits(KEY_CERT_SIGN | CRL_SIGN)),
  ];
  const certificate = await build({
    krypto: o.krypto,
    subject,
    issuer: subject,
    spki,
    issuerSpki: spki,
    von: o.jetzt,
    bis: plusYears(o.jetzt, o.jahre ?? 20),
    extensions,
    key,
  });
  return { pkcs8, key, certificate };
}

export interface IssueCertificateOptions {
  readonly krypto: Krypto;
  readonly ca: Pick<Schluesselpaar, 'key' | 'certificate'>;
  readonly verwendung: Verwendung;
  /** Common name, beginning with TEST. */
  readonly name: string;
  /** organizationName: the Koerperschaft a seal stands for, or the operator of a time stamp authority. */
  readonly organisation: string | null;
  readonly von: Date;
  /** Default: two years after `von`. */
  readonly bis?: Date;
}

/** Issues a TEST certificate with a new EC P-256 key for a seal, a personal signature or a time-stamp authority. */
export async function issueCertificate(o: IssueCertificateOptions): Promise<Schluesselpaar> {
  requireTest(o.name);
  const parent = readCertificate(o.ca.certificate);
  if (!parent) throw new Error('Das Zertifikat der ausstellenden Stelle ist nicht lesbar.');
  const { pkcs8, spki } = await o.krypto.generate(ECDSA_P256);
  const key = await o.krypto.importPrivate(pkcs8, ECDSA_P256);
  const usage = o.verwendung === 'zeitstempel' ? DIGITAL_SIGNATURE : DIGITAL_SIGNATURE | NON_REPUDIATION;
  const extensions = [
    extension('2.5.29.19', true, new BasicConstraints({ cA: false }).toSchema()),
    extension('2.5.29.15', true, bits(usage)),
    ...(o.verwendung === 'zeitstempel'
      ? [extension('2.5.29.37', true, new ExtKeyUsage({ keyPurposes: [TIME_STAMPING] }).toSchema())]
      : []),
  ];
  const certificate = await build({
    krypto: o.krypto,
    subject: dn(o.name, o.organisation),
    issuer: RelativeDistinguishedNames.fromBER(buffer(parent.subject)),
    spki,
    issuerSpki: parent.spki,
    von: o.von,
    bis: o.bis ?? plusYears(o.von, 2),
    extensions,
    key: o.ca.key,
  });
  return { pkcs8, key, certificate };
}
