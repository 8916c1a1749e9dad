import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startOf } from './kennung.ts';

interface Halter {
  pid: number;
  /** start time of the process in clock ticks: a number used again by another process is not the same holder */
  start: string;
}

/** A lock that a power cut left half written names nobody. */
function readHalter(datei: string): Partial<Halter> {
  try {
    return (JSON.parse(readFileSync(datei, 'utf8')) as Partial<Halter> | null) ?? {};
  } catch {
    return {};
  }
}

/** Takes the lock of a data folder. @returns the holder's pid when somebody else runs there */
export function nimmSperre(
  datei: string,
): { ok: true; verwaist: boolean; frei: () => void } | { ok: false; pid: number } {
  mkdirSync(dirname(datei), { recursive: true });
  let verwaist = false;
  if (existsSync(datei)) {
    const alt = readHalter(datei);
    if (alt.pid && alt.pid !== process.pid && startOf(alt.pid) === alt.start) return { ok: false, pid: alt.pid };
    verwaist = true;
  }
  writeFileSync(datei, JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? '' } satisfies Halter));
  return { ok: true, verwaist, frei: () => rmSync(datei, { force: true }) };
}
