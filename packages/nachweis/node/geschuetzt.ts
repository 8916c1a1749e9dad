import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Anker } from '../src/pruefung/anker.ts';
import type { Pruefergebnis } from '../src/pruefung/ergebnis.ts';
import { GRENZEN } from '../src/pruefung/grenzen.ts';
import { formatAuftrag } from './protokoll.ts';

export interface Schutz {
  /** Command line arguments that start the judging process: the built `pruefer.ts`, or a program that does the same. */
  readonly programm: readonly string[];
  /**
   * Most time on the clock in milliseconds; `GRENZEN.zeit` without it. Who asks wants an answer, also from a busy machine: a good
   * bundle takes a small part of it.
   */
  readonly zeit?: number;
  /**
   * Most resident memory of the judging process in bytes, watched where /proc tells it; 125 MB without it: with what it grows until
   * it is ended, and with the process that watches it, less than 200 MB.
   */
  readonly speicher?: number;
}

export interface GeschuetzteDatei {
  readonly laenge: number;
  /** The file itself, or an open one by its number: then this process never holds its bytes. */
  readonly bytes: Uint8Array | number;
}

const SPEICHER = 125 * 1024 * 1024;
const TAKT = 8;
/** Old and young generation of the judging process in MB, on every system; where /proc is missing the only limits of memory. */
const HALDE = ['--max-old-space-size=64', '--max-semi-space-size=2'];
/** Helper threads cost a process that lives half a second more than they give. */
const EINFACH = '--single-threaded';
const MAX_ANTWORT = 8 * 1024 * 1024;

const GESTORBEN =
  'Nicht zu entscheiden: Die Prüfung wurde abgebrochen, weil die Datei mehr Speicher braucht, als eine Prüfung haben darf, oder nicht ganz zu lesen war. Ob sie echt ist, ist offen.';

/**
 * `pruefe` in a process of its own, which is ended when it takes too long or too much: whatever the file does to it,
 * there is an answer. Code `pruefung.abgebrochen`: it was ended or died.
 */
export async function pruefeGeschuetzt(
  { programm, zeit = GRENZEN.zeit, speicher = SPEICHER }: Schutz,
  { laenge, bytes }: GeschuetzteDatei,
  { anker, jetzt }: { readonly anker: Anker | null; readonly jetzt: Date },
): Promise<Pruefergebnis> {
  if (laenge > GRENZEN.datei) return { ok: false, code: 'unlesbar', meldung: GRENZEN.zuGross };
  // No environment: nothing of ours is there to be read, and no option of Node changes what is judged.
  const kind = spawn(process.execPath, [...HALDE, EINFACH, '--no-warnings', ...programm], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore', typeof bytes === 'number' ? bytes : 'ignore'],
  });
  const waechter = bewache(kind, zeit, speicher);
  try {
    gib(kind, formatAuftrag({ anker, jetzt, laenge, offen: typeof bytes === 'number' }), bytes);
    const text = await antwort(kind);
    if (text !== null) return JSON.parse(text) as Pruefergebnis;
    const meldung = waechter.zuLange() ? GRENZEN.zuLange : GESTORBEN;
    return { ok: false, code: 'pruefung.abgebrochen', meldung };
  } finally {
    waechter.stop();
    kind.kill('SIGKILL');
  }
}

/** Ends the process at the first limit it reaches. */
function bewache(kind: ChildProcess, zeit: number, speicher: number) {
  let zuLange = false;
  const ende = setTimeout(() => {
    zuLange = true;
    kind.kill('SIGKILL');
  }, zeit);
  const takt = setInterval(() => {
    if (resident(kind.pid) > speicher) kind.kill('SIGKILL');
  }, TAKT);
  return {
    zuLange: () => zuLange,
    stop() {
      clearTimeout(ende);
      clearInterval(takt);
    },
  };
}

/** 0 where /proc does not tell. */
function resident(pid: number | undefined): number {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A process that ended early takes no more: what it answered, or did not, is the result. */
function gib({ stdin }: ChildProcess, auftrag: Uint8Array, bytes: Uint8Array | number): void {
  stdin?.on('error', () => {});
  stdin?.write(auftrag);
  stdin?.end(typeof bytes === 'number' ? undefined : bytes);
}

/** What the process said, or null when it did not end by itself with an answer. */
function antwort(kind: ChildProcess): Promise<string | null> {
  return new Promise((melde) => {
    const teile: Buffer[] = [];
    let laenge = 0;
    kind.stdout?.on('data', (teil: Buffer) => {
      laenge += teil.length;
      teile.push(teil);
      if (laenge > MAX_ANTWORT) kind.kill('SIGKILL');
    });
    kind.on('error', () => melde(null));
    kind.on('close', (code) => melde(code === 0 && laenge > 0 ? Buffer.concat(teile).toString('utf8') : null));
  });
}
