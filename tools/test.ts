// npm test [-- FILTER…]: all tests, browser included. Ends with the plain line `N passed, N failed[, N skipped]`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Bericht, schlusszeile, zaehle } from './test/zaehlung.ts';

const wurzel = resolve(import.meta.dirname, '..');

/** Programs the tests look at our work with, and what happens without them. */
const PROGRAMME = {
  chromium: 'Browser; fehlt er, holen ihn die Tests mit apt-get (als root) oder nehmen den aus npm',
  pdftotext: 'poppler-utils; ohne entfallen Blicke in den Text der Briefe',
  pdfsig: 'poppler-utils; ohne entfällt der Vergleich der Siegel mit einem fremden Prüfer',
  qpdf: 'ohne entfällt die Prüfung der PDF-Struktur',
  openssl: 'ohne entfällt der Vergleich von Siegeln, Zeitstempeln und Protokollständen mit einem fremden Prüfer',
  java: 'openjdk-17-jdk-headless und libbcpkix-java; ohne entfällt der Vergleich der Beweisdatensätze',
  'softhsm2-util': 'softhsm2, opensc; ohne entfallen Siegel mit einem HSM',
};
for (const [name, zweck] of Object.entries(PROGRAMME)) {
  const ort = name === 'chromium' ? process.env['CHROMIUM'] : undefined;
  if (ort === undefined && spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
    console.log(`Nicht installiert: ${name} (${zweck}).`);
}

const temp = mkdtempSync(join(tmpdir(), 'rv-bericht-'));
const datei = join(temp, 'bericht.json');
const args = [
  'run',
  '--config',
  'tools/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${datei}`,
];
const kind = spawn(
  process.execPath,
  [join(wurzel, 'node_modules/vitest/vitest.mjs'), ...args, ...process.argv.slice(2)],
  {
    cwd: wurzel,
    stdio: 'inherit',
    env: process.env['CI'] ? { ...process.env, NO_COLOR: '1' } : process.env,
  },
);
// a Ctrl-C reaches vitest as well; its cluster is stopped there, so we wait for it
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => kind.kill(signal));
const code = await new Promise<number>((fertig) => {
  kind.on('error', () => fertig(1));
  kind.on('close', (c) => fertig(c ?? 1));
});

const ergebnis = zaehle(lies(), code);
rmSync(temp, { recursive: true, force: true });
console.log(`\n${schlusszeile(ergebnis)}`);
process.exitCode = ergebnis.failed === 0 ? 0 : 1;

function lies(): Bericht | undefined {
  try {
    return JSON.parse(readFileSync(datei, 'utf8')) as Bericht;
  } catch {
    return undefined;
  }
}
