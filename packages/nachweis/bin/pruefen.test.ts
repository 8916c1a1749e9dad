import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../siegel/node/krypto.ts';
import { formatAnker, writeBundle } from '../src/index.ts';
import { baueWelt, gutesBuendel } from '../src/probe/welt.ts';

const folder = mkdtempSync(join(tmpdir(), 'pruefen-'));
const program = join(folder, 'pruefen.mjs');
afterAll(() => rmSync(folder, { recursive: true }));

// A process of its own builds it: the test runner loads modules in its own way.
const script = `
  const { bauePruefprogramm } = await import(${JSON.stringify(resolve('tools/pruefseite.mjs'))});
  const { text, sha256 } = await bauePruefprogramm();
  (await import('node:fs')).writeFileSync(${JSON.stringify(program)}, text);
  console.log(sha256);`;
const built = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });

const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
writeFileSync(join(folder, 'gut.asice'), await writeBundle(inhalt, { krypto, stempel: welt.stempel }));
writeFileSync(join(folder, 'gut.pdf'), inhalt.dokumente[0]?.bytes ?? '');
writeFileSync(
  join(folder, 'schlecht.asice'),
  await writeBundle({ ...inhalt, ereignisse: inhalt.ereignisse.slice(0, 1) }, { krypto, stempel: welt.stempel }),
);
writeFileSync(join(folder, 'text.asice'), 'Das ist kein Bündel.');
mkdirSync(join(folder, 'anker'));
writeFileSync(join(folder, 'anker', 'anker.json'), formatAnker(welt.anker));
for (const name of ['siegel-ca.der', 'zeitstempel-ca.der'])
  writeFileSync(join(folder, 'anker', name), welt.ca.certificate);
mkdirSync(join(folder, 'leer'));

/** The command; a check that a busy machine ended is asked for again, as its message says. */
function run(...args: string[]) {
  for (let versuch = 1; ; versuch++) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {},
    });
    if (versuch === 10 || !stdout.includes('Die Prüfung dauerte zu lange')) return { status, stdout, stderr };
  }
}

describe('the verifier as one file in an empty folder', () => {
  it('is built', () => {
    expect(built.stderr).toBe('');
    expect(built.status).toBe(0);
    expect(built.stdout.trim()).toBe(createHash('sha256').update(readFileSync(program)).digest('hex'));
  });

  it('exits 0 for a good bundle and says TEST beside the verdict', () => {
    const { status, stdout, stderr } = run('gut.asice', '--anker', 'anker');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^TEST {2}Der Nachweis gilt\. \(holds\)$/m);
    expect(stdout).toContain('nicht gegen den Betreiber geschützt');
    expect(status).toBe(0);
  });

  it('exits 1 for a bad one and 2 when anchors or proof are missing', () => {
    expect(run('schlecht.asice', '--anker', 'anker').status).toBe(1);
    expect(run('gut.asice').status).toBe(2);
    expect(run('gut.pdf', '--anker', 'anker').status).toBe(2);
  });

  it('answers in JSON', () => {
    const { status, stdout } = run('--json', 'gut.asice', '--anker', 'anker');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      art: 'buendel',
      verdikt: 'holds',
      test: true,
      zeugen: { antwort: 'holds' },
    });
    expect(JSON.parse(run('text.asice', '--json').stdout)).toMatchObject({ ok: false, code: 'unlesbar' });
  });

  it.each([
    [['text.asice'], 'kann nicht gelesen werden'],
    [['fehlt.asice'], 'kann nicht gelesen werden'],
    [['anker'], 'kann nicht gelesen werden'],
    [[], 'Aufruf'],
    [['gut.asice', '--anker'], 'Aufruf'],
    [['gut.asice', 'gut.pdf'], 'Aufruf'],
    [['--unbekannt', 'gut.asice'], 'Aufruf'],
    [['gut.asice', '--anker', 'fehlt'], 'Ordner der Anker'],
    [['gut.asice', '--anker', 'leer'], 'anker.json'],
  ])('exits 3 for %j', (args, text) => {
    const { status, stdout } = run(...args);
    expect(stdout).toContain(text);
    expect(status).toBe(3);
  });
});
