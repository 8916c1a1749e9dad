import { equal } from '../bytes.ts';
import { earliest, suitableUntil } from '../eignung.ts';
import type { Krypto } from '../krypto.ts';
import type { Antwort, Grund } from '../urteil.ts';
import { checkRevocation, type Sperrauskunft, voids } from './sperrung.ts';
import { createUmfeld, known, type Sperrpruefung, signedBy, type Umfeld } from './umfeld.ts';
import { KEY_CERT_SIGN, readCertificate, type Zertifikat } from './zertifikat.ts';

export type PfadUrteil =
  | {
      readonly ok: true;
      /** From the certificate to the anchor, DER. */
      readonly pfad: readonly Uint8Array[];
      /** What is known about the revocation of each certificate below the anchor. */
      readonly sperrung: readonly Sperrauskunft[];
      /** Cannot be decided when `sperrpruefung: 'streng'` asks for an answer about revocation that is not there. */
      readonly vertrauen: Extract<Antwort, 'holds' | 'cannot be decided'>;
      readonly gruende: readonly Grund[];
      /** Until when all its keys are suitable; null: no end is named. */
      readonly geeignetBis: Date | null;
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly meldung: string;
      /** Cannot be decided when the path rests on a key that we do not accept: it may once have been sound. */
      readonly vertrauen: Exclude<Antwort, 'holds'>;
    };

/** Revocation data for a path, DER. */
export interface SperrOptionen {
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  /** Default: `hinweis`. */
  readonly sperrpruefung?: Sperrpruefung;
  /** The moment of the check; revocation data made later are refused. Not asked when left out. */
  readonly jetzt?: Date;
}

const MAX_TIEFE = 8;
const MAX_SCHRITTE = 200;

type Fehler = Extract<PfadUrteil, { ok: false }>;
export type GefundenerPfad = { readonly ok: true; readonly pfad: readonly Zertifikat[] } | Fehler;

const KEIN_PFAD: Fehler = {
  ok: false,
  code: 'x509.kein-pfad',
  meldung: 'Das Zertifikat führt zu keinem der vorgegebenen Vertrauensanker.',
  vertrauen: 'does not hold',
};

/** A key that is too short or of an unknown kind signs nothing we could rely on. */
const weak = (c: Zertifikat): Fehler => ({
  ok: false,
  code: 'x509.schluessel',
  meldung: `Der Schlüssel des Zertifikats „${c.name}“ ist zu kurz oder von einer Art, die nicht anerkannt wird.`,
  vertrauen: 'cannot be decided',
});

function unfit(c: Zertifikat, zeitpunkt: Date): Fehler | null {
  if (!c.schluessel) return weak(c);
  if (zeitpunkt < c.von || zeitpunkt > c.bis)
    return {
      ok: false,
      code: 'x509.abgelaufen',
      meldung: `Das Zertifikat „${c.name}“ galt zum Zeitpunkt der Prüfung nicht.`,
      vertrauen: 'does not hold',
    };
  if (c.unbekannt.length > 0)
    return {
      ok: false,
      code: 'x509.erweiterung',
      meldung: `Das Zertifikat „${c.name}“ enthält eine zwingende Angabe, die nicht geprüft werden kann.`,
      vertrauen: 'does not hold',
    };
  return null;
}

/** `below`: how many certificates of authorities already stand between this issuer and the end of the path. */
function mayIssue(c: Zertifikat, below: number): boolean {
  return (
    c.ca && (c.keyUsage === null || (c.keyUsage & KEY_CERT_SIGN) !== 0) && (c.pathLen === null || below <= c.pathLen)
  );
}

