import type { Uhr } from '../base/index.ts';

/**
 * Remembers what was made for a name for a while: whoever asks again, or at the same time, gets the same. Only what `gut` finds good is
 * kept; the oldest go first.
 */
export function createMerker<T>(d: { uhr: Uhr; dauerMs: number; hoechstens: number; gut: (wert: T) => boolean }) {
  const bekannt = new Map<string, { bis: number; wert: Promise<T> }>();
  return (name: string, mache: () => Promise<T>): Promise<T> => {
    const jetzt = d.uhr.jetzt();
    for (const [n, { bis }] of bekannt) if (bis <= jetzt || bekannt.size > d.hoechstens) bekannt.delete(n);
    const da = bekannt.get(name);
    if (da) return da.wert;
    const wert = mache();
    bekannt.set(name, { bis: jetzt + d.dauerMs, wert });
    const vergiss = () => void (bekannt.get(name)?.wert === wert && bekannt.delete(name));
    wert.then((w) => d.gut(w) || vergiss(), vergiss);
    return wert;
  };
}
