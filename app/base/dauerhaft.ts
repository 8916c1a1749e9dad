import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * temp + fsync + link + fsync of the folder: whole or absent, also after a power cut. An existing file wins, also when several
 * processes write it at the same instant: a rename would let the last one win, and what the others encrypted would be lost.
 */
export function writeDurable(pfad: string, inhalt: Uint8Array): void {
  const oben = placeFile(pfad, inhalt, true);
  // the names are durable, too: of the file, and of each folder made for it
  for (let o = dirname(pfad); ; o = dirname(o)) {
    syncOrdner(o);
    if (o === oben || o === dirname(o)) return;
  }
}

/** As `writeDurable`, but only other processes see it at once: after a power cut it may be gone. */
export function writeVisible(pfad: string, inhalt: Uint8Array): void {
  placeFile(pfad, inhalt, false);
}

/** @returns the uppermost folder whose entry is new */
function placeFile(pfad: string, inhalt: Uint8Array, sync: boolean): string {
  const ordner = dirname(pfad);
  const neu = mkdirSync(ordner, { recursive: true, mode: 0o700 });
  const temp = writeTemp(pfad, inhalt, sync);
  try {
    linkSync(temp, pfad);
  } catch (fehler) {
    if ((fehler as NodeJS.ErrnoException).code !== 'EEXIST') throw fehler;
  } finally {
    rmSync(temp);
  }
  return neu ? dirname(neu) : ordner;
}

/** temp + fsync + rename + fsync of the folder: the old content or the new one, never half of each. */
export function replaceDurable(pfad: string, inhalt: Uint8Array): void {
  mkdirSync(dirname(pfad), { recursive: true, mode: 0o700 });
  renameSync(writeTemp(pfad, inhalt, true), pfad);
  syncOrdner(dirname(pfad));
}

function writeTemp(pfad: string, inhalt: Uint8Array, sync: boolean): string {
  const temp = `${pfad}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  const fd = openSync(temp, 'wx', 0o600);
  try {
    writeFileSync(fd, inhalt);
    if (sync) fsyncSync(fd);
  } catch (fehler) {
    rmSync(temp); // on a full disk the half of a file would keep what little room there is
    throw fehler;
  } finally {
    closeSync(fd);
  }
  return temp;
}

export function syncOrdner(ordner: string): void {
  const fd = openSync(ordner, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
