import { describe, expect, it } from 'vitest';
import { stellbareUhr } from '../base/index.ts';
import { createMerker } from './merker.ts';

describe('Was eben gemacht wurde', () => {
  const uhr = stellbareUhr(0);
  let gemacht = 0;
  const merke = createMerker<number>({ uhr, dauerMs: 60_000, hoechstens: 2, gut: (n) => n >= 0 });
  const mache = async () => ++gemacht;

  it('wird eine Minute lang nicht noch einmal gemacht, auch wenn zwei zugleich fragen', async () => {
    expect(await Promise.all([merke('a', mache), merke('a', mache)])).toEqual([1, 1]);
    uhr.stelle(59_999);
    expect(await merke('a', mache)).toBe(1);
    uhr.stelle(60_000);
    expect(await merke('a', mache)).toBe(2);
  });

  it('gilt nur für den, für den es gemacht wurde, und nicht, wenn es misslang', async () => {
    expect(await merke('b', mache)).toBe(3);
    expect(await merke('c', async () => -1)).toBe(-1);
    expect(await merke('c', mache)).toBe(4);
    await expect(merke('d', () => Promise.reject(new Error('still')))).rejects.toThrow('still');
    expect(await merke('d', mache)).toBe(5);
  });
});
