import type { Krypto } from '@rathausverbund/siegel';
import { concat, utf8 } from '../bytes.ts';
import { type JsonWert, rfc8785 } from '../rfc8785.ts';

/** SHA-256 as `Krypto.sha256` gives it. */
export type Sha256 = Krypto['sha256'];

const EVENT = utf8('rv-event-v1\0');
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * C of an event: SHA-256("rv-event-v1\0" ‖ salt ‖ RFC 8785 of the event). `salt`: 32 random bytes, kept apart from the
 * event; destroying them makes C say nothing about the event.
 */
export function ereignisC(sha256: Sha256, salt: Uint8Array, event: JsonWert): Uint8Array {
  return kanonischC(sha256, salt, rfc8785(event));
}

/** The same from a text that already is the RFC 8785 form of the event. */
export function kanonischC(sha256: Sha256, salt: Uint8Array, json: string): Uint8Array {
  if (salt.length !== 32) throw new TypeError('Salt hat nicht 32 Byte');
  return sha256(concat(EVENT, salt, utf8(json)));
}

/** Hash of a leaf, RFC 6962 section 2.1: SHA-256(0x00 ‖ leaf). Our leaves are the C of events. */
export function leafHash(sha256: Sha256, leaf: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, leaf));
}

/** Hash of an inner node, RFC 6962 section 2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE, left, right));
}
