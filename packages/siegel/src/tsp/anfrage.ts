import * as asn1js from 'asn1js';
import { MessageImprint, TimeStampReq } from 'pkijs';
import { buffer } from '../bytes.ts';
import type { HashName } from '../krypto.ts';
import { hashIdentifier, hashOf } from '../x509/algorithmen.ts';
import { der } from '../x509/zertifikat.ts';

const LAENGE: Record<HashName, number> = { sha256: 32, sha384: 48, sha512: 64 };

export function imprint(digest: Uint8Array): MessageImprint {
  const name = (['sha256', 'sha384', 'sha512'] as const).find((n) => LAENGE[n] === digest.length);
  if (!name) throw new Error('Ein Zeitstempel braucht eine SHA-256-, SHA-384- oder SHA-512-Prüfsumme.');
  return new MessageImprint({
    hashAlgorithm: hashIdentifier(name),
    hashedMessage: new asn1js.OctetString({ valueHex: buffer(digest) }),
  });
}

/** A positive INTEGER of these bytes. */
export function integer(bytes: Uint8Array): asn1js.Integer {
  const start = bytes.findIndex((b) => b !== 0);
  const kurz = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return new asn1js.Integer({ valueHex: buffer((kurz[0] ?? 0) > 127 ? Uint8Array.of(0, ...kurz) : kurz) });
}

/**
 * An RFC 3161 time-stamp request (DER) for a digest; the hash follows from its length (32, 48 or 64 bytes).
 * `nonce`: random bytes that must come back in the answer.
 */
export function requestTimestamp(digest: Uint8Array, o: { nonce?: Uint8Array; certReq?: boolean } = {}): Uint8Array {
  const request = new TimeStampReq({ version: 1, messageImprint: imprint(digest), certReq: o.certReq ?? true });
  if (o.nonce) request.nonce = integer(o.nonce);
  return der(request.toSchema());
}

export interface Zeitanfrage {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  readonly nonce: asn1js.Integer | null;
  readonly certReq: boolean;
  readonly policy: string | null;
}

/** Reads a request; null when it is none, or asks for an unknown hash or for extensions. */
export function readTimestampRequest(bytes: Uint8Array): Zeitanfrage | null {
  try {
    const r = TimeStampReq.fromBER(buffer(bytes));
    const hash = hashOf(r.messageImprint.hashAlgorithm);
    const digest = new Uint8Array(r.messageImprint.hashedMessage.getValue());
    if (!hash || digest.length !== LAENGE[hash] || (r.extensions?.length ?? 0) > 0) return null;
    return { hash, digest, nonce: r.nonce ?? null, certReq: r.certReq ?? false, policy: r.reqPolicy ?? null };
  } catch {
    return null;
  }
}
