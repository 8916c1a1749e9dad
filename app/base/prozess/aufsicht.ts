import { type ChildProcess, spawn } from 'node:child_process';
import { ohneEinstellungen } from '../config.ts';
import type { Log } from '../log.ts';

export interface Kind {
  name: string;
  befehl: string[];
  /** beside what it inherits */
  umgebung: Record<string, string>;
  /** how long it may take to end when asked to, in ms; ten seconds when not said */
  endeFrist?: number;
}

interface Lauf extends Kind {
  prozess: ChildProcess | null;
  abstuerze: number[];
}

/** A child says that it is up by writing a line to stdout that begins so; the rest of the line is its message. */
export const BEREIT = 'bereit';
const istBereit = (zeile: string) => zeile.startsWith(BEREIT) || zeile.startsWith('{"bereit":true');

/**
 * Starts children one after the other, each in its own process group, with a heartbeat pipe as stdin: when this process dies,
 * the pipe closes and the child ends itself. A crash is restarted with back-off; five in a minute are given up.
 */
export function createAufsicht(log: Log, aufgeben: (grund: string) => void) {
  const laeufe: Lauf[] = [];
  let ende = false;

  /** @returns the line with which the child said that it is up */
  async function start(kind: Kind): Promise<string> {
    const lauf: Lauf = { ...kind, prozess: null, abstuerze: [] };
    laeufe.push(lauf);
    return run(lauf);
  }

  function run(lauf: Lauf): Promise<string> {
    const [datei = '', ...args] = lauf.befehl;
    const p = spawn(datei, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
      env: { ...ohneEinstellungen(process.env), ...lauf.umgebung },
    });
    lauf.prozess = p;
    p.once('exit', (code, signal) => {
      lauf.prozess = null;
      if (!ende) restart(lauf, `${code ?? signal}`);
    });
    return new Promise((resolve, reject) => {
      let text = '';
      p.stdout?.on('data', (d: Buffer) => {
        text = (text + d.toString()).slice(-8000);
        const zeile = text.split('\n').find(istBereit);
        if (zeile) resolve(zeile);
      });
      p.once('error', reject);
      p.once('exit', () => reject(new Error(`${lauf.name} ist beim Start beendet worden.`)));
    });
  }

  function restart(lauf: Lauf, grund: string): void {
    const jetzt = Date.now();
    lauf.abstuerze = [...lauf.abstuerze.filter((t) => jetzt - t < 60_000), jetzt];
    log.fehler('prozess-ende', grund, { kind: lauf.name, abstuerze: lauf.abstuerze.length });
    if (lauf.abstuerze.length >= 5) return aufgeben(`${lauf.name} ist fünfmal in einer Minute abgestürzt.`);
    setTimeout(
      () => !ende && run(lauf).catch((f) => log.fehler('neustart', f, { kind: lauf.name })),
      250 * 2 ** lauf.abstuerze.length,
    );
  }

  /** Ends the children in reverse order: heartbeat closed, and SIGKILL to the group when the time it may take is over. */
  async function stop(): Promise<void> {
    ende = true;
    for (const lauf of laeufe.reverse()) {
      const p = lauf.prozess;
      if (!p?.pid) continue;
      const weg = new Promise((r) => p.once('exit', r));
      p.stdin?.end();
      const hart = setTimeout(() => killGroup(p.pid ?? 0), lauf.endeFrist ?? 10_000);
      await weg;
      clearTimeout(hart);
    }
  }

  return { start, stop };
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // gone already
  }
}

/** The child's side: resolves when the parent is gone or asks to stop. */
export function elternEnde(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.resume();
    process.stdin.once('end', resolve);
    process.stdin.once('error', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.on('SIGINT', () => undefined); // Ctrl-C reaches the supervisor, which stops us in order
  });
}
