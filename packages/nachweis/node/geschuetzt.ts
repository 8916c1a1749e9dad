import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Anker, Pruefergebnis } from '../src/index.ts';
import { GRENZEN } from '../src/index.ts';
import { formatAuftrag } from './protokoll.ts';

export interface Schutz {
  /** Command line arguments that start the judging process: the built `pruefer.ts`, or a program that does the same. */
  readonly programm: readonly string[];
  /** Longest time in milliseconds; 4,500 without it. */
  readonly zeit?: number;
  /** Most resident memory in bytes, watched where /proc tells it; 180 MB without it. */
  readonly speicher?: number;
}

export interface GeschuetzteDatei {
  readonly laenge: number;
  readonly bytes: Uint8Array | Readable;
}

const ZEIT = 4_500;
const SPEICHER = 180 * 1024 * 1024;
const TAKT = 20;
/** Old generation of the judging process in MB, on every system; where /proc is missing the only limit of memory. */
const HALDE = 110;
const MAX_ANTWORT = 8 * 1024 * 1024;

const ABGEBROCHEN: Pruefergebnis = {
  ok: false,
  code: 'pruefung.abgebrochen',
  meldung:
    'Die Prüfung wurde abgebrochen: Die Datei braucht mehr Zeit oder Speicher, als eine Prüfung haben darf. Ob sie echt ist, ist damit nicht entschieden.',
};

/**
 * `pruefe` in a process of its own, which is ended when it takes too long or too much: whatever the file does to it,
 * there is an answer. Code `pruefung.abgebrochen`: it was ended or died.
 */
export async function pruefeGeschuetzt(
  { programm, zeit = ZEIT, speicher = SPEICHER }: Schutz,
  { laenge, bytes }: GeschuetzteDatei,
  { anker, jetzt }: { readonly anker: Anker | null; readonly jetzt: Date },
): Promise<Pruefergebnis> {
  if (laenge > GRENZEN.datei) return { ok: false, code: 'unlesbar', meldung: GRENZEN.zuGross };
  // No environment: nothing of ours is there to be read, and no option of Node changes what is judged.
  const kind = spawn(process.execPath, [`--max-old-space-size=${HALDE}`, '--no-warnings', ...programm], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waechter = bewache(kind, zeit, speicher);
  try {
    gib(kind, formatAuftrag({ anker, jetzt, laenge }), bytes);
    const text = await antwort(kind);
    return text === null ? ABGEBROCHEN : (JSON.parse(text) as Pruefergebnis);
  } finally {
    waechter();
    kind.kill('SIGKILL');
  }
}

/** Ends the process at the first limit it reaches. Answers how to stop watching. */
function bewache(kind: ChildProcess, zeit: number, speicher: number): () => void {
  const ende = setTimeout(() => kind.kill('SIGKILL'), zeit);
  const takt = setInterval(() => {
    if (resident(kind.pid) > speicher) kind.kill('SIGKILL');
  }, TAKT);
  return () => {
    clearTimeout(ende);
    clearInterval(takt);
  };
}

function resident(pid: number | undefined): number {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A process that ended early takes no more: what it answered, or did not, is the result. */
function gib({ stdin }: ChildProcess, auftrag: Uint8Array, bytes: Uint8Array | Readable): void {
  stdin?.on('error', () => {});
  stdin?.write(auftrag);
  if (bytes instanceof Uint8Array) stdin?.end(bytes);
  else bytes.on('error', () => stdin?.destroy()).pipe(stdin as NodeJS.WritableStream);
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
