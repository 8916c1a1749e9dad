import { equal } from '../bytes.ts';
import type { Grund } from '../urteil.ts';
import { findEntry, type Sperrliste, type Sperrvermerk } from './crl.ts';
import { namesResponder, type OcspAntwort, speaksOf } from './ocsp.ts';
import { type Sperrdatum, signedBy, type Umfeld } from './umfeld.ts';
import { CRL_SIGN, type Zertifikat } from './zertifikat.ts';

/** What the revocation data say about one certificate. `stand`: as of when they say it. */
export type Sperrauskunft =
  | { readonly status: 'gut'; readonly stand: Date }
  | { readonly status: 'gesperrt'; readonly seit: Date; readonly grund: Sperrgrund }
  | ({ readonly status: 'unbekannt' } & Grund);

/** CRLReason (RFC 5280 5.3.1) in our words. */
export type Sperrgrund = (typeof GRUENDE)[number];
const GRUENDE = [
  'ohne Angabe',
  'Schlüssel bekannt geworden',
  'Schlüssel der Stelle bekannt geworden',
  'Zugehörigkeit geändert',
  'ersetzt',
  'Betrieb eingestellt',
  'vorläufig gesperrt',
  'nicht genannt',
  'Sperre aufgehoben',
  'Befugnis entzogen',
  'Schlüssel der Attributstelle bekannt geworden',
] as const;
const NICHT_GENANNT = 7;
const VORLAEUFIG = 6;

const SATZ = {
  'x509.sperrung-unbekannt': 'liegt keine Auskunft vor, ob es gesperrt ist',
  'x509.sperrstelle-kennt-nicht': 'antwortet die Sperrauskunft, dass sie es nicht kennt',
  'x509.sperrdaten-veraltet': 'ist die Sperrauskunft älter als der Zeitpunkt, für den sie gebraucht wird',
  'x509.sperrdaten-zukunft': 'ist die Sperrauskunft auf eine spätere Zeit ausgestellt, als es sie schon gab',
  'x509.sperrdaten-gealtert': 'lässt sich die Sperrauskunft nicht mehr prüfen; die Stelle, die sie gab, ist abgelaufen',
  'x509.sperrdaten-unpassend': 'sagt die Sperrauskunft nichts aus; sie gilt für andere Zertifikate',
  'x509.sperrdaten-unterschrift':
    'ist die Sperrauskunft nicht von der ausstellenden Stelle oder in ihrem Auftrag unterschrieben',
  'x509.sperrdaten-unlesbar': 'enthält die Sperrauskunft Angaben, die nicht geprüft werden können',
} as const;
type Code = keyof typeof SATZ;

const unknown = (code: Code, c: Zertifikat): Sperrauskunft => ({
  status: 'unbekannt',
  code,
  meldung: `Für das Zertifikat „${c.name}“ ${SATZ[code]}.`,
});

/** One usable statement of one CRL or OCSP answer. `bis`: until when it speaks. */
interface Aussage {
  readonly stand: Date;
  readonly bis: Date;
  readonly vermerk: Sperrvermerk | null;
}

/** Clocks of two authorities may differ by this much. */
const TOLERANZ = 5 * 60_000;
const later = (a: Date, b: Date): boolean => a.getTime() > b.getTime() + TOLERANZ;

/** The signer of revocation data must have been valid when they were made and not have expired before they were proven to exist. */
function timely(stand: Date, seitWann: Date | null, issuer: Zertifikat): Code | null {
  if (later(issuer.von, stand) || later(stand, issuer.bis)) return 'x509.sperrdaten-unterschrift';
  if (seitWann && later(stand, seitWann)) return 'x509.sperrdaten-zukunft';
  return seitWann && seitWann > issuer.bis ? 'x509.sperrdaten-gealtert' : null;
}

function covers(liste: Sperrliste, c: Zertifikat): boolean {
  const u = liste.umfang;
  const punkt = u.adressen === null || u.adressen.some((a) => c.crlAdressen.includes(a));
  return punkt && !(u.nurBenutzer && c.ca) && !(u.nurStellen && !c.ca);
}

/** Who is no longer valid may be missing from a list without being good. */
const stillListed = (stand: Date, c: Zertifikat, archiv: Date | null): boolean =>
  stand <= c.bis || (archiv !== null && archiv <= c.bis);

