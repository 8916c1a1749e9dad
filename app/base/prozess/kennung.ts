import { readFileSync } from 'node:fs';

/** Start time of a process in clock ticks; null when it has ended, or where /proc does not say. */
export const startOf = (pid: number): string | null => {
  try {
    // the name stands in brackets and may hold anything
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null;
  } catch {
    return null;
  }
};

/** Name of this process for files that belong to it: pid and start time. */
export const prozessKennung = (): string => `${process.pid}-${startOf(process.pid) ?? '0'}`;

/**
 * Does that process still run? A number used again by another process is not the same one; where no start time is to be had
 * (no /proc), the number alone speaks for the process, so that nobody alive is taken for dead.
 */
export function lebt(pid: number, start: string): boolean {
  const jetzt = startOf(pid);
  if (jetzt !== null && start !== '' && start !== '0') return jetzt === start;
  return pid > 0 && pid !== process.pid && antwortet(pid);
}

function antwortet(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fehler) {
    return (fehler as { code?: string }).code === 'EPERM';
  }
}
