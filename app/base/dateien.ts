import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncOrdner, writeDurable } from './dauerhaft.ts';
import type { Schluesselbund } from './schluessel/index.ts';

/** What the database and an event keep of a file. Both hashes, so that hash renewal never re-reads an archive. */
export interface DateiAngabe {
  name: string;
  mime: string;
  len: number;
  sha256: string;
  sha512: string;
  /** address of the encrypted bytes */
  ort: string;
}

/** Content-addressed store, encrypted under the key of the Vorgang. Write **before** the commit that names the file. */
export interface Dateien {
  write(koerperschaft: string, vorgang: string, datei: { name: string; mime: string; bytes: Uint8Array }): DateiAngabe;
  /** @throws when the key is destroyed or the bytes were changed */
  read(koerperschaft: string, vorgang: string, ort: string): Buffer;
  /** Takes an encrypted file away; one that is gone already is no error. */
  remove(koerperschaft: string, ort: string): void;
}

const hash = (art: string, b: Uint8Array) => createHash(art).update(b).digest('hex');

export function createDateien(ordner: string, schluessel: Schluesselbund): Dateien {
  const pfad = (k: string, ort: string) => join(ordner, k, ort.slice(0, 2), ort);
  return {
    write(k, v, { name, mime, bytes }) {
      const geheim = schluessel.encrypt(k, v, bytes, 'datei');
      const ort = hash('sha256', geheim);
      writeDurable(pfad(k, ort), geheim);
      return { name, mime, len: bytes.length, sha256: hash('sha256', bytes), sha512: hash('sha512', bytes), ort };
    },
    read(k, v, ort) {
      const geheim = readFileSync(pfad(k, ort));
      // the key alone would also open another file of the same Vorgang, put in this one's place
      if (hash('sha256', geheim) !== ort) throw new Error('Die Datei liegt nicht an ihrer Adresse');
      return schluessel.decrypt(k, v, geheim, 'datei');
    },
    remove(k, ort) {
      if (!existsSync(pfad(k, ort))) return;
      rmSync(pfad(k, ort));
      syncOrdner(dirname(pfad(k, ort)));
    },
  };
}
