import { createCipheriv, createDecipheriv } from 'node:crypto';
import { zufallsbytes } from '../zufall.ts';

const VERSION = 1;
/** length of a wrapped 32-byte key */
export const GEWICKELT = 1 + 12 + 32 + 16;

/** version ‖ nonce(12) ‖ ciphertext ‖ tag(16), AES-256-GCM; `aad` binds the bytes to their place */
export function seal(key: Buffer, klartext: Uint8Array, aad: string): Buffer {
  const nonce = zufallsbytes(12);
  const c = createCipheriv('aes-256-gcm', key, nonce);
  c.setAAD(Buffer.from(aad));
  return Buffer.concat([Buffer.from([VERSION]), nonce, c.update(klartext), c.final(), c.getAuthTag()]);
}

/** @throws when key, place or bytes are not those of `seal` */
export function open(key: Buffer, geheim: Uint8Array, aad: string): Buffer {
  const b = Buffer.from(geheim);
  if (b[0] !== VERSION) throw new Error('Schlüsselformat unbekannt');
  const d = createDecipheriv('aes-256-gcm', key, b.subarray(1, 13));
  d.setAAD(Buffer.from(aad));
  d.setAuthTag(b.subarray(-16));
  return Buffer.concat([d.update(b.subarray(13, -16)), d.final()]);
}

/** as `open`, undefined instead of a throw */
export function tryOpen(key: Buffer, geheim: Uint8Array, aad: string): Buffer | undefined {
  try {
    return open(key, geheim, aad);
  } catch {
    return undefined;
  }
}
