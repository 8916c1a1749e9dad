import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPlatte } from './platte.ts';

it('Die Platte nimmt kein Byte, solange sie voll ist, danach wieder, und am Ende ist sie weg', async ({ skip }) => {
  const platte = createPlatte(32);
  if (!platte) return skip('Einhängen geht hier nicht');
  const schreibe = (name: string) => writeFileSync(join(platte.ordner, name), Buffer.alloc(8192));
  try {
    schreibe('vorher');
    expect([platte.fuelle(), platte.fuelle()]).toEqual([true, false]);
    expect(() => schreibe('voll-1')).toThrow('ENOSPC');
    await new Promise((r) => setTimeout(r, 400));
    expect(() => schreibe('voll-2')).toThrow('ENOSPC');
    platte.leere();
    schreibe('nachher');
  } finally {
    platte.weg();
  }
  expect(existsSync(platte.ordner)).toBe(false);
});
