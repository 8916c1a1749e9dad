// npm run demo [-- --json]: plays the service centre's day over HTTP, on a running demo or on an instance of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../bundle.mjs';
import { abrechnungSzene, zeigeAbrechnung } from './abrechnung.ts';
import { createPruefer } from './pruefer.ts';
import { type Buehne, bewachungSzene, gewerbeSzene, hundesteuerSzene, type Szene } from './szenen.ts';

const json = process.argv.includes('--json');
const start = performance.now();
const zeile = (text: string) =>
  console.log(`${((performance.now() - start) / 1000).toFixed(2).padStart(6)} s  ${text}`);

interface Instanz {
  basis: string;
  stop(): Promise<void>;
}

/** A demo that runs already, or null. An installation that is not a demo is refused. */
async function findInstance(port: number): Promise<Instanz | null> {
  const basis = `http://127.0.0.1:${port}`;
  const antwort = await fetch(`${basis}/api/betrieb`, { signal: AbortSignal.timeout(1500) }).catch(() => null);
  if (!antwort) return null;
  const wer = (await antwort.json().catch(() => ({}))) as { betrieb?: string };
  if (wer.betrieb !== 'demo')
    throw new Error(`Auf Port ${port} läuft keine Demo. Die Vorführung spielt nur auf einer Demo.`);
  return { basis, stop: async () => undefined };
}

async function startInstance(): Promise<Instanz> {
  const ordner = mkdtempSync(join(tmpdir(), 'rathausverbund-demo-'));
  chmodSync(ordner, 0o711); // the database's user must get through
  const port = await freePort();
  zeile('Es läuft keine Demo: eine eigene wird gestartet');
  const kind = spawn(process.execPath, [join(root, 'tools/run.mjs'), 'app/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DATEN_DIR: join(ordner, 'daten'),
      PORT: String(port),
      BETRIEB: 'demo',
      DEMO_BESTAND: 'leer',
      DATABASE_URL: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await ready(kind);
  const stop = async () => {
    const weg = new Promise((r) => kind.once('exit', r));
    kind.kill('SIGTERM');
    await weg;
    rmSync(ordner, { recursive: true, force: true });
  };
  return { basis: `http://127.0.0.1:${port}`, stop };
}

function ready(kind: ChildProcess): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    const lies = (d: Buffer) => {
      text = (text + d.toString()).slice(-4000);
      if (text.includes('Rathausverbund läuft')) resolve();
    };
    kind.stdout?.on('data', lies);
    kind.stderr?.on('data', lies);
    kind.once('exit', (code) => reject(new Error(`Die Instanz ist beim Start geendet (${code}): ${text.slice(-600)}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const adresse = s.address();
      s.close(() => resolve(typeof adresse === 'object' && adresse ? adresse.port : 0));
    });
  });
}

function report(name: string, s: Szene): void {
  console.log(
    `\n${name}: ${s.aktenzeichen}\n  zuständig   ${s.zustaendig}\n  bearbeitet  ${s.bearbeitet}\n  Grundlage   ${s.vereinbarung}`,
  );
  for (const d of s.dokumente) console.log(`  Dokument    ${d}`);
  console.log(
    `  Nachweis    ${s.nachweis}\n  Prüfung     ${s.verdikt} (TEST-Anker; nicht gegen den Betreiber geschützt)`,
  );
}

const port = Number(process.env['PORT'] ?? 8080);
const ordner = mkdtempSync(join(tmpdir(), 'rathausverbund-vorfuehrung-'));
let instanz: Instanz | null = null;
try {
  instanz = (await findInstance(port)) ?? (await startInstance());
  zeile(`Vorführung auf ${instanz.basis}`);
  const heute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  const k: Buehne = {
    basis: instanz.basis,
    ordner,
    heute,
    melde: zeile,
    pruefe: await createPruefer(instanz.basis, ordner),
  };
  const gewerbe = await gewerbeSzene(k);
  const bewachung = await bewachungSzene(k);
  const hundesteuer = await hundesteuerSzene(k);
  const abrechnung = await abrechnungSzene(k);
  report('Gewerbe, Samstag 15 Uhr', gewerbe);
  report('Bewachungsgewerbe ohne Erlaubnis', bewachung);
  report('Hundesteuer', hundesteuer);
  zeigeAbrechnung(abrechnung);
  const verdikt = [gewerbe, bewachung, hundesteuer].every((s) => s.verdikt === 'holds') ? 'holds' : 'does not hold';
  const gut = verdikt === 'holds' && abrechnung.every((z) => z.gleich);
  console.log(`\nUrteil über alle Nachweise: ${verdikt} (TEST)`);
  await instanz.stop();
  if (json) console.log(JSON.stringify({ ok: gut, gewerbe, bewachung, hundesteuer, abrechnung, verdikt }));
  process.exit(gut ? 0 : 1);
} catch (fehler) {
  console.error(`\nDie Vorführung ist gescheitert: ${(fehler as Error).message}`);
  await instanz?.stop();
  if (json) console.log(JSON.stringify({ ok: false, grund: (fehler as Error).message }));
  process.exit(1);
}
