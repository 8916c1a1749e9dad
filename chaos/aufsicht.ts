import { type ChildProcess, spawn } from 'node:child_process';
import { ohneEinstellungen } from '../app/base/index.ts';
import { BEREIT, type Kind } from '../app/base/prozess/aufsicht.ts';
import type { Aufsicht } from '../bench/instanz.ts';

/** How long after its end a process is started again, as a service manager would. */
const PAUSE_MS = 500;
const ENDE_MS = 20_000;

interface Dienst extends Kind {
  prozess: ChildProcess | null;
  bereit: boolean;
}

/** The service manager of the chaos run: it never gives up, knows each process by its name and can kill it. */
export interface Dienste extends Aufsicht {
  /** kill -9 by pid; false when it does not run just now */
  toete(name: string): boolean;
  /** all that was started runs and has said that it is up */
  alleBereit(): boolean;
  /** ends nobody asked for: `name` → how many */
  vonSelbst: Map<string, number>;
}

const istBereit = (zeile: string) => zeile.startsWith(BEREIT) || zeile.startsWith('{"bereit":true');

export function createDienste(logbuch: number): Dienste {
  const dienste: Dienst[] = [];
  const vonSelbst = new Map<string, number>();
  const getoetet = new Set<number>();
  let ende = false;

  function laufe(d: Dienst): Promise<string> {
    const [datei = '', ...args] = d.befehl;
    // its standard input is the heartbeat: when the harness dies, the pipe closes and the child ends itself
    const p = spawn(datei, args, {
      stdio: ['pipe', 'pipe', logbuch],
      detached: true,
      env: { ...ohneEinstellungen(process.env), ...d.umgebung },
    });
    d.prozess = p;
    p.once('exit', () => {
      d.prozess = null;
      d.bereit = false;
      if (ende) return;
      if (!getoetet.delete(p.pid ?? 0)) vonSelbst.set(d.name, (vonSelbst.get(d.name) ?? 0) + 1);
      setTimeout(() => !ende && laufe(d).catch(() => undefined), PAUSE_MS);
    });
    return new Promise((gib, scheitere) => {
      let text = '';
      p.stdout?.on('data', (stueck: Buffer) => {
        text = (text + stueck.toString()).slice(-8000);
        const zeile = text.split('\n').find(istBereit);
        if (!zeile) return;
        d.bereit = true;
        gib(zeile);
      });
      p.once('error', scheitere);
      p.once('exit', () => scheitere(new Error(`${d.name} ist beim Start beendet worden.`)));
    });
  }

  return {
    vonSelbst,
    start(kind) {
      const wievielter = dienste.filter((d) => d.name.split('-')[0] === kind.name).length + 1;
      const d = {
        ...kind,
        name: wievielter === 1 ? kind.name : `${kind.name}-${wievielter}`,
        prozess: null,
        bereit: false,
      };
      dienste.push(d);
      return laufe(d);
    },
    toete(name) {
      const pid = dienste.find((d) => d.name === name)?.prozess?.pid;
      if (!pid) return false;
      getoetet.add(pid);
      process.kill(pid, 'SIGKILL');
      return true;
    },
    alleBereit: () => dienste.every((d) => d.bereit),
    async stop() {
      ende = true;
      for (const { prozess: p } of dienste.reverse()) {
        if (!p?.pid) continue;
        const weg = new Promise((r) => p.once('exit', r));
        p.stdin?.end();
        const hart = setTimeout(() => p.kill('SIGKILL'), ENDE_MS);
        await weg;
        clearTimeout(hart);
      }
    },
  };
}
