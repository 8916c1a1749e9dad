import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../bundle.mjs';

/** An installation that runs, as `npm start` brings it up. */
export interface Instanz {
  basis: string;
  port: number;
  daten: string;
  pid: number;
  /** what it has printed so far */
  ausgabe(): string;
  /** sends the signal to the supervisor only and waits for its end; its exit code, null when a signal ended it */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Anfang {
  daten: string;
  port?: number;
  umgebung?: Record<string, string>;
}

/** A folder for data which the database's user can reach. */
export function neuerOrdner(): { daten: string; weg(): void } {
  const ordner = mkdtempSync(join(tmpdir(), 'rathausverbund-reise-'));
  chmodSync(ordner, 0o711);
  return { daten: join(ordner, 'daten'), weg: () => rmSync(ordner, { recursive: true, force: true }) };
}

/** Starts an installation and waits until it says that it runs. Throws with its last words when it ends before. */
export async function startInstanz(anfang: Anfang): Promise<Instanz> {
  const lauf = await spawnInstanz(anfang);
  await Promise.race([
    lauf.bereit,
    lauf.ende.then((code) => {
      throw new Error(`Die Instanz endete beim Start mit ${code}: ${lauf.ausgabe().slice(-800)}`);
    }),
  ]);
  const { kind, port } = lauf;
  return {
    basis: `http://127.0.0.1:${port}`,
    port,
    daten: anfang.daten,
    pid: kind.pid ?? 0,
    ausgabe: lauf.ausgabe,
    stop(signal = 'SIGTERM') {
      kind.kill(signal);
      return lauf.ende;
    },
  };
}

/** Starts an installation that is expected to end by itself: its exit code and what it wrote to stderr. */
export async function failingStart(anfang: Anfang): Promise<{ code: number | null; meldung: string }> {
  const lauf = await spawnInstanz(anfang);
  const code = await Promise.race([lauf.ende, lauf.bereit.then(() => 'laeuft' as const)]);
  if (code !== 'laeuft') return { code, meldung: lauf.fehler().trim() };
  lauf.kind.kill('SIGTERM');
  await lauf.ende;
  throw new Error('Die Instanz lief, obwohl sie nicht starten durfte.');
}

async function spawnInstanz({ daten, port: gewollt, umgebung }: Anfang) {
  const port = gewollt ?? (await freePort());
  const env = { ...process.env, DATEN_DIR: daten, PORT: String(port), BETRIEB: 'demo', DATABASE_URL: '', ...umgebung };
  const kind = spawn(process.execPath, [join(root, 'tools/run.mjs'), 'app/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ende = new Promise<number | null>((resolve) => kind.once('close', resolve));
  // a test run that is broken off leaves nothing behind: without the supervisor its children end
  const mit = () => kind.kill('SIGKILL');
  process.once('exit', mit);
  void ende.then(() => process.off('exit', mit));
  const [aus, fehler] = [collect(kind.stdout), collect(kind.stderr)];
  return { kind, port, ende, bereit: ready(kind, aus), ausgabe: () => `${aus()}${fehler()}`, fehler };
}

function ready(kind: ChildProcess, aus: () => string): Promise<void> {
  return new Promise((resolve) => {
    kind.stdout?.on('data', () => {
      if (aus().includes('Rathausverbund läuft')) resolve();
    });
  });
}

function collect(strom: NodeJS.ReadableStream): () => string {
  let text = '';
  strom.on('data', (d: Buffer) => {
    text += d.toString();
  });
  return () => text;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const adresse = probe.address();
      probe.close(() => resolve(typeof adresse === 'object' && adresse ? adresse.port : 0));
    });
  });
}
