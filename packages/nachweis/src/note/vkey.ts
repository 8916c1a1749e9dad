import type { Sha256 } from '../baum/hash.ts';
import { base64, concat, equal, fromBase64, hex, utf8 } from '../bytes.ts';

/** What a key of a signed note is for: `log` signs checkpoints (type 0x01), `zeuge` cosigns them (type 0x04). Both are Ed25519. */
export type NoteArt = 'log' | 'zeuge';

/** A public key of signed notes; name and id together find its signatures. */
export interface NoteKey {
  readonly name: string;
  readonly art: NoteArt;
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
  /** First 4 bytes of SHA-256(name ‖ "\n" ‖ type ‖ public key). */
  readonly id: Uint8Array;
}

const TYPE: Record<NoteArt, number> = { log: 0x01, zeuge: 0x04 };
const SPKI = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** Key names are not empty and hold neither white space nor plus nor control characters. */
export function isKeyName(name: string): boolean {
  return /^[^\s+\p{Cc}\p{Z}\p{Surrogate}]+$/u.test(name);
}

/** Builds the key for a public Ed25519 key of 32 raw bytes. Throws for names or lengths that no note may carry. */
export function noteKey(sha256: Sha256, name: string, art: NoteArt, publicKey: Uint8Array): NoteKey {
  if (!isKeyName(name)) throw new TypeError('Schluesselname nicht erlaubt');
  if (publicKey.length !== 32) throw new TypeError('Ed25519-Schluessel hat nicht 32 Byte');
  const id = sha256(concat(utf8(`${name}\n`), Uint8Array.of(TYPE[art]), publicKey)).slice(0, 4);
  return { name, art, publicKey, id };
}

/** `<name>+<id in hex>+<Base64 of type and key>`, the usual text form of such keys. */
export function formatVkey(key: NoteKey): string {
  return `${key.name}+${hex(key.id)}+${base64(concat(Uint8Array.of(TYPE[key.art]), key.publicKey))}`;
}

/** Reads `formatVkey`; null when the text is no key of a known type or its id does not fit. */
export function parseVkey(sha256: Sha256, text: string): NoteKey | null {
  const [, name = '', id = '', rest = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const bytes = fromBase64(rest);
  const art = bytes?.[0] === TYPE.log ? 'log' : bytes?.[0] === TYPE.zeuge ? 'zeuge' : null;
  if (!bytes || !art || bytes.length !== 33 || !isKeyName(name)) return null;
  const key = noteKey(sha256, name, art, bytes.slice(1));
  return hex(key.id) === id ? key : null;
}

/** SubjectPublicKeyInfo of a raw Ed25519 key (RFC 8410), as `Krypto.verify` takes it. */
export function spkiFromRaw(publicKey: Uint8Array): Uint8Array {
  return concat(SPKI, publicKey);
}

/** The 32 raw bytes of an Ed25519 SubjectPublicKeyInfo, or null for another kind of key. */
export function rawFromSpki(spki: Uint8Array): Uint8Array | null {
  return spki.length === 44 && equal(spki.subarray(0, 12), SPKI) ? spki.slice(12) : null;
}
