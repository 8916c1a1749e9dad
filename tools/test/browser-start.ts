import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const FLAGGEN = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts a Chromium: $CHROMIUM, the system's, one from apt when root, else the one from npm. Throws when there is none. */
export async function startBrowser(): Promise<Browser> {
  const programm = process.env['CHROMIUM'] ?? SYSTEM.find(ausfuehrbar) ?? perApt();
  if (programm !== undefined) return chromium.launch({ executablePath: programm, headless: true, args: FLAGGEN });
  const { default: ersatz } = await import('@sparticuz/chromium');
  const executablePath = await ersatz.executablePath();
  return chromium.launch({ executablePath, headless: true, args: [...new Set([...ersatz.args, ...FLAGGEN])] });
}

function ausfuehrbar(datei: string): boolean {
  try {
    accessSync(datei, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function perApt(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  console.log('Chromium fehlt und wird mit apt-get installiert.');
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  return SYSTEM.find(ausfuehrbar);
}
