import * as asn1js from 'asn1js';
import { AuthorityKeyIdentifier, Extensions } from 'pkijs';
import { buffer } from '../bytes.ts';
import type { Krypto, PrivateKey } from '../krypto.ts';
import { signatureIdentifier } from './algorithmen.ts';
import { extension, keyId, requireTest, time } from './ausstellen.ts';
import { certId, type Kennung, serialInteger } from './ocsp-anfrage.ts';
import { sha1Label } from './sha1.ts';
import { issuerOf, type Schluesselpaar } from './test-ca.ts';
import { der, readCertificate, type Zertifikat } from './zertifikat.ts';

type Stelle = Pick<Schluesselpaar, 'key' | 'certificate'>;

/** A certificate (DER) that is blocked since a moment; `grund`: CRLReason (RFC 5280 5.3.1), left out: not said. */
export interface TestSperre {
  readonly zertifikat: Uint8Array;
  readonly seit: Date;
  readonly grund?: number;
}

const list = (...value: asn1js.AsnType[]): asn1js.Sequence => new asn1js.Sequence({ value });
const parsed = (bytes: Uint8Array): asn1js.AsnType => asn1js.fromBER(buffer(bytes)).result;
const octets = (b: Uint8Array): asn1js.OctetString => new asn1js.OctetString({ valueHex: buffer(b) });
const explicit = (tagNumber: number, ...value: asn1js.AsnType[]): asn1js.Constructed =>
  new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
const seconds = (d: Date): Date => new Date(Math.floor(d.getTime() / 1000) * 1000);
const generalized = (d: Date): asn1js.GeneralizedTime => new asn1js.GeneralizedTime({ valueDate: seconds(d) });
function certificateOf(bytes: Uint8Array): Zertifikat {
  const c = readCertificate(bytes);
  if (!c) throw new Error('Das Zertifikat ist nicht lesbar.');
  return c;
}

async function signature(krypto: Krypto, key: PrivateKey, tbs: Uint8Array): Promise<asn1js.BitString> {
  return new asn1js.BitString({ valueHex: buffer(await krypto.sign(key, tbs)) });
}

function entry(s: TestSperre): asn1js.Sequence {
  const reason = () => extension('2.5.29.21', false, new asn1js.Enumerated({ value: s.grund ?? 0 }));
  const ext = s.grund === undefined ? [] : [new Extensions({ extensions: [reason()] }).toSchema()];
  return list(serialInteger(certificateOf(s.zertifikat)), time(seconds(s.seit)).toSchema(), ...ext);
}

/** A TEST certificate revocation list (RFC 5280 5, DER) of a TEST authority. */
export async function createTestCrl(o: {
  krypto: Krypto;
  ca: Stelle;
  gesperrt: readonly TestSperre[];
  /** thisUpdate and nextUpdate. */
  von: Date;
  bis: Date;
  nummer?: number;
}): Promise<Uint8Array> {
  const ca = issuerOf(o.ca.certificate);
  requireTest(ca.name);
  const alg = signatureIdentifier(o.ca.key.alg);
  const extensions = new Extensions({
    extensions: [
      extension('2.5.29.35', false, new AuthorityKeyIdentifier({ keyIdentifier: keyId(o.krypto, ca.spki) }).toSchema()),
      extension('2.5.29.20', false, new asn1js.Integer({ value: o.nummer ?? 1 })),
    ],
  });
  const tbs = list(
    new asn1js.Integer({ value: 1 }),
    alg.toSchema(),
    parsed(ca.subject),
    time(seconds(o.von)).toSchema(),
    time(seconds(o.bis)).toSchema(),
    ...(o.gesperrt.length > 0 ? [list(...o.gesperrt.map(entry))] : []),
    explicit(0, extensions.toSchema()),
  );
  return der(list(tbs, alg.toSchema(), await signature(o.krypto, o.ca.key, der(tbs))));
}

function statusOf(s: Omit<TestSperre, 'zertifikat'> | 'gut' | 'unbekannt'): asn1js.AsnType {
  if (typeof s === 'string')
    return new asn1js.Primitive({
      idBlock: { tagClass: 3, tagNumber: s === 'gut' ? 0 : 2 },
      valueHex: buffer(new Uint8Array()),
    });
  const reason = s.grund === undefined ? [] : [explicit(0, new asn1js.Enumerated({ value: s.grund }))];
  return explicit(1, generalized(s.seit), ...reason);
}

export interface TestOcspOptions {
  readonly krypto: Krypto;
  /** Certificate of the authority that issued the one asked about, DER. */
  readonly aussteller: Uint8Array;
  /** Who answers: the authority itself or its responder (`verwendung: 'ocsp'`), whose certificate is put in. */
  readonly antwortender: Stelle;
  readonly zertifikat: Uint8Array;
  readonly status: Omit<TestSperre, 'zertifikat'> | 'gut' | 'unbekannt';
  readonly von: Date;
  readonly bis?: Date;
  /** Default: SHA-256. */
  readonly kennung?: Kennung;
}

/** A TEST OCSP answer (RFC 6960, DER of OCSPResponse) about one certificate. */
export async function createTestOcsp(o: TestOcspOptions): Promise<Uint8Array> {
  const signer = issuerOf(o.antwortender.certificate);
  requireTest(signer.name);
  const id = certId(o.krypto, o.kennung ?? 'sha256', certificateOf(o.zertifikat), issuerOf(o.aussteller));
  const bis = o.bis ? [explicit(0, generalized(o.bis))] : [];
  const single = list(id, statusOf(o.status), generalized(o.von), ...bis);
  const tbs = list(explicit(2, octets(sha1Label(signer.publicKey))), generalized(o.von), list(single));
  const basic = list(
    tbs,
    signatureIdentifier(o.antwortender.key.alg).toSchema(),
    await signature(o.krypto, o.antwortender.key, der(tbs)),
    explicit(0, list(parsed(o.antwortender.certificate))),
  );
  const body = list(new asn1js.ObjectIdentifier({ value: '1.3.6.1.5.5.7.48.1.1' }), octets(der(basic)));
  return der(list(new asn1js.Enumerated({ value: 0 }), explicit(0, body)));
}
