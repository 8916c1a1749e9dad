import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { verifyPdf } from '../index.ts';

const dir = join(process.env.STANDARDS_DIR ?? '../shared/standards', 'pdf');
const da = existsSync(join(dir, 'erwartet.json'));
const erwartet: { file: string; verdict: string }[] = da
  ? JSON.parse(readFileSync(join(dir, 'erwartet.json'), 'utf8'))
  : [];
const verify = (file: string) =>
  verifyPdf(new Uint8Array(readFileSync(join(dir, file))), {
    krypto,
    anker: [],
    jetzt: new Date('2026-03-10T00:00:00Z'),
  });

describe.skipIf(!da)('fremde PDF-Dateien (uebersprungen, wenn STANDARDS_DIR fehlt)', () => {
  it.each(erwartet)('$file: $verdict', async ({ file, verdict }) => {
    const u = await verify(file);
    expect(u.unversehrt, JSON.stringify(u.gruende)).toBe(verdict);
  });

  const ohne = da ? ['pdfa', 'verapdf'].flatMap((d) => readdirSync(join(dir, d)).map((f) => `${d}/${f}`)) : [];
  it.each(ohne)('%s traegt keine Unterschrift', async (file) => {
    expect(await verify(file)).toMatchObject({
      unversehrt: 'cannot be decided',
      gruende: [{ code: 'pdf.keine-unterschrift' }],
    });
  });
});
