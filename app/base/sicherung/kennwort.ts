import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline as leite, type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A file that a passphrase opens: mark, salt of the passphrase (16 bytes), salt of the file (16), then the content in pieces of 64 KiB,
 * each what AES-256-GCM makes of it with its tag (16). The nonce of a piece is its number and whether it is the last, so that none can be
 * taken away, put twice or exchanged. The key of the file comes from the passphrase, both salts, the mark and what the file is for: put in
 * another's place it does not open. Other costs or ciphers are another mark.
 */
const MARKE = Buffer.from('rathausverbund-sicherung/2\n');
const SALZ = 16;
const KOPF = MARKE.length + 2 * SALZ;
const TAG = 16;
const STUECK = 64 * 1024;
const ALG = 'aes-256-gcm';
const KOSTEN = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** scrypt of the passphrase (UTF-8, NFC): half a second and 128 MB for every guess. */
export const keyOf = (kennwort: string, salz: Uint8Array): Promise<Buffer> =>
  new Promise((ja, nein) =>
    scrypt(kennwort.normalize('NFC'), salz, 32, KOSTEN, (fehler, key) => (fehler ? nein(fehler) : ja(key))),
  );

/** What one passphrase closes and opens under one salt. `zweck`: what a file is and where it belongs. */
export interface Verschluss {
  /** What goes in comes out closed. */
  verschliesse(zweck: string): Transform;
  /** The content of a closed file: it ends with an error, at once or later, where a bit of it is not as it was closed. */
  oeffne(datei: string, zweck: string): Readable;
  /** A name that tells nobody what it stands for, always the same for the same text. */
  name(text: string): string;
}

/** @param salz of the closed file to be opened; none: a new one */
export async function createVerschluss(kennwort: string, salz: Uint8Array = randomBytes(SALZ)): Promise<Verschluss> {
  const haupt = await keyOf(kennwort, salz);
  const ableiten = (eigen: Uint8Array, zweck: string) =>
    Buffer.from(hkdfSync('sha256', haupt, eigen, Buffer.concat([MARKE, Buffer.from(zweck)]), 32));
  const namen = ableiten(salz, 'namen');
  return {
    name: (text) => createHmac('sha256', namen).update(text).digest('hex'),
    verschliesse(zweck) {
      const eigen = randomBytes(SALZ);
      const key = ableiten(eigen, zweck);
      const strom = inStuecken(STUECK, (stueck, nr, letztes) => {
        const c = createCipheriv(ALG, key, nonce(nr, letztes));
        return Buffer.concat([c.update(stueck), c.final(), c.getAuthTag()]);
      });
      strom.push(Buffer.concat([MARKE, salz, eigen]));
      return strom;
    },
    oeffne(datei, zweck) {
      const kopf = readKopf(datei);
      const gleich = kopf?.subarray(MARKE.length, MARKE.length + SALZ).equals(salz);
      if (!kopf || !gleich) throw new Error('Die Datei ist nicht unter diesem Kennwort verschlossen.');
      const key = ableiten(kopf.subarray(MARKE.length + SALZ), zweck);
      const strom = inStuecken(STUECK + TAG, (stueck, nr, letztes) => {
        const ab = stueck.length - TAG;
        if (ab < 0 || (ab === 0 && nr > 0)) throw new Error('Die Datei ist abgeschnitten.');
        const d = createDecipheriv(ALG, key, nonce(nr, letztes), { authTagLength: TAG });
        d.setAuthTag(stueck.subarray(ab));
        return Buffer.concat([d.update(stueck.subarray(0, ab)), d.final()]);
      });
      return leite(createReadStream(datei, { start: KOPF }), strom, () => undefined);
    },
  };
}

function nonce(nr: number, letztes: boolean): Buffer {
  const n = Buffer.alloc(12);
  n.writeUIntBE(nr, 5, 6);
  n[11] = letztes ? 1 : 0;
  return n;
}

/** Hands on what comes in pieces of this size; a full one waits until more follows, so that the last one is known as such. */
function inStuecken(groesse: number, tue: (stueck: Buffer, nr: number, letztes: boolean) => Buffer): Transform {
  let rest = Buffer.alloc(0);
  let nr = 0;
  return new Transform({
    transform(neu: Buffer, _k, weiter) {
      try {
        rest = Buffer.concat([rest, neu]);
        for (; rest.length > groesse; rest = rest.subarray(groesse))
          this.push(tue(rest.subarray(0, groesse), nr++, false));
        weiter();
      } catch (fehler) {
        weiter(fehler as Error);
      }
    },
    flush(weiter) {
      try {
        weiter(null, tue(rest, nr, true));
      } catch (fehler) {
        weiter(fehler as Error);
      }
    },
  });
}

/** Bytes of a file; fewer where it is shorter. */
export function readBytes(datei: string, bytes: number, ab = 0): Buffer {
  const fd = openSync(datei, 'r');
  try {
    const b = Buffer.alloc(bytes);
    return b.subarray(0, readSync(fd, b, 0, bytes, ab));
  } finally {
    closeSync(fd);
  }
}

function readKopf(datei: string): Buffer | null {
  const kopf = readBytes(datei, KOPF);
  return kopf.length === KOPF && kopf.subarray(0, MARKE.length).equals(MARKE) ? kopf : null;
}

/** Salt of a closed file; null: it is not closed this way. */
export const readSalz = (datei: string): Buffer | null =>
  readKopf(datei)?.subarray(MARKE.length, MARKE.length + SALZ) ?? null;

/** How many bytes a content has when closed. */
export const geschlosseneGroesse = (bytes: number): number =>
  KOPF + bytes + TAG * Math.max(1, Math.ceil(bytes / STUECK));

/** Reads to the end and keeps nothing: whether all of it is as it was closed. */
export async function istGanz(oeffne: () => Readable): Promise<boolean> {
  try {
    await pipeline(oeffne(), new Writable({ write: (_s, _k, weiter) => weiter() }));
    return true;
  } catch {
    return false;
  }
}
