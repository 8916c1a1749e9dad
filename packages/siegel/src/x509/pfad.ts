import { equal } from '../bytes.ts';
import type { Krypto } from '../krypto.ts';
import { KEY_CERT_SIGN, readCertificate, type Zertifikat } from './zertifikat.ts';

export type PfadUrteil =
  | { readonly ok: true; readonly pfad: readonly Uint8Array[] }
  | { readonly ok: false; readonly code: string; readonly meldung: string };

const MAX_TIEFE = 8;
const MAX_PRUEFUNGEN = 200;

const KEIN_PFAD = {
  ok: false,
  code: 'x509.kein-pfad',
  meldung: 'Das Zertifikat führt zu keinem der vorgegebenen Vertrauensanker.',
} as const;

function unfit(c: Zertifikat, zeitpunkt: Date): PfadUrteil | null {
  if (zeitpunkt < c.von || zeitpunkt > c.bis)
    return {
      ok: false,
      code: 'x509.abgelaufen',
      meldung: `Das Zertifikat „${c.name}“ galt zum Zeitpunkt der Prüfung nicht.`,
    };
  if (c.unbekannt.length > 0)
    return {
      ok: false,
      code: 'x509.erweiterung',
      meldung: `Das Zertifikat „${c.name}“ enthält eine zwingende Angabe, die nicht geprüft werden kann.`,
    };
  return null;
}

/** `below`: how many certificates of authorities already stand between this issuer and the end of the path. */
function mayIssue(c: Zertifikat, below: number): boolean {
  return (
    c.ca && (c.keyUsage === null || (c.keyUsage & KEY_CERT_SIGN) !== 0) && (c.pathLen === null || below <= c.pathLen)
  );
}

/**
 * Builds and checks a path from `cert` to one of `anker` as of `zeitpunkt` (RFC 5280 6.1 without policies and name
 * constraints; certificates that make those critical are refused). Revocation is not looked at. All certificates are DER.
 */
export async function verifyPath(
  krypto: Krypto,
  cert: Uint8Array,
  chain: readonly Uint8Array[],
  anker: readonly Uint8Array[],
  zeitpunkt: Date,
): Promise<PfadUrteil> {
  const leaf = readCertificate(cert);
  if (!leaf) return { ok: false, code: 'x509.unlesbar', meldung: 'Das Zertifikat ist nicht lesbar.' };
  const roots = anker.flatMap((a) => readCertificate(a) ?? []);
  const others = chain.flatMap((c) => readCertificate(c) ?? []);
  let rest = MAX_PRUEFUNGEN;
  let grund: PfadUrteil = KEIN_PFAD;
  const isRoot = (c: Zertifikat) => roots.some((r) => equal(r.der, c.der));

  const signedBy = async (c: Zertifikat, issuer: Zertifikat): Promise<boolean> =>
    c.alg !== null && rest-- > 0 && (await krypto.verify(issuer.spki, c.alg, c.signatur, c.tbs));

  const climb = async (pfad: readonly Zertifikat[]): Promise<readonly Zertifikat[] | null> => {
    const c = pfad.at(-1);
    if (!c || pfad.length > MAX_TIEFE) return null;
    const bad = unfit(c, zeitpunkt);
    if (bad) grund = bad;
    if (bad) return null;
    if (isRoot(c)) return pfad;
    for (const issuer of [...roots, ...others]) {
      if (!equal(issuer.subject, c.issuer) || pfad.includes(issuer) || !mayIssue(issuer, pfad.length - 1)) continue;
      if (!(await signedBy(c, issuer))) continue;
      const found = await climb([...pfad, issuer]);
      if (found) return found;
    }
    return null;
  };
  const found = await climb([leaf]);
  return found ? { ok: true, pfad: found.map((c) => c.der) } : grund;
}