async function fromCrl(
  u: Umfeld,
  l: Sperrliste,
  seitWann: Date | null,
  c: Zertifikat,
  issuer: Zertifikat,
): Promise<Aussage | Code | null> {
  if (!equal(l.issuer, c.issuer)) return null;
  if (!covers(l, c)) return 'x509.sperrdaten-unpassend';
  if (l.unbekannt.length > 0) return 'x509.sperrdaten-unlesbar';
  if (issuer.keyUsage !== null && (issuer.keyUsage & CRL_SIGN) === 0) return 'x509.sperrdaten-unterschrift';
  if (!(await signedBy(u, l, issuer))) return 'x509.sperrdaten-unterschrift';
  const bad = timely(l.von, seitWann, issuer);
  if (bad) return bad;
  const vermerk = findEntry(l, c.serial);
  if (vermerk === 'unlesbar') return 'x509.sperrdaten-unlesbar';
  if (vermerk === null && (l.umfang.nurGruende || !stillListed(l.von, c, l.abgelaufeneSeit)))
    return 'x509.sperrdaten-unpassend';
  return { stand: l.von, bis: l.bis ?? l.von, vermerk };
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** RFC 6960 4.2.2.2: the issuer itself, or one it appointed by a certificate of its own. */
async function authorised(u: Umfeld, a: OcspAntwort, seitWann: Date | null, issuer: Zertifikat): Promise<Code | null> {
  const bad = timely(a.erzeugt, seitWann, issuer);
  if (bad) return bad;
  for (const r of [issuer, ...a.zertifikate, ...u.vorrat]) {
    if (!namesResponder(a, r) || !(await signedBy(u, a, r))) continue;
    if (equal(r.der, issuer.der)) return null;
    if (!r.eku?.oids.includes(OCSP_SIGNING) || r.unbekannt.length > 0 || !equal(r.issuer, issuer.subject)) continue;
    if (a.erzeugt < r.von || a.erzeugt > r.bis || !(await signedBy(u, r, issuer))) continue;
    if (r.ohneSperrpruefung || (await ask(u, r, issuer, a.erzeugt, 'crl')).status === 'gut') return null;
  }
  return 'x509.sperrdaten-unterschrift';
}

async function fromOcsp(
  u: Umfeld,
  a: OcspAntwort,
  seitWann: Date | null,
  c: Zertifikat,
  issuer: Zertifikat,
): Promise<Aussage | Code | null> {
  const e = a.einzeln.find((x) => speaksOf(u.krypto, x, c, issuer));
  if (!e) return null;
  if (e.status === 'unbekannt') return 'x509.sperrstelle-kennt-nicht';
  const bad = (await authorised(u, a, seitWann, issuer)) ?? timely(e.von, seitWann, issuer);
  if (bad) return bad;
  if (e.status === 'gut' && !stillListed(e.von, c, e.archivAb)) return 'x509.sperrdaten-unpassend';
  return { stand: e.von, bis: e.bis ?? a.erzeugt, vermerk: e.status === 'gut' ? null : e.status };
}

function statement(u: Umfeld, d: Sperrdatum, c: Zertifikat, issuer: Zertifikat): Promise<Aussage | Code | null> {
  return d.art === 'crl' ? fromCrl(u, d.liste, d.seitWann, c, issuer) : fromOcsp(u, d.antwort, d.seitWann, c, issuer);
}

/** A provisional block that a later statement no longer knows counts only for the time it was in force. */
function stands(a: Aussage, alle: readonly Aussage[], zeitpunkt: Date): boolean {
  if (a.vermerk?.grund !== VORLAEUFIG || a.stand >= zeitpunkt) return true;
  return !alle.some((b) => b.stand > a.stand && b.vermerk === null);
}

async function ask(
  u: Umfeld,
  c: Zertifikat,
  issuer: Zertifikat,
  zeitpunkt: Date,
  nur: Sperrdatum['art'] | 'alle',
): Promise<Sperrauskunft> {
  const daten = u.sperrdaten.filter((d) => nur === 'alle' || d.art === nur);
  const gefunden = await Promise.all(daten.map((d) => statement(u, d, c, issuer)));
  const aussagen = gefunden.filter((x): x is Aussage => typeof x === 'object' && x !== null);
  const [erste] = aussagen
    .flatMap((a) => (a.vermerk && stands(a, aussagen, zeitpunkt) ? [a.vermerk] : []))
    .sort((a, b) => a.seit.getTime() - b.seit.getTime());
  if (erste)
    return { status: 'gesperrt', seit: erste.seit, grund: GRUENDE[erste.grund ?? NICHT_GENANNT] ?? 'nicht genannt' };
  const gut = aussagen.filter((a) => a.vermerk === null && zeitpunkt <= a.bis);
  const [stand] = gut.map((a) => a.stand).sort((a, b) => b.getTime() - a.getTime());
  if (stand) return { status: 'gut', stand };
  if (aussagen.length > 0) return unknown('x509.sperrdaten-veraltet', c);
  return unknown(gefunden.find((x): x is Code => typeof x === 'string') ?? 'x509.sperrung-unbekannt', c);
}

/**
 * What CRLs (RFC 5280 6.3) and OCSP answers (RFC 6960 3.2) say about a certificate of this issuer for a moment. Every statement
 * is checked: signed by the issuer's key or by a responder the issuer appointed, about this very certificate, in time, with nothing in it
 * that is not understood. One revocation outweighs every good answer. Delta and indirect CRLs are not accepted.
 */
export const checkRevocation = (
  u: Umfeld,
  c: Zertifikat,
  issuer: Zertifikat,
  zeitpunkt: Date,
): Promise<Sperrauskunft> => ask(u, c, issuer, zeitpunkt, 'alle');

/** Reasons after which stamps made before the revocation stay good (RFC 3161 4 No. 1); any other voids all of them. */
const HARMLOS: readonly Sperrgrund[] = ['ohne Angabe', 'Zugehörigkeit geändert', 'ersetzt', 'Betrieb eingestellt'];

/**
 * Whether a revocation voids what the certificate signed at `zeitpunkt`. A signature proven to be older than the revocation stays
 * good. A time stamp proves nothing about itself, nor does its chain: unless the reason is harmless, only a proof of
 * existence from elsewhere (`bewiesen`) that is older than the revocation saves it.
 */
export function voids(
  a: Extract<Sperrauskunft, { status: 'gesperrt' }>,
  zeitpunkt: Date,
  stempel: { readonly bewiesen: Date | null } | null,
): boolean {
  if (a.seit <= zeitpunkt) return true;
  return stempel !== null && !HARMLOS.includes(a.grund) && (stempel.bewiesen === null || a.seit <= stempel.bewiesen);
}
