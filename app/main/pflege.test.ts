import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../base/index.ts';
import { faelligeKeks, KEK_TAGE } from './pflege.ts';

const TAG = 86_400_000;
const ordner = mkdtempSync(join(tmpdir(), 'rv-pflege-'));
const jetzt = Date.parse('2026-11-26T10:00:00Z');
afterAll(() => rmSync(ordner, { recursive: true, force: true }));
const lege = (name: string, tage: number) => {
  const datei = join(ordner, 'kek', name);
  writeFileSync(datei, 'x');
  utimesSync(datei, new Date(jetzt - tage * TAG), new Date(jetzt - tage * TAG));
};

describe('Ein neuer Hausschlüssel', () => {
  it('ist fällig, wenn der alte ein Jahr alt ist, oder wenn ein Wechsel nicht zu Ende kam', () => {
    expect(faelligeKeks(ordner, jetzt)).toEqual([]);
    mkdirSync(join(ordner, 'kek'));
    const [jung, alt, halb] = [1, 2, 3].map((n) => uuidv7(n)) as [string, string, string];
    lege(`${jung}.key`, KEK_TAGE - 1);
    lege(`${alt}.key`, KEK_TAGE + 1);
    lege(`${halb}.key`, 1);
    lege(`${halb}.alt.key`, 1);
    lege(`${jung}.key.77.abc.tmp`, 999);
    expect(faelligeKeks(ordner, jetzt).sort()).toEqual([alt, halb].sort());
  });
});
