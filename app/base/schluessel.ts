import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The key store: a folder outside the database and its backup. One KEK per Koerperschaft, one DEK per Vorgang wrapped by it.
 * Destroying the DEK erases everything that was encrypted under it.
 */
export interface Schluesselbund {
  /** creates the key of a Vorgang, durable on return; a second call returns the same key */
  createDek(koerperschaft: string, vorgang: string): void;
  encrypt(koerperschaft: string, vorgang: string, klartext: Uint8Array, zweck: string): Buffer;
  /** @throws when the key was destroyed or the bytes are not what was encrypted for this `zweck` */
  decrypt(koerperschaft: string, vorgang: string, geheim: Uint8Array, zweck: string): Buffer;
  /** a secret file of the folder, created by `neu` at first use (0600) */
  datei(name: string, neu: () => Buffer): Buffer;
  hat(name: string): boolean;
}

const VERSION = 1;
const CACHE = 2000;

export function createSchluesselbund(ordner: string): Schluesselbund {
  const cache = new Map<string, Buffer>();

  function datei(name: string, neu: () => Buffer): Buffer {
    const pfad = join(ordner, name);
    if (!existsSync(pfad)) writeDurable(pfad, neu());
    return readFileSync(pfad);
  }
  const kek = (k: string) => datei(join('kek', `${k}.key`), () => randomBytes(32));
  const dekPfad = (k: string, v: string) => join(ordner, 'dek', k, v.slice(-2), v);

  function dek(k: string, v: string): Buffer {
    const name = `${k}/${v}`;
    const da = cache.get(name);
    if (da) return da;
    const key = open(kek(k), readFileSync(dekPfad(k, v)), `dek|${name}`);
    if (cache.size >= CACHE) cache.delete(cache.keys().next().value ?? '');
    cache.set(name, key);
    return key;
  }

  return {
    datei,
    hat: (name) => existsSync(join(ordner, name)),
    createDek(k, v) {
      if (!existsSync(dekPfad(k, v))) writeDurable(dekPfad(k, v), seal(kek(k), randomBytes(32), `dek|${k}/${v}`));
    },
    encrypt: (k, v, klartext, zweck) => seal(dek(k, v), klartext, `${zweck}|${k}/${v}`),
    decrypt: (k, v, geheim, zweck) => open(dek(k, v), geheim, `${zweck}|${k}/${v}`),
  };
}

/** version ‖ nonce(12) ‖ ciphertext ‖ tag(16), AES-256-GCM; `aad` binds the bytes to their place */
function seal(key: Buffer, klartext: Uint8Array, aad: string): Buffer {
  const nonce = randomBytes(12);
  const c = createCipheriv('aes-256-gcm', key, nonce);
  c.setAAD(Buffer.from(aad));
  return Buffer.concat([Buffer.from([VERSION]), nonce, c.update(klartext), c.final(), c.getAuthTag()]);
}

function open(key: Buffer, geheim: Uint8Array, aad: string): Buffer {
  const b = Buffer.from(geheim);
  if (b[0] !== VERSION) throw new Error('Schlüsselformat unbekannt');
  const d = createDecipheriv('aes-256-gcm', key, b.subarray(1, 13));
  d.setAAD(Buffer.from(aad));
  d.setAuthTag(b.subarray(-16));
  return Buffer.concat([d.update(b.subarray(13, -16)), d.final()]);
}

/**
 * temp + fsync + link + fsync of the folder: whole or absent, also after a power cut. An existing file wins, also when several
 * processes write it at the same instant: a rename would let the last one win, and what the others encrypted would be lost.
 */
export function writeDurable(pfad: string, inhalt: Uint8Array): void {
  const ordner = dirname(pfad);
  const neu = mkdirSync(ordner, { recursive: true, mode: 0o700 });
  const temp = `${pfad}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  const fd = openSync(temp, 'wx', 0o600);
  try {
    writeFileSync(fd, inhalt);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  try {
    linkSync(temp, pfad);
  } catch (fehler) {
    if ((fehler as NodeJS.ErrnoException).code !== 'EEXIST') throw fehler;
  } finally {
    rmSync(temp);
  }
  // the names are durable, too: of the file, and of each folder made for it
  const oben = neu ? dirname(neu) : ordner;
  for (let o = ordner; ; o = dirname(o)) {
    syncOrdner(o);
    if (o === oben || o === dirname(o)) return;
  }
}

function syncOrdner(ordner: string): void {
  const fd = openSync(ordner, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
