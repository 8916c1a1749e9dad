import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, createSchluesselbund, ohneEinstellungen, ordner as ordnerOf } from '../app/base/index.ts';
import { PORT_NR } from '../app/base/postgres/embedded.ts';
import { createAufsicht, type Kind } from '../app/base/prozess/aufsicht.ts';
import { richteEin } from '../app/main/einrichten.ts';
import { type KindConfig, kindUmgebung } from '../app/main/kind.ts';
import { type Ort, verbinde } from '../app/main/verbindung.ts';
import { OHNE_DATEI } from '../app/nachweise/index.ts';
import { bundle } from '../tools/bundle.mjs';

export interface Instanz {
  kind: KindConfig;
  /** the setup role, which owns the tables */
  setup: Awaited<ReturnType<typeof verbinde>>;
  /** starts one more process of the house (see app/main.ts) */
  start(rolle: string, kind?: KindConfig): Promise<void>;
  /** starts another program beside the house; the line with which it says that it is up */
  startFremdes(programm: Kind): Promise<string>;
  /** runs a process of the house that ends by itself */
  durchlaufe(rolle: string): Promise<void>;
  /** CPU seconds of all processes of the instance so far, by name */
  cpu(): Record<string, number>;
  stop(): Promise<void>;
}

/** Starts the processes of an installation and ends them in reverse order. */
export type Aufsicht = Pick<ReturnType<typeof createAufsicht>, 'start' | 'stop'>;

const aufsichtDesHauses = (): Aufsicht =>
  createAufsicht(createLog('bench'), (grund) => {
    throw new Error(grund);
  });

/**
 * A whole installation in a folder of its own as `npm start` makes it: embedded PostgreSQL with fsync, all migrations, the four
 * run-time roles, keys. Which processes run on it the bench decides.
 * @param oben where its folder is made
 */
export async function createInstanz(aufsicht = aufsichtDesHauses(), oben = tmpdir()): Promise<Instanz> {
  const basis = mkdtempSync(join(oben, 'rv-bench-'));
  chmodSync(basis, 0o755); // the server's user must be able to walk into its folder
  const o = ordnerOf(basis);
  const kind: KindConfig = {
    config: {
      PORT: 0,
      DATEN_DIR: basis,
      BETRIEB: 'demo',
      DEMO_BESTAND: 'leer',
      SIEGEL: 'lokal',
      SCHLUESSEL: 'ordner',
      PLATTFORM: 'bench.rathausverbund.invalid',
    },
    ordner: o,
    ort: null,
    zugang: null,
    basisUrl: '',
    adressen: { gegenstellen: null, zeuge: '' },
    zeugen: { ...OHNE_DATEI, zeugen: [] },
  };
  const bundel = await bundle('app/main.ts');
  const alsKind = (rolle: string, k: KindConfig): Kind => ({
    name: rolle,
    // a profile is asked for by flags of node: they go down to every process
    befehl: [process.execPath, ...process.execArgv, bundel, 'app/main.ts', rolle],
    umgebung: kindUmgebung(k, rolle),
  });
  const start = async (rolle: string, k = kind) => {
    await aufsicht.start(alsKind(rolle, k));
  };
  try {
    const bund = createSchluesselbund(o.schluessel);
    bund.datei('postgres.kennwort', () => Buffer.from(randomBytes(24).toString('base64url')));
    await start('postgres');
    const e = await richteEin(kind.config, o, { lauf: o.lauf, port: PORT_NR });
    if (!e.ok) throw new Error(e.meldung);
    kind.ort = e.ort;
    kind.zugang = e.zugang;
    const setup = await verbindeSetup(e.ort, bund.datei('setup.kennwort', unknown).toString());
    return {
      kind,
      setup,
      start,
      startFremdes: aufsicht.start,
      durchlaufe: (rolle) => durchlaufe(alsKind(rolle, kind)),
      cpu: () => cpuOf(process.pid),
      async stop() {
        await setup.end();
        await aufsicht.stop();
        rmSync(basis, { recursive: true, force: true });
      },
    };
  } catch (fehler) {
    await aufsicht.stop();
    rmSync(basis, { recursive: true, force: true });
    throw fehler;
  }
}

/** Its standard input is the heartbeat: it ends when this process does. */
function durchlaufe({ name, befehl: [datei = '', ...args], umgebung }: Kind): Promise<void> {
  const p = spawn(datei, args, {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { ...ohneEinstellungen(process.env), ...umgebung },
  });
  return new Promise((gib, scheitere) => {
    p.once('error', scheitere);
    p.once('close', (code) => (code === 0 ? gib() : scheitere(new Error(`${name} endete mit ${code}`))));
  });
}

const unknown = (): never => {
  throw new Error('Kennwort der Einrichtungsrolle fehlt');
};

const verbindeSetup = (ort: Ort, password: string) => verbinde({ ...ort, user: 'rathausverbund_setup', password });

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const a = probe.address();
      probe.close(() => resolve(typeof a === 'object' && a ? a.port : 0));
    });
  });
}

const TICKS = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout) || 100;

/** CPU seconds of this process and all below it, children that have ended included, by what they are. */
function cpuOf(wurzel: number): Record<string, number> {
  const alle = readdirSync('/proc')
    .filter((n) => /^\d+$/.test(n))
    .map(readProzess)
    .filter((p) => p !== null);
  const summe: Record<string, number> = {};
  const walk = (pid: number, name: string) => {
    const p = alle.find((x) => x.pid === pid);
    if (!p) return;
    const eigen = p.rolle ?? name;
    summe[eigen] = (summe[eigen] ?? 0) + p.sekunden;
    for (const kind of alle.filter((x) => x.ppid === pid)) walk(kind.pid, eigen);
  };
  walk(wurzel, 'bench');
  return summe;
}

function readProzess(pid: string): { pid: number; ppid: number; sekunden: number; rolle: string | null } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const f = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, ppid = 0] = f;
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const i = args.indexOf('app/main.ts');
    const rolle = i > 0 ? (args[i + 1] ?? null) : args.includes('last') ? 'last' : null;
    const ticks = (f[11] ?? 0) + (f[12] ?? 0) + (f[13] ?? 0) + (f[14] ?? 0);
    return { pid: Number(pid), ppid, sekunden: ticks / TICKS, rolle };
  } catch {
    return null; // it has just ended
  }
}
