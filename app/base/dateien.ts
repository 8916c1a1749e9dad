import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
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

/** A file of the store by its age; `ort` null: what a crash left before the file was whole. */
interface AlteDatei {
  koerperschaft: string;
  ort: string | null;
  pfad: string;
}

/**
 * Files last written before `vor`, a folder at a time, without those looked at before (older than `bis`, and not under suspicion).
 * What vanishes meanwhile is left out.
 */
export async function* readAlteDateien(
  ordner: string,
  vor: number,
  schon: { bis: number; verdacht: ReadonlySet<string> },
): AsyncGenerator<AlteDatei[]> {
  for (const koerperschaft of await namen(ordner))
    for (const fach of await namen(join(ordner, koerperschaft))) {
      const alte: AlteDatei[] = [];
      for (const name of await namen(join(ordner, koerperschaft, fach))) {
        const pfad = join(ordner, koerperschaft, fach, name);
        const ort = /^[0-9a-f]{64}$/.test(name) ? name : null;
        if (ort === null && !name.endsWith('.tmp')) continue;
        const s = await stat(pfad).catch(() => undefined);
        const neu = s !== undefined && s.mtimeMs >= schon.bis;
        if (s?.isFile() && s.mtimeMs < vor && (neu || schon.verdacht.has(pfad)))
          alte.push({ koerperschaft, ort, pfad });
      }
      if (alte.length > 0) yield alte;
    }
}

const namen = (ordner: string): Promise<string[]> => readdir(ordner).catch(() => []);
