import { readdirSync, readFileSync } from 'node:fs';

/** A process by pid and start time: a number used again is another process. */
export interface Prozess {
  pid: number;
  eltern: number;
  gruppe: number;
  start: string;
  name: string;
}

function readProzess(pid: number): Prozess | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name stands in brackets and may hold anything
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const [zustand, eltern, gruppe, ...mehr] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (zustand === 'Z') return undefined;
    return { pid, eltern: Number(eltern), gruppe: Number(gruppe), start: mehr[16] ?? '', name };
  } catch {
    return undefined;
  }
}

/** Everything that was started by the process `pid`, directly or not; also what shares a process group with one of them. */
export function nachkommen(pid: number): Prozess[] {
  const alle = readdirSync('/proc')
    .filter((n) => /^\d+$/.test(n))
    .map((n) => readProzess(Number(n)))
    .filter((p) => p !== undefined);
  const gefunden = new Map<number, Prozess>();
  const eltern = new Set([pid]);
  const gruppen = new Set<number>();
  for (let neu = true; neu; ) {
    neu = false;
    for (const p of alle) {
      if (p.pid === pid || gefunden.has(p.pid) || !(eltern.has(p.eltern) || gruppen.has(p.gruppe))) continue;
      gefunden.set(p.pid, p);
      eltern.add(p.pid);
      // a child in its own group: whoever joined that group belongs to it
      if (p.gruppe === p.pid) gruppen.add(p.gruppe);
      neu = true;
    }
  }
  return [...gefunden.values()];
}

/** Those of them that still run. */
export const lebende = (prozesse: readonly Prozess[]): Prozess[] =>
  prozesse.filter((p) => readProzess(p.pid)?.start === p.start);
