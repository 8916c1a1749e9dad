import { expect, it } from 'vitest';
import { zufallsbytes } from './zufall.ts';

it('Mehr, als der Vorrat fasst, wird nicht mit weniger beantwortet', () => {
  expect(zufallsbytes(8192).length).toBe(8192);
  expect(() => zufallsbytes(8193)).toThrow(RangeError);
});

it('Kein Byte des Vorrats wird zweimal ausgegeben, auch nicht über sein Ende hinweg', () => {
  const gesehen = new Set<string>();
  for (let n = 0; n < 2_000; n++) {
    const b = zufallsbytes(n % 2 ? 12 : 32);
    expect(b.length).toBe(n % 2 ? 12 : 32);
    gesehen.add(b.toString('hex'));
  }
  expect(gesehen.size).toBe(2_000);
});

it('Was ausgegeben ist, gehört dem, der es bekam', () => {
  const b = zufallsbytes(16);
  const vorher = b.toString('hex');
  for (let n = 0; n < 1_000; n++) zufallsbytes(16).fill(0);
  expect(b.toString('hex')).toBe(vorher);
});
