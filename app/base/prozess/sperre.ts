import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { lebt, startOf } from './kennung.ts';

interface Halter {
  pid: number;
  /** start time of the process in clock ticks; empty where /proc does not say */
  start: string;
}

/** Who holds the lock; undefined when there is none. One that a power cut left half written names nobody. */
function readHalter(datei: string): Partial<Halter> | undefined {
  let text: string;
  try {
    text = readFileSync(datei, 'utf8');
  } catch (fehler) {
    if ((fehler as { code?: string }).code === 'ENOENT') return undefined;
    throw fehler;
  }
  try {
    return (JSON.parse(text) as Partial<Halter> | null) ?? {};
  } catch {
    return {};
  }
}

const lebendig = (h: Partial<Halter>): h is Halter => typeof h.pid === 'number' && lebt(h.pid, h.start ?? '');

/** The pid of who runs over the folder of this lock; null when nobody does. Looks, and takes nothing. */
export function halterVon(datei: string): number | null {
  const h = readHalter(datei);
  return h && lebendig(h) ? h.pid : null;
}

type Ausgang = { ok: true; verwaist: boolean } | { ok: false; pid: number };

/**
 * Takes the lock of a data folder: of any number of processes that try at the same time one gets it.
 * @returns the holder's pid when somebody else runs there
 */
export function nimmSperre(datei: string): (Ausgang & { ok: true; frei: () => void }) | (Ausgang & { ok: false }) {
  mkdirSync(dirname(datei), { recursive: true });
  const e = nimm(datei, JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? '' } satisfies Halter));
  return e.ok ? { ...e, frei: () => rmSync(datei, { force: true }) } : e;
}

function nimm(datei: string, ich: string): Ausgang {
  // written whole under a name of its own; a link gives it the real name only where there is none
  const eigene = `${datei}.${process.pid}`;
  rmSync(eigene, { force: true }); // what a process of our number left may be another name of the lock itself
  writeFileSync(eigene, ich, { flag: 'wx' });
  try {
    for (;;) {
      if (verlinkt(eigene, datei)) return { ok: true, verwaist: false };
      const da = readHalter(datei);
      if (!da) continue; // given back between the two looks
      if (lebendig(da)) return { ok: false, pid: da.pid };
      // one at a time replaces what an ended process left, and looks once more when it is that one
      const zuvor = nimm(`${datei}.uebernahme`, ich);
      if (!zuvor.ok) return zuvor;
      try {
        const noch = readHalter(datei);
        if (!noch) continue;
        if (lebendig(noch)) return { ok: false, pid: noch.pid };
        renameSync(eigene, datei);
        return { ok: true, verwaist: true };
      } finally {
        rmSync(`${datei}.uebernahme`, { force: true });
      }
    }
  } finally {
    rmSync(eigene, { force: true });
  }
}

function verlinkt(von: string, nach: string): boolean {
  try {
    linkSync(von, nach);
    return true;
  } catch (fehler) {
    if ((fehler as { code?: string }).code === 'EEXIST') return false;
    throw fehler;
  }
}
