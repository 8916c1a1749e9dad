import type { Krypto } from '../krypto.ts';
import type { Sperrliste } from './crl.ts';
import { readCrl } from './crl.ts';
import type { OcspAntwort } from './ocsp.ts';
import { readOcsp } from './ocsp.ts';
import { readCertificate, type Zertifikat } from './zertifikat.ts';

/**
 * How much a missing answer about revocation weighs. `hinweis`: it is said, trust stays. `streng`: a certificate that names
 * a CRL or OCSP address, or about which data were given, is trusted only with an answer.
 */
export type Sperrpruefung = 'hinweis' | 'streng';

/** Certificates and revocation data as bytes, DER. */
export interface Pruefdaten {
  readonly zertifikate: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
}

/** Revocation data that were read, each with the moment at which it provably existed; null: not asked. */
export type Sperrdatum = { readonly seitWann: Date | null } & (
  | { readonly art: 'crl'; readonly liste: Sperrliste }
  | { readonly art: 'ocsp'; readonly antwort: OcspAntwort }
);

/** What one check shares: anchors, certificates that may complete a path, revocation data, signatures already checked. */
export interface Umfeld {
  readonly krypto: Krypto;
  readonly wurzeln: readonly Zertifikat[];
  readonly vorrat: readonly Zertifikat[];
  readonly sperrdaten: readonly Sperrdatum[];
  readonly pruefung: Sperrpruefung;
  readonly geprueft: WeakMap<object, Map<Zertifikat, Promise<boolean>>>;
}

export const readAll = (certs: readonly Uint8Array[]): Zertifikat[] => certs.flatMap((c) => readCertificate(c) ?? []);

export function readCrls(crls: readonly Uint8Array[], seitWann: Date | null): Sperrdatum[] {
  return crls.flatMap((c) => {
    const liste = readCrl(c);
    return liste ? [{ art: 'crl', liste, seitWann } as const] : [];
  });
}

export function readOcsps(ocsps: readonly Uint8Array[], seitWann: Date | null): Sperrdatum[] {
  return ocsps.flatMap((o) => {
    const antwort = readOcsp(o);
    return antwort ? [{ art: 'ocsp', antwort, seitWann } as const] : [];
  });
}

export function createUmfeld(o: {
  krypto: Krypto;
  anker: readonly Uint8Array[];
  chain: readonly Uint8Array[];
  crls?: readonly Uint8Array[];
  ocsps?: readonly Uint8Array[];
  sperrpruefung?: Sperrpruefung;
  jetzt: Date | null;
}): Umfeld {
  return {
    krypto: o.krypto,
    wurzeln: readAll(o.anker),
    vorrat: readAll(o.chain),
    sperrdaten: [...readCrls(o.crls ?? [], o.jetzt), ...readOcsps(o.ocsps ?? [], o.jetzt)],
    pruefung: o.sperrpruefung ?? 'hinweis',
    geprueft: new WeakMap(),
  };
}

/** Something signed by a certificate: another certificate, a CRL, an OCSP answer. */
type Signiert = Pick<Zertifikat, 'alg' | 'tbs' | 'signatur'>;

/** Whether `issuer` signed it. Each pair is computed once. */
export function signedBy(u: Umfeld, was: Signiert, issuer: Zertifikat): Promise<boolean> {
  const bekannt = u.geprueft.get(was) ?? new Map<Zertifikat, Promise<boolean>>();
  u.geprueft.set(was, bekannt);
  const alt = bekannt.get(issuer);
  if (alt) return alt;
  const neu = was.alg ? u.krypto.verify(issuer.spki, was.alg, was.signatur, was.tbs) : Promise.resolve(false);
  bekannt.set(issuer, neu);
  return neu;
}
