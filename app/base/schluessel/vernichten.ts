import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncOrdner } from '../dauerhaft.ts';

/** Overwrites a file, then removes it; durable. On a copying file system the old blocks may stay: `docs/schluessel.md`. */
export function shred(pfad: string): void {
  if (!existsSync(pfad)) return;
  const fd = openSync(pfad, 'r+');
  try {
    const { size } = statSync(pfad);
    writeSync(fd, randomBytes(size), 0, size, 0);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  rmSync(pfad);
  syncOrdner(dirname(pfad));
}
