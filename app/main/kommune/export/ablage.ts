import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncOrdner } from '../../../base/index.ts';

/** Writes the files of an export and keeps the hash of each. */
export interface Ablage {
  /** SHA-256 (hex) by path */
  readonly dateien: ReadonlyMap<string, string>;
  schreibe(pfad: string, inhalt: string | Uint8Array): void;
  /** a file that grows piece by piece @returns number of pieces */
  stroeme(pfad: string, stuecke: AsyncIterable<string>): Promise<number>;
}

export function createAblage(ordner: string): Ablage {
  const dateien = new Map<string, string>();
  const oeffne = (pfad: string) => {
    const ziel = join(ordner, pfad);
    mkdirSync(dirname(ziel), { recursive: true, mode: 0o700 });
    const fd = openSync(ziel, 'wx', 0o600);
    const hash = createHash('sha256');
    return {
      add(stueck: string | Uint8Array) {
        const bytes = Buffer.from(stueck as Uint8Array);
        for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
        hash.update(bytes);
      },
      ende() {
        fsyncSync(fd);
        closeSync(fd);
        syncOrdner(dirname(ziel));
        dateien.set(pfad, hash.digest('hex'));
      },
    };
  };
  return {
    dateien,
    schreibe(pfad, inhalt) {
      const d = oeffne(pfad);
      d.add(inhalt);
      d.ende();
    },
    async stroeme(pfad, stuecke) {
      const d = oeffne(pfad);
      let n = 0;
      for await (const s of stuecke) {
        d.add(s);
        n++;
      }
      d.ende();
      return n;
    },
  };
}
