import { type CipherGCM, createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline as leite, type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A file that a passphrase opens: mark, salt (16 bytes), nonce (12), what AES-256-GCM makes of the content, its tag (16). Mark, salt and
 * nonce are authenticated, too. The key is scrypt of the passphrase (UTF-8, NFC) and the salt; another cost is another mark.
 */
const MARKE = Buffer.from('rathausverbund-schluesselsicherung/1\n');
const SALZ = 16;
const NONCE = 12;
const TAG = 16;
const KOPF = MARKE.length + SALZ + NONCE;
const ALG = 'aes-256-gcm';
const KOSTEN = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const keyOf = (kennwort: string, salz: Uint8Array): Promise<Buffer> =>
  new Promise((ja, nein) =>
    scrypt(kennwort.normalize('NFC'), salz, 32, KOSTEN, (fehler, key) => (fehler ? nein(fehler) : ja(key))),
  );

/** What goes in comes out locked. */
export async function createVerschluessler(kennwort: string): Promise<Transform> {
  const salz = randomBytes(SALZ);
  const nonce = randomBytes(NONCE);
  const kopf = Buffer.concat([MARKE, salz, nonce]);
  const cipher: CipherGCM = createCipheriv(ALG, await keyOf(kennwort, salz), nonce);
  cipher.setAAD(kopf);
  const strom = new Transform({
    transform(stueck: Buffer, _k, weiter) {
      weiter(null, cipher.update(stueck));
    },
    flush(weiter) {
      weiter(null, Buffer.concat([cipher.final(), cipher.getAuthTag()]));
    },
  });
  strom.push(kopf);
  return strom;
}

async function readTeile(datei: string): Promise<{ kopf: Buffer; tag: Buffer; ende: number } | null> {
  const h = await open(datei, 'r');
  try {
    const { size } = await h.stat();
    const lies = async (n: number, ab: number) => (await h.read(Buffer.alloc(n), 0, n, ab)).buffer;
    if (size < KOPF + TAG) return null;
    const kopf = await lies(KOPF, 0);
    const ende = size - TAG;
    return kopf.subarray(0, MARKE.length).equals(MARKE) ? { kopf, tag: await lies(TAG, ende), ende } : null;
  } finally {
    await h.close();
  }
}

export const isVerschluesselt = async (datei: string): Promise<boolean> => (await readTeile(datei)) !== null;

/**
 * How to read a locked file; null when the passphrase does not open it or a byte of it is another. It is read through once before: nothing
 * of it is used that has not been found whole.
 */
export async function createEntschluessler(datei: string, kennwort: string): Promise<(() => Readable) | null> {
  const teile = await readTeile(datei);
  if (!teile) return null;
  const { kopf, tag, ende } = teile;
  const key = await keyOf(kennwort, kopf.subarray(MARKE.length, MARKE.length + SALZ));
  const decipher = () => {
    const d = createDecipheriv(ALG, key, kopf.subarray(MARKE.length + SALZ));
    d.setAAD(kopf);
    d.setAuthTag(tag);
    return d;
  };
  // an empty content has no byte to be read
  const inhalt = () => createReadStream(datei, { start: KOPF, end: Math.max(KOPF, ende - 1) });
  const nichts = new Writable({ write: (_s, _k, weiter) => weiter() });
  try {
    await pipeline(inhalt(), decipher(), nichts);
  } catch {
    return null;
  }
  return () => leite(inhalt(), decipher(), () => undefined);
}
