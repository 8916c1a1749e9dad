import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncOrdner } from '../dauerhaft.ts';
import type { Grabstein } from './lager.ts';

/** One line each: body, id, instant. Append-only; a line that a power cut left half does not count. */
const ZEILE = /^(\S+) (\S+) (\d{4}-\S+Z)$/;

export const parseGrabsteine = (text: string): Grabstein[] =>
  text.split('\n').flatMap((z) => {
    const [, koerperschaft, id, am] = ZEILE.exec(z) ?? [];
    return koerperschaft && id && am ? [{ koerperschaft, id, am: new Date(am) }] : [];
  });

/**
 * The list of destroyed keys. Every question looks at the file's size first (one stat): what another process has destroyed is
 * known at the next use, not after some seconds.
 */
export function createGrabsteine(datei: string) {
  let stand = '';
  let steine = new Map<string, Grabstein>();

  function load(): Map<string, Grabstein> {
    const s = statSync(datei, { throwIfNoEntry: false });
    const neu = s ? `${s.ino}/${s.size}/${s.mtimeMs}` : '';
    if (neu === stand) return steine;
    steine = new Map(
      parseGrabsteine(s ? readFileSync(datei, 'utf8') : '').map((g) => [`${g.koerperschaft}/${g.id}`, g]),
    );
    stand = neu;
    return steine;
  }

  return {
    has: (koerperschaft: string, id: string) => load().has(`${koerperschaft}/${id}`),
    all: (): Grabstein[] => [...load().values()],
    /** durable on return */
    add(g: Grabstein): void {
      if (load().has(`${g.koerperschaft}/${g.id}`)) return;
      mkdirSync(dirname(datei), { recursive: true, mode: 0o700 });
      const neu = !existsSync(datei);
      const fd = openSync(datei, 'a', 0o600);
      try {
        // begins with its own line end: half a line before it stays half
        writeSync(fd, `\n${g.koerperschaft} ${g.id} ${g.am.toISOString()}\n`);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      if (neu) syncOrdner(dirname(datei));
    },
  };
}
