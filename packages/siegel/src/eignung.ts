import type { HashName } from './krypto.ts';
import type { Schluessel } from './x509/schluessel.ts';

/**
 * Until when methods are suitable for signatures, seals and time stamps: first day outside, null where no end is named. The one
 * list of the verifier and of the renewal. What rests on a method must be covered by a time stamp of a better one before its end.
 *
 * - SHA-2: SOG-IS Agreed Cryptographic Mechanisms 1.3 and BSI TR-02102-1 name no end (zu bestätigen with each new edition).
 * - RSA below 3000 bits: suitable until 31.12.2025, Bundesnetzagentur, notice of 06.09.2024 after SOG-IS 1.3 (zu bestätigen).
 * - Elliptic curves and longer RSA: BSI TR-02102-1 recommends them alone, without a method that withstands quantum computers,
 *   until the end of 2035 (zu bestätigen); nothing else is written or read here yet, so that no end stands here.
 */
export const EIGNUNG: {
  readonly hash: Readonly<Record<HashName, Date | null>>;
  readonly rsa: { readonly unterBits: number; readonly bis: Date };
} = {
  hash: { sha256: null, sha384: null, sha512: null },
  rsa: { unterBits: 3000, bis: new Date('2025-12-31T23:00:00Z') },
};

export const earliest = (...enden: readonly (Date | null)[]): Date | null =>
  enden.reduce<Date | null>((a, b) => (a && b ? (a < b ? a : b) : (a ?? b)), null);

/** Until when a key is suitable. */
export const suitableUntil = (key: Schluessel | null): Date | null =>
  key?.art === 'rsa' && key.bits < EIGNUNG.rsa.unterBits ? EIGNUNG.rsa.bis : null;
