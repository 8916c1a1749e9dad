import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small disk of its own for the data of the run, that can be filled. */
export interface Platte {
  ordner: string;
  /** leaves no byte free, again and again until `leere`; false: it is full already */
  fuelle(): boolean;
  leere(): void;
  weg(): void;
}

/** What the cluster and its programs take, and what a minute of the run adds. */
export const megabyteFuer = (minuten: number): number => Math.ceil(1_000 + 250 * minuten);

/** Somebody may have given room back meanwhile. */
const NACHFUELLEN_MS = 150;
const STUECK = Buffer.alloc(4 * 1024 * 1024);

/** Null where mounting does not work: it takes root on Linux. */
export function createPlatte(megabyte: number): Platte | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const ordner = mkdtempSync(join(tmpdir(), 'rv-platte-'));
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabyte}m,mode=755`, 'rathausverbund-chaos', ordner]);
  if (mount.status !== 0) {
    rmSync(ordner, { recursive: true, force: true });
    return null;
  }
  const fuellung = join(ordner, 'voll');
  let nach: NodeJS.Timeout | undefined;
  const leere = () => {
    clearInterval(nach);
    nach = undefined;
    rmSync(fuellung, { force: true });
  };
  return {
    ordner,
    fuelle() {
      if (nach) return false;
      stopfe(ordner, fuellung);
      nach = setInterval(() => stopfe(ordner, fuellung), NACHFUELLEN_MS);
      return true;
    },
    leere,
    weg() {
      leere();
      // what still holds it open loses it when it ends
      spawnSync('umount', ['-l', ordner]);
      rmSync(ordner, { recursive: true, force: true });
    },
  };
}

/** Most of it at once, and the rest in pieces that become smaller. */
function stopfe(ordner: string, fuellung: string): void {
  const { bavail, bsize } = statfsSync(ordner);
  if (bavail === 0) return;
  if (bavail * bsize > 16 * STUECK.length) {
    const schon = existsSync(fuellung) ? statSync(fuellung).size : 0;
    spawnSync('fallocate', ['-o', String(schon), '-l', String((bavail - 4) * bsize), fuellung]);
  }
  const fd = openSync(fuellung, 'a');
  try {
    for (let n = STUECK.length; n >= 1024; )
      try {
        writeSync(fd, STUECK, 0, n);
      } catch {
        n /= 2; // it does not fit any more
      }
  } finally {
    closeSync(fd);
  }
}
