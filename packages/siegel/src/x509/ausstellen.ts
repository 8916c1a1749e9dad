import * as asn1js from 'asn1js';
import { AuthorityKeyIdentifier, Certificate, Extension, PublicKeyInfo, RelativeDistinguishedNames, Time } from 'pkijs';
import { buffer } from '../bytes.ts';
import type { Krypto, PrivateKey } from '../krypto.ts';
import { signatureIdentifier } from './algorithmen.ts';
import { der } from './zertifikat.ts';

/** A human being in a certificate: an officer who signs. */
export interface Person {
  readonly vorname: string;
  readonly nachname: string;
}

export function requireTest(text: string): void {
  if (!/\bTEST\b/.test(text)) throw new Error('Zertifikate und Auskünfte dieser Stelle müssen TEST im Namen tragen.');
}

/** One attribute per RDN, as everybody expects; the library on its own would put all of them into one. */
export function dn(name: string, organisation: string | null, person?: Person): RelativeDistinguishedNames {
  const rdn = (type: string, value: asn1js.BaseBlock) =>
    new asn1js.Set({ value: [new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })] });
  const country = rdn('2.5.4.6', new asn1js.PrintableString({ value: 'DE' }));
  const body = organisation === null ? [] : [rdn('2.5.4.10', new asn1js.Utf8String({ value: organisation }))];
  const human = person
    ? [
        rdn('2.5.4.42', new asn1js.Utf8String({ value: person.vorname })),
        rdn('2.5.4.4', new asn1js.Utf8String({ value: person.nachname })),
      ]
    : [];
  const common = rdn('2.5.4.3', new asn1js.Utf8String({ value: name }));
  return RelativeDistinguishedNames.fromBER(
    new asn1js.Sequence({ value: [country, ...body, ...human, common] }).toBER(false),
  );
}

export const extension = (
  extnID: string,
  critical: boolean,
  value: { toBER(sizeOnly?: boolean): ArrayBuffer },
): Extension => new Extension({ extnID, critical, extnValue: value.toBER(false) });

export function bits(flags: number): asn1js.BitString {
  const unused = Math.max(0, [...flags.toString(2).padStart(8, '0')].reverse().indexOf('1'));
  return new asn1js.BitString({ valueHex: buffer(Uint8Array.of(flags)), unusedBits: unused });
}

/** UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5). */
export const time = (value: Date): Time => new Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });

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

export const keyId = (krypto: Krypto, spki: Uint8Array): asn1js.OctetString =>
  new asn1js.OctetString({ valueHex: buffer(krypto.sha256(spki).subarray(0, 20)) });

/** Makes and signs one certificate. */
export async function build(i: Inhalt): Promise<Uint8Array> {
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
      extension('2.5.29.14', false, keyId(i.krypto, i.spki)),
      extension(
        '2.5.29.35',
        false,
        new AuthorityKeyIdentifier({ keyIdentifier: keyId(i.krypto, i.issuerSpki) }).toSchema(),
      ),
    ],
  });
  const tbs = der(c.encodeTBS());
  c.tbs = buffer(tbs);
  c.signatureValue = new asn1js.BitString({ valueHex: buffer(await i.krypto.sign(i.key, tbs)) });
  return der(c.toSchema(false));
}

/** Years later on the same day; for validity periods. */
export function plusYears(d: Date, years: number): Date {
  const out = new Date(d);
  out.setUTCFullYear(out.getUTCFullYear() + years);
  return out;
}
