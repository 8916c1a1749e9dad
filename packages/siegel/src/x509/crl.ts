import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, Extensions, GeneralName, IssuingDistributionPoint } from 'pkijs';
import { buffer, equal } from '../bytes.ts';
import type { SignaturAlgorithmus } from '../krypto.ts';
import { algorithmOf } from './algorithmen.ts';
import { INTEGER, inner, parts, readStueck, readTime, SEQUENCE, type Stueck, whole } from './der.ts';

/** One entry of a CRL or OCSP answer: revoked since when, and why (CRLReason, RFC 5280 5.3.1; null: not said). */
export interface Sperrvermerk {
  readonly seit: Date;
  readonly grund: number | null;
}

/** A certificate revocation list, read but not yet checked against its issuer. */
export interface Sperrliste {
  readonly der: Uint8Array;
  /** Name of the issuer, DER. */
  readonly issuer: Uint8Array;
  readonly alg: SignaturAlgorithmus | null;
  readonly tbs: Uint8Array;
  readonly signatur: Uint8Array;
  readonly von: Date;
  readonly bis: Date | null;
  /** Expired certificates stay listed from this moment on (expiredCertsOnCRL, X.509 9.5.2.8). */
  readonly abgelaufeneSeit: Date | null;
  /** What the list is about; it lists everything when all are open. */
  readonly umfang: {
    readonly nurBenutzer: boolean;
    readonly nurStellen: boolean;
    readonly nurGruende: boolean;
    /** Only certificates that name one of these addresses; null: all. */
    readonly adressen: readonly string[] | null;
  };
  /** Critical extensions that are not understood, and kinds of lists (delta, indirect) that are not. */
  readonly unbekannt: readonly string[];
  /** The revoked certificates, unread: a list of a large authority has a million. */
  readonly eintraege: Stueck | null;
}

const MAX_BYTES = 16 * 1024 * 1024;
const IDP = '2.5.29.28';
const EXPIRED_ON_CRL = '2.5.29.60';
/** cRLNumber and authorityKeyIdentifier may be there; they do not change what the list says. */
const BEKANNT = new Set([IDP, EXPIRED_ON_CRL, '2.5.29.20', '2.5.29.35']);
const REASON = '2.5.29.21';
const INVALIDITY_DATE = '2.5.29.24';

const asn1 = (bytes: Uint8Array): asn1js.AsnType => asn1js.fromBER(buffer(bytes)).result;
const ALLES = { nurBenutzer: false, nurStellen: false, nurGruende: false, adressen: null };

function scope(idp: IssuingDistributionPoint | null): Sperrliste['umfang'] {
  if (!idp) return ALLES;
  const names: readonly unknown[] = Array.isArray(idp.distributionPoint) ? idp.distributionPoint : [];
  const uris = names.flatMap((n) => (n instanceof GeneralName && typeof n.value === 'string' ? [n.value] : []));
  return {
    nurBenutzer: idp.onlyContainsUserCerts,
    nurStellen: idp.onlyContainsCACerts,
    nurGruende: idp.onlySomeReasons !== undefined,
    adressen: idp.distributionPoint === undefined ? null : uris,
  };
}

function readExtensions(bytes: Uint8Array | null): Pick<Sperrliste, 'umfang' | 'abgelaufeneSeit' | 'unbekannt'> {
  const all = bytes ? new Extensions({ schema: asn1(bytes) }).extensions : [];
  const value = (oid: string) => all.find((e) => e.extnID === oid)?.extnValue.valueBlock.valueHexView;
  const idpBytes = value(IDP);
  const idp = idpBytes ? new IssuingDistributionPoint({ schema: asn1(idpBytes) }) : null;
  const seit = value(EXPIRED_ON_CRL);
  const fremd = idp && (idp.indirectCRL || idp.onlyContainsAttributeCerts) ? [IDP] : [];
  return {
    umfang: scope(idp),
    abgelaufeneSeit: seit ? readTime(seit) : null,
    unbekannt: [...fremd, ...all.filter((e) => e.critical && !BEKANNT.has(e.extnID)).map((e) => e.extnID)],
  };
}