/** The first sound path to an anchor as of `zeitpunkt`; `mehr` are certificates besides those of the surroundings. */
export async function findPath(
  u: Umfeld,
  leaf: Zertifikat,
  mehr: readonly Zertifikat[],
  zeitpunkt: Date,
): Promise<GefundenerPfad> {
  const aussteller = [...u.wurzeln, ...mehr, ...u.vorrat].map((c) => known(u, c));
  let rest = MAX_SCHRITTE;
  let grund: Fehler = KEIN_PFAD;
  const isRoot = (c: Zertifikat) => u.wurzeln.some((r) => equal(r.der, c.der));

  const climb = async (pfad: readonly Zertifikat[]): Promise<readonly Zertifikat[] | null> => {
    const c = pfad.at(-1);
    if (!c || pfad.length > MAX_TIEFE) return null;
    const bad = unfit(c, zeitpunkt);
    if (bad) grund = bad;
    if (bad) return null;
    if (isRoot(c)) return pfad;
    for (const issuer of aussteller) {
      if (!equal(issuer.subject, c.issuer) || pfad.includes(issuer) || !mayIssue(issuer, pfad.length - 1)) continue;
      if (!issuer.schluessel) grund = weak(issuer);
      if (rest-- <= 0 || !(await signedBy(u, c, issuer))) continue;
      const found = await climb([...pfad, issuer]);
      if (found) return found;
    }
    return null;
  };
  const found = await climb([known(u, leaf)]);
  return found ? { ok: true, pfad: found } : grund;
}

/** For the path of a time stamp: since when others prove that the stamp exists; null: nobody does. */
export type Stempelbeweis = { readonly bewiesen: Date | null } | null;

/** Asks about the revocation of each certificate of a path, from the anchor down. */
export async function checkPath(
  u: Umfeld,
  pfad: readonly Zertifikat[],
  zeitpunkt: Date,
  stempel: Stempelbeweis,
): Promise<PfadUrteil> {
  const sperrung: Sperrauskunft[] = [];
  const gruende: Grund[] = [];
  let offen = false;
  for (const [i, c] of pfad.slice(0, -1).entries()) {
    const issuer = pfad[i + 1];
    if (!issuer) continue;
    const a = await checkRevocation(u, c, issuer, zeitpunkt);
    sperrung.push(a);
    if (a.status === 'gesperrt' && voids(a, zeitpunkt, stempel))
      return {
        ok: false,
        code: 'x509.gesperrt',
        meldung: `Das Zertifikat „${c.name}“ ist gesperrt (${a.grund}), seit ${a.seit.toISOString()}.`,
        vertrauen: 'does not hold',
      };
    if (a.status === 'gesperrt')
      gruende.push({
        code: 'x509.spaeter-gesperrt',
        meldung: `Das Zertifikat „${c.name}“ wurde erst später gesperrt (${a.grund}), am ${a.seit.toISOString()}.`,
      });
    if (a.status === 'unbekannt') gruende.push({ code: a.code, meldung: a.meldung });
    offen ||= a.status === 'unbekannt' && (namesAddress(c) || a.code !== 'x509.sperrung-unbekannt');
  }
  const vertrauen = offen && u.pruefung === 'streng' ? 'cannot be decided' : 'holds';
  const geeignetBis = earliest(...pfad.map((c) => suitableUntil(c.schluessel)));
  return { ok: true, pfad: pfad.map((c) => c.der), sperrung, vertrauen, gruende, geeignetBis };
}

const namesAddress = (c: Zertifikat): boolean => c.crlAdressen.length + c.ocspAdressen.length > 0;

/** Finds and checks a path, revocation included. */
export async function judgePath(
  u: Umfeld,
  leaf: Zertifikat,
  mehr: readonly Zertifikat[],
  zeitpunkt: Date,
  stempel: Stempelbeweis,
): Promise<PfadUrteil> {
  const found = await findPath(u, leaf, mehr, zeitpunkt);
  return found.ok ? checkPath(u, found.pfad, zeitpunkt, stempel) : found;
}

/**
 * Builds and checks a path from `cert` to one of `anker` as of `zeitpunkt` (RFC 5280 6.1 without policies and name
 * constraints; certificates that make those critical are refused). With CRLs and OCSP answers each certificate below the
 * anchor is asked for revocation; one revoked before `zeitpunkt` breaks the path. All certificates are DER.
 */
export async function verifyPath(
  krypto: Krypto,
  cert: Uint8Array,
  chain: readonly Uint8Array[],
  anker: readonly Uint8Array[],
  zeitpunkt: Date,
  sperr: SperrOptionen = {},
): Promise<PfadUrteil> {
  const leaf = readCertificate(cert);
  if (!leaf)
    return {
      ok: false,
      code: 'x509.unlesbar',
      meldung: 'Das Zertifikat ist nicht lesbar.',
      vertrauen: 'does not hold',
    };
  const u = createUmfeld({ ...sperr, krypto, anker, chain, jetzt: sperr.jetzt ?? null });
  return judgePath(u, leaf, [], zeitpunkt, null);
}
