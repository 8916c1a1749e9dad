import { TimeStampReq } from 'pkijs';
import { integer, octets, sequence, tlv } from '../asn1.ts';
import { buffer } from '../bytes.ts';
import type { HashName } from '../krypto.ts';
import { hashDer, hashOf } from '../x509/algorithmen.ts';

const TRUE = tlv(0x01, Uint8Array.of(0xff));
const LAENGE: Record<HashName, number> = { sha256: 32, sha384: 48, sha512: 64 };

/** The hash a digest of this length was made with. */
function hashOfLength(digest: Uint8Array): HashName {
  const name = (['sha256', 'sha384', 'sha512'] as const).find((n) => LAENGE[n] === digest.length);
  if (!name) throw new Error('Ein Zeitstempel braucht eine SHA-256-, SHA-384- oder SHA-512-Prüfsumme.');
  return name;
}

/** MessageImprint, DER. */
export const imprint = (digest: Uint8Array): Uint8Array => sequence(hashDer(hashOfLength(digest)), octets(digest));

/**
 * An RFC 3161 time-stamp request (DER) for a digest; the hash follows from its length (32, 48 or 64 bytes).
 * `nonce`: random bytes that must come back in the answer.
 */
export function requestTimestamp(digest: Uint8Array, o: { nonce?: Uint8Array; certReq?: boolean } = {}): Uint8Array {
  return sequence(
    integer(Uint8Array.of(1)),
    imprint(digest),
    ...(o.nonce ? [integer(o.nonce)] : []),
    ...((o.certReq ?? true) ? [TRUE] : []),
  );
}

export interface Zeitanfrage {
  readonly hash: HashName;
  readonly digest: Uint8Array;
  /** Content of the INTEGER, to be given back as it came. */
  readonly nonce: Uint8Array | null;
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
    return {
      hash,
      digest,
      nonce: r.nonce?.valueBlock.valueHexView ?? null,
      certReq: r.certReq ?? false,
      policy: r.reqPolicy ?? null,
    };
  } catch {
    return null;
  }
}
