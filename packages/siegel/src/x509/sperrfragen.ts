import { equal, toHex } from '../bytes.ts';
import { signedBy, type Umfeld } from './umfeld.ts';
import type { Zertifikat } from './zertifikat.ts';

/** A certificate in a chain whose revocation should be asked for. */
export interface Sperrfrage {
  readonly zertifikat: Uint8Array;
  /** Null: the issuer is not at hand and has to be brought along first. */
  readonly aussteller: Uint8Array | null;
  readonly name: string;
  readonly crl: readonly string[];
  readonly ocsp: readonly string[];
}

const MAX_TIEFE = 8;

export const isRoot = (c: Zertifikat): boolean => equal(c.subject, c.issuer);

/** From a certificate up to its root, or as far as the given ones reach. */
export async function climb(u: Umfeld, blatt: Zertifikat, vorrat: readonly Zertifikat[]): Promise<Zertifikat[]> {
  const kette = [blatt];
  while (kette.length < MAX_TIEFE) {
    const c = kette.at(-1);
    if (!c || isRoot(c)) break;
    let issuer: Zertifikat | undefined;
    for (const x of vorrat) {
      if (!issuer && x.ca && equal(x.subject, c.issuer) && !kette.includes(x) && (await signedBy(u, c, x))) issuer = x;
    }
    if (!issuer) break;
    kette.push(issuer);
  }
  return kette;
}

/** One question per certificate below a root, with the addresses it names. */
export function questionsOf(ketten: readonly (readonly Zertifikat[])[]): Sperrfrage[] {
  const out = new Map<string, Sperrfrage>();
  for (const kette of ketten)
    kette.forEach((c, i) => {
      if (isRoot(c)) return;
      const aussteller = kette[i + 1]?.der ?? null;
      out.set(toHex(c.tbs), { zertifikat: c.der, aussteller, name: c.name, crl: c.crlAdressen, ocsp: c.ocspAdressen });
    });
  return [...out.values()];
}
