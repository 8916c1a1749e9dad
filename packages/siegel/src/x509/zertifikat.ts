import { equal, toHex } from '../bytes.ts';
import type { SignaturAlgorithmus } from '../krypto.ts';
import { readAlgorithm } from './algorithmen.ts';
import {
  BIT_STRING,
  INTEGER,
  inner,
  parts,
  partsOf,
  readOid,
  readStueck,
  readTime,
  type Stueck,
  whole,
} from './der.ts';
import { accessAddresses, content, crlAddresses, type Erweiterung, oids, readExtensions } from './erweiterungen.ts';
import { readKey, type Schluessel } from './schluessel.ts';

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
  /** Null: of a kind or size we do not accept. */
  readonly schluessel: Schluessel | null;
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
/** subjectAltName and certificatePolicies may be critical; they do not change whether a path is sound. */
const BEKANNT = new Set([BC, KU, EKU, SKI, '2.5.29.17', '2.5.29.32', '2.5.29.35']);

export const der = (x: { toBER(sizeOnly?: boolean): ArrayBuffer }): Uint8Array => new Uint8Array(x.toBER(false));

const LATIN = new Set([0x13, 0x14, 0x16, 0x1a]);

function text(tag: number, b: Uint8Array): string | null {
  if (tag === 0x0c) return new TextDecoder().decode(b);
  if (tag === 0x1e) return new TextDecoder('utf-16be').decode(b);
  return LATIN.has(tag) ? new TextDecoder('latin1').decode(b) : null;
}

/** The attributes of a Name (DER), the first of each kind. */
function attributes(name: Uint8Array): Map<string, string> {
  const out = new Map<string, string>();
  for (const rdn of partsOf(name)) {
    for (const s of parts(name, rdn) ?? []) {
      const [oid, wert] = parts(name, s) ?? [];
      const art = oid ? readOid(inner(name, oid)) : '';
      const lesbar = wert ? text(wert.tag, inner(name, wert)) : null;
      if (lesbar !== null && !out.has(art)) out.set(art, lesbar);
    }
  }
  return out;
}

/** `BIT STRING` of whole bytes without its first, which counts the unused bits. */
export const bitString = (bytes: Uint8Array, s: Stueck): Uint8Array => inner(bytes, s).subarray(1);

function basicConstraints(wert: Uint8Array | undefined): { ca: boolean; pathLen: number | null } {
  const felder = wert ? partsOf(wert) : [];
  const flag = felder.find((s) => s.tag === 0x01);
  const len = felder.find((s) => s.tag === INTEGER);
  const zahl = wert && len ? Number.parseInt(toHex(inner(wert, len)), 16) : null;
  return { ca: wert !== undefined && flag !== undefined && inner(wert, flag)[0] !== 0, pathLen: zahl };
}

function fromExtensions(all: readonly Erweiterung[]) {
  const ext = new Map(all.map((e) => [e.oid, e]));
  const wert = (oid: string) => ext.get(oid)?.wert;
  const [ku, eku, ski, cdp, aia] = [wert(KU), wert(EKU), wert(SKI), wert(CDP), wert(AIA)];
  return {
    ...basicConstraints(wert(BC)),
    ski: ski ? toHex(content(ski)) : null,
    keyUsage: ku ? (content(ku)[1] ?? 0) : null,
    eku: eku ? { oids: oids(eku), critical: ext.get(EKU)?.critical ?? false } : null,
    crlAdressen: cdp ? crlAddresses(cdp) : [],
    ocspAdressen: aia ? accessAddresses(aia, AIA_OCSP) : [],
    ohneSperrpruefung: ext.has(OCSP_NOCHECK),
    unbekannt: all.filter((e) => e.critical && !BEKANNT.has(e.oid)).map((e) => e.oid),
  };
}

function validity(bytes: Uint8Array, s: Stueck): [Date, Date] | null {
  const [a, b] = parts(bytes, s) ?? [];
  const von = a && readTime(whole(bytes, a));
  const bis = b && readTime(whole(bytes, b));
  return von && bis ? [von, bis] : null;
}

function parse(bytes: Uint8Array): Zertifikat | null {
  const top = readStueck(bytes, 0, bytes.length);
  const [tbs, outerAlg, sig] = (top && parts(bytes, top)) || [];
  const felder = tbs ? [...(parts(bytes, tbs) ?? [])] : [];
  if (felder[0]?.tag === 0xa0) felder.shift();
  const [serial, alg, issuer, gilt, subject, spki, ...rest] = felder;
  if (!top || !tbs || !outerAlg || sig?.tag !== BIT_STRING || serial?.tag !== INTEGER) return null;
  if (!alg || !issuer || !gilt || !subject || !spki) return null;
  const zeit = validity(bytes, gilt);
  const key = (parts(bytes, spki) ?? [])[1];
  if (!zeit || key?.tag !== BIT_STRING) return null;
  const ext = rest.find((s) => s.tag === 0xa3);
  const namen = attributes(whole(bytes, subject));
  const organisation = namen.get('2.5.4.10') ?? null;
  const name = namen.get('2.5.4.3') ?? organisation ?? 'unbekannt';
  return {
    der: whole(bytes, top),
    name,
    organisation,
    mensch: ['2.5.4.42', '2.5.4.4', '2.5.4.65'].some((oid) => namen.has(oid)),
    test: /\bTEST\b/.test(`${name} ${organisation ?? ''}`),
    subject: whole(bytes, subject),
    issuer: whole(bytes, issuer),
    serial: toHex(inner(bytes, serial)),
    von: zeit[0],
    bis: zeit[1],
    spki: whole(bytes, spki),
    schluessel: readKey(whole(bytes, spki)),
    publicKey: bitString(bytes, key),
    tbs: whole(bytes, tbs),
    signatur: bitString(bytes, sig),
    alg: equal(whole(bytes, alg), whole(bytes, outerAlg)) ? readAlgorithm(whole(bytes, alg)) : null,
    ...fromExtensions(ext ? readExtensions(inner(bytes, ext)) : []),
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
