import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundle, root } from './bundle.mjs';

const ordner = mkdtempSync(join(tmpdir(), 'rv-bau-'));
afterAll(() => rmSync(ordner, { recursive: true, force: true }));

function datei(name: string, text: string): string {
  const pfad = join(ordner, name);
  writeFileSync(pfad, text);
  return pfad;
}
const laufe = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'tools/run.mjs'), ...args], { encoding: 'utf8', cwd: ordner });

describe('Der Bau', () => {
  it('gibt für denselben Inhalt dieselbe Datei und für anderen eine andere', async () => {
    const eins = await bundle(datei('gleich.ts', 'console.log(1 as number);'));
    expect(await bundle(join(ordner, 'gleich.ts'))).toBe(eins);
    const zwei = await bundle(datei('gleich.ts', 'console.log(2 as number);'));
    expect(zwei).not.toBe(eins);
    for (const f of [eins, zwei]) rmSync(f);
  });

  it('wirft weg, was seit einer Woche niemand verlangt hat, und sonst nichts', async () => {
    mkdirSync(join(root, 'dist'), { recursive: true });
    const alt = join(root, 'dist', `probe-${'0'.repeat(16)}.mjs`);
    const jung = join(root, 'dist', `probe-${'1'.repeat(16)}.mjs`);
    const fremd = join(root, 'dist', 'probe-fremd.txt');
    for (const f of [alt, jung, fremd]) writeFileSync(f, '');
    const vorher = new Date(Date.now() - 8 * 24 * 3600 * 1000);
    for (const f of [alt, fremd]) utimesSync(f, vorher, vorher);
    const neu = await bundle(datei('neu.ts', `export const zeit = ${Date.now()};`));
    expect([alt, jung, fremd].map((f) => existsSync(f))).toEqual([false, true, true]);
    for (const f of [jung, fremd, neu]) rmSync(f);
  });

  it('nennt Datei und Zeile, wenn etwas nicht zu bauen ist', async () => {
    await expect(bundle(datei('kaputt.ts', '\nconst = 1;'))).rejects.toThrow(
      /lässt sich nicht bauen:\n.*kaputt\.ts:2:7: /,
    );
    await expect(bundle(datei('fehlt.ts', "import './nichts.ts';"))).rejects.toThrow(/fehlt\.ts:1:8: /);
  });

  it('was allein läuft, verrät keinen Ordner dieses Rechners', async () => {
    const out = join(ordner, 'allein.mjs');
    await bundle('packages/nachweis/bin/pruefen.ts', { alone: true, out });
    const text = readFileSync(out, 'utf8');
    expect(text).not.toContain(root);
    const gebraucht = [...text.matchAll(/^import .*?from ["']([^"']+)["']/gm)].map((m) =>
      String(m[1]).replace(/^node:/, ''),
    );
    expect(gebraucht.filter((name) => !builtinModules.includes(name))).toEqual([]);
  });

  it('was seinen Ordner braucht, lässt sich nicht für sich allein bauen', async () => {
    const pfad = datei('ordner.ts', 'console.log(import.meta.dirname);');
    await expect(bundle(pfad, { alone: true, out: join(ordner, 'x.mjs') })).rejects.toThrow(
      /läuft deshalb nicht allein/,
    );
  });
});

describe('tools/run.mjs', () => {
  it('reicht Angaben und Ordner der Quelle durch', () => {
    const pfad = datei(
      'zeige.ts',
      'console.log(JSON.stringify([process.argv.slice(2), import.meta.dirname] satisfies unknown[]));',
    );
    expect(JSON.parse(laufe(pfad, 'a', '--b').stdout)).toEqual([['a', '--b'], ordner]);
  });

  it('endet mit 3 und einem Satz, wenn es nichts zu starten gibt', () => {
    expect(laufe()).toMatchObject({ status: 3, stderr: expect.stringContaining('Aufruf:') });
    expect(laufe('gibt-es-nicht.ts')).toMatchObject({
      status: 3,
      stderr: 'Die Datei gibt-es-nicht.ts gibt es nicht.\n',
    });
    expect(laufe(datei('krumm.ts', 'const = 1;'))).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('lässt sich nicht bauen'),
    });
  });

  it('endet mit 3 nicht, wenn das Programm selbst scheitert', () => {
    expect(laufe(datei('wirft.ts', "throw new Error('Absicht');")).status).toBe(1);
  });
});
