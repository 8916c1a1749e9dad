import { createHash, randomBytes } from 'node:crypto';
import { zufallsbytes } from './zufall.ts';

/** UUIDv7 (RFC 9562): sorts by time of creation, so that indexes grow at one end. */
export function uuidv7(jetzt: number): string {
  const b = zufallsbytes(16);
  b.writeUIntBE(jetzt, 0, 6);
  b[6] = 0x70 | ((b[6] ?? 0) & 0x0f);
  b[8] = 0x80 | ((b[8] ?? 0) & 0x3f);
  const h = b.toString('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

/** An id that follows from what it names: made twice, it is the same. */
export function kennung(...teile: readonly (string | number)[]): string {
  const h = createHash('sha256').update(teile.join('|')).digest('hex').slice(0, 32);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

/** 32 random bytes for links and sessions; the database only ever sees their hash. */
export const randomToken = (): string => randomBytes(32).toString('base64url');
