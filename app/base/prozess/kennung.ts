import { readFileSync } from 'node:fs';

/** Start time of a process in clock ticks: a number used again by another process is not the same one. */
export const startOf = (pid: number): string | null => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
};

/** Name of this process for files that belong to it: pid and start time. */
export const prozessKennung = (): string => `${process.pid}-${startOf(process.pid) ?? '0'}`;

/** Does the process that such a name begins with still run? */
export function lebt(kennung: string): boolean {
  const [pid, start] = kennung.split('-');
  return startOf(Number(pid)) === start;
}