const isTime = (s: Stueck | undefined): boolean => s?.tag === 0x17 || s?.tag === 0x18;

function parse(bytes: Uint8Array): Sperrliste | null {
  const top = readStueck(bytes, 0, bytes.length);
  const [tbs, outerAlg, sig] = (top?.bis === bytes.length && parts(bytes, top)) || [];
  if (!tbs || !outerAlg || !sig) return null;
  const felder = [...(parts(bytes, tbs) ?? [])];
  if (felder[0]?.tag === INTEGER) felder.shift();
  const [alg, issuer, von] = felder.splice(0, 3);
  if (!alg || !issuer || !von || !equal(whole(bytes, alg), whole(bytes, outerAlg))) return null;
  const bis = isTime(felder[0]) ? felder.shift() : undefined;
  const eintraege = felder[0]?.tag === SEQUENCE ? felder.shift() : undefined;
  const ext = felder.shift();
  const start = readTime(whole(bytes, von));
  if (felder.length > 0 || !start || (ext && ext.tag !== 0xa0)) return null;
  const signatur = asn1(whole(bytes, sig));
  return {
    der: bytes,
    issuer: whole(bytes, issuer),
    alg: algorithmOf(new AlgorithmIdentifier({ schema: asn1(whole(bytes, alg)) })),
    tbs: whole(bytes, tbs),
    signatur: signatur instanceof asn1js.BitString ? signatur.valueBlock.valueHexView : new Uint8Array(),
    von: start,
    bis: bis ? readTime(whole(bytes, bis)) : null,
    ...readExtensions(ext ? inner(bytes, ext) : null),
    eintraege: eintraege ?? null,
  };
}

/** Reads a CRL (RFC 5280 5, DER). Null when it is none or larger than 16 MB. */
export function readCrl(bytes: Uint8Array): Sperrliste | null {
  if (bytes.length > MAX_BYTES) return null;
  try {
    return parse(bytes);
  } catch {
    return null;
  }
}

function readEntry(bytes: Uint8Array, felder: readonly Stueck[]): Sperrvermerk | null {
  const [, wann, ext] = felder;
  const seit = wann ? readTime(whole(bytes, wann)) : null;
  if (!seit) return null;
  const all = ext ? new Extensions({ schema: asn1(whole(bytes, ext)) }).extensions : [];
  if (all.some((e) => e.critical && e.extnID !== REASON && e.extnID !== INVALIDITY_DATE)) return null;
  const reason = all.find((e) => e.extnID === REASON)?.extnValue.valueBlock.valueHexView;
  return { seit, grund: reason ? (reason[2] ?? null) : null };
}

/** Looks a serial number (hex) up: its entry, null when it is not listed, 'unlesbar' when the list does not let us say. */
export function findEntry(liste: Sperrliste, serial: string): Sperrvermerk | null | 'unlesbar' {
  const bytes = liste.der;
  const gesucht = Uint8Array.from(serial.match(/../g) ?? [], (h) => Number.parseInt(h, 16));
  try {
    for (let at = liste.eintraege?.von ?? 0; at < (liste.eintraege?.bis ?? 0); ) {
      const e = readStueck(bytes, at, liste.eintraege?.bis ?? 0);
      const nr = e && readStueck(bytes, e.von, e.bis);
      if (!e || !nr || e.tag !== SEQUENCE || nr.tag !== INTEGER) return 'unlesbar';
      if (equal(inner(bytes, nr), gesucht)) return readEntry(bytes, parts(bytes, e) ?? []) ?? 'unlesbar';
      at = e.bis;
    }
    return null;
  } catch {
    return 'unlesbar';
  }
}
