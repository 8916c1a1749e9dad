import * as asn1js from 'asn1js';
import { BasicOCSPResponse, Certificate, OCSPResponse, type SingleResponse } from 'pkijs';
import { buffer, equal, toHex } from '../bytes.ts';
import { type HashName, hash, type Krypto, type SignaturAlgorithmus } from '../krypto.ts';
import { algorithmOf, hashOf } from './algorithmen.ts';
import type { Sperrvermerk } from './crl.ts';
import { readTime } from './der.ts';
import { sha1Label } from './sha1.ts';
import { der, readCertificate, type Zertifikat } from './zertifikat.ts';

/** What an OCSP answer says about one certificate. */
export interface Einzelauskunft {
  readonly hash: HashName | 'sha1' | null;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: string;
  readonly status: 'gut' | 'unbekannt' | Sperrvermerk;
  readonly von: Date;
  readonly bis: Date | null;
  /** The responder still knows certificates that expired after this moment (archive cutoff, RFC 6960 4.4.4). */
  readonly archivAb: Date | null;
}

/** An OCSP answer, read but not yet checked against the issuer of the certificates it speaks of. */
export interface OcspAntwort {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly alg: SignaturAlgorithmus | null;
  readonly signatur: Uint8Array;
  /** How it names its signer: DER of the name, or SHA-1 of the key. */
  readonly antwortender: { readonly name: Uint8Array } | { readonly schluessel: Uint8Array };
  readonly erzeugt: Date;
  readonly zertifikate: readonly Zertifikat[];
  readonly einzeln: readonly Einzelauskunft[];
}

const MAX_BYTES = 256 * 1024;
const MAX_ZERTIFIKATE = 10;
const BASIC = '1.3.6.1.5.5.7.48.1.1';
const SUCCESSFUL = 0;
const SHA1 = '1.3.14.3.2.26';
const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6';

const valid = (d: Date | undefined): Date | null => (d && !Number.isNaN(d.getTime()) ? d : null);

function reasonOf(w: unknown): number | null {
  const x = w instanceof asn1js.Constructed ? w.valueBlock.value[0] : null;
  return x instanceof asn1js.Enumerated ? x.valueBlock.valueDec : null;
}

function statusOf(s: unknown): Einzelauskunft['status'] | null {
  if (!(s instanceof asn1js.BaseBlock) || s.idBlock.tagClass !== 3) return null;
  if (s.idBlock.tagNumber === 0) return 'gut';
  if (s.idBlock.tagNumber === 2) return 'unbekannt';
  const [wann, warum] = s instanceof asn1js.Constructed ? s.valueBlock.value : [];
  const seit = wann ? readTime(new Uint8Array(wann.toBER(false))) : null;
  return s.idBlock.tagNumber === 1 && seit ? { seit, grund: reasonOf(warum) } : null;
}

/** Null for an entry with a critical extension: what it means is not known. */
function readSingle(r: SingleResponse): Einzelauskunft | null {
  const status = statusOf(r.certStatus);
  const von = valid(r.thisUpdate);
  if (!status || !von || r.singleExtensions?.some((e) => e.critical)) return null;
  const cutoff = r.singleExtensions?.find((e) => e.extnID === ARCHIVE_CUTOFF);
  const id = r.certID;
  return {
    hash: id.hashAlgorithm.algorithmId === SHA1 ? 'sha1' : hashOf(id.hashAlgorithm),
    nameHash: new Uint8Array(id.issuerNameHash.getValue()),
    keyHash: new Uint8Array(id.issuerKeyHash.getValue()),
    serial: toHex(id.serialNumber.valueBlock.valueHexView),
    status,
    von,
    bis: valid(r.nextUpdate),
    archivAb: cutoff ? readTime(cutoff.extnValue.valueBlock.valueHexView) : null,
  };
}

function parse(bytes: Uint8Array): OcspAntwort | null {
  const outer = OCSPResponse.fromBER(buffer(bytes));
  const body = outer.responseBytes;
  if (outer.responseStatus.valueBlock.valueDec !== SUCCESSFUL || body?.responseType !== BASIC) return null;
  const basic = BasicOCSPResponse.fromBER(buffer(body.response.valueBlock.valueHexView));
  const data = basic.tbsResponseData;
  const erzeugt = valid(data.producedAt);
  if (!erzeugt || data.responseExtensions?.some((e) => e.critical)) return null;
  const id: unknown = data.responderID;
  const certs = (basic.certs ?? []).slice(0, MAX_ZERTIFIKATE);
  return {
    der: bytes,
    tbs: data.tbsView,
    alg: algorithmOf(basic.signatureAlgorithm),
    signatur: basic.signature.valueBlock.valueHexView,
    antwortender:
      id instanceof asn1js.OctetString
        ? { schluessel: new Uint8Array(id.getValue()) }
        : { name: new Uint8Array(data.responderID.valueBeforeDecode) },
    erzeugt,
    zertifikate: certs.flatMap((c) =>
      c instanceof Certificate ? (readCertificate(der(c.toSchema(false))) ?? []) : [],
    ),
    einzeln: data.responses.flatMap((r) => readSingle(r) ?? []),
  };
}

/** Reads a successful OCSP answer (RFC 6960, DER of OCSPResponse). Null when it is none or larger than 256 KB. */
export function readOcsp(bytes: Uint8Array): OcspAntwort | null {
  if (bytes.length > MAX_BYTES) return null;
  try {
    return parse(bytes);
  } catch {
    return null;
  }
}

/** Whether an entry speaks of this certificate of this issuer (CertID, RFC 6960 4.1.1). */
export function speaksOf(krypto: Krypto, e: Einzelauskunft, cert: Zertifikat, issuer: Zertifikat): boolean {
  if (e.hash === null || e.serial !== cert.serial) return false;
  const label = (b: Uint8Array) => (e.hash === 'sha1' || e.hash === null ? sha1Label(b) : hash(krypto, e.hash, b));
  return equal(e.nameHash, label(issuer.subject)) && equal(e.keyHash, label(issuer.publicKey));
}

/** Whether the answer names this certificate as its signer. */
export function namesResponder(a: OcspAntwort, cert: Zertifikat): boolean {
  const id = a.antwortender;
  return 'name' in id ? equal(id.name, cert.subject) : equal(id.schluessel, sha1Label(cert.publicKey));
}
