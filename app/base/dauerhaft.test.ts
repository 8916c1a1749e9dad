import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { replaceDurable, writeDurable, writeVisible } from './dauerhaft.ts';

const platte = vi.hoisted(() => ({ voll: false }));
vi.mock('node:fs', async (echt) => {
  const fs = await echt<typeof import('node:fs')>();
  return {
    ...fs,
    writeFileSync(...args: Parameters<typeof fs.writeFileSync>) {
      fs.writeFileSync(...args);
      if (platte.voll) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    },
  };
});

const ordner = mkdtempSync(join(tmpdir(), 'rv-dauerhaft-'));
afterAll(() => rmSync(ordner, { recursive: true }));

describe('Auf einem vollen Datenträger', () => {
  it.each([writeDurable, writeVisible, replaceDurable])('lässt %o nichts Halbes liegen', (schreibe) => {
    const pfad = join(ordner, schreibe.name, 'datei');
    platte.voll = true;
    expect(() => schreibe(pfad, Buffer.from('neu'))).toThrow('ENOSPC');
    expect(readdirSync(join(ordner, schreibe.name))).toEqual([]);
    platte.voll = false;
    schreibe(pfad, Buffer.from('neu'));
    expect(readdirSync(join(ordner, schreibe.name))).toEqual(['datei']);
    expect(readFileSync(pfad, 'utf8')).toBe('neu');
  });
});
