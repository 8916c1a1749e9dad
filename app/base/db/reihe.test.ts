import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReihe } from './reihe.ts';

/** Lets `wer` wait in this order, then frees places one by one. @returns who had them, in order */
async function folge(plaetze: number, wer: readonly string[]): Promise<string[]> {
  const reihe = createReihe(plaetze);
  for (let i = 0; i < plaetze; i++) await reihe.nimm('davor');
  const dran: string[] = [];
  const alle = wer.map((w) => reihe.nimm(w).then(() => dran.push(w)));
  for (const _ of wer) {
    reihe.gib();
    await setTimeout(0);
  }
  await Promise.all(alle);
  return dran;
}

describe('Eine Reihe', () => {
  it('gibt freie Plätze sofort, dann reihum', async () => {
    expect(await folge(2, ['a', 'a', 'a', 'a', 'b', 'c', 'b'])).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'a']);
  });

  it('lässt jeden dran, und niemanden zweimal, solange ein anderer noch gar nicht dran war', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 }), async (wer) => {
        const dran = await folge(1, wer);
        expect(dran.toSorted()).toEqual([...wer].sort());
        const verschiedene = new Set(wer).size;
        expect(new Set(dran.slice(0, verschiedene)).size).toBe(verschiedene);
      }),
      { numRuns: 50 },
    );
  });

  it('sagt nach einer Weile, dass kein Platz frei wurde; der Platz geht an den Nächsten', async () => {
    const reihe = createReihe(1, 20);
    await reihe.nimm('a');
    await expect(reihe.nimm('b')).rejects.toMatchObject({ code: 'verbindung.kein-platz' });
    const c = reihe.nimm('c');
    reihe.gib();
    await c;
    reihe.gib();
    await reihe.nimm('d');
    await expect(reihe.nimm('d')).rejects.toThrow('keine Verbindung');
  });
});
