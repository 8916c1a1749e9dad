import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Abdruck, findUnterschiede, nimmAb } from './abdruck.ts';

const abdruck = async (tabellen: Record<string, string[]>) => {
  const a: Abdruck = new Map();
  async function* zeilen() {
    yield '{"version":1}';
    for (const [tabelle, werte] of Object.entries(tabellen)) {
      yield JSON.stringify({ tabelle });
      for (const w of werte) yield JSON.stringify([w]);
    }
    yield '{"ende":0}';
  }
  for await (const _ of nimmAb(zeilen(), a));
  return a;
};

it('Zwei Abdrücke sind gleich, wenn jede Tabelle dieselben Zeilen hat, gleich in welcher Folge, und sonst nicht', async () => {
  const werte = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(werte, werte, async (x, y) => {
      const gleich = [...x].sort().join() === [...y].sort().join();
      const [a, b] = [await abdruck({ t: x, u: ['a'] }), await abdruck({ t: y, u: ['a'] })];
      expect(findUnterschiede(a, b)).toEqual(gleich ? [] : ['t']);
    }),
  );
  expect(findUnterschiede(await abdruck({ t: [] }), await abdruck({}))).toEqual(['t']);
});
