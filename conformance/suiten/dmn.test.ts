import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dmn } from './dmn.ts';

const TCK = join(process.env['STANDARDS_DIR'] ?? '../shared/standards', 'dmn-tck');

describe.skipIf(!existsSync(TCK))('DMN TCK', () => {
  it.each(['level-2', 'level-3'])('besteht alle Fälle von %s', async (stufe) => {
    const faelle = await dmn.faelle(join(TCK, stufe));
    expect(faelle.filter((f) => f.ergebnis !== 'passed')).toEqual([]);
    expect(faelle.length).toBeGreaterThan(50);
  });
});
