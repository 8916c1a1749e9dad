import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Anker, pruefe, readAnker } from '@rathausverbund/nachweis';
import { nodeKrypto } from '../../siegel/node/krypto.ts';
import { ausgabe } from './ausgabe.ts';

const AUFRUF = 'Aufruf: pruefen DATEI [--anker ORDNER] [--json]';
const EXIT = { holds: 0, 'does not hold': 1, 'cannot be decided': 2 } as const;
const MAX_FILE = 200 * 1024 * 1024;
const MAX_ANKER = 1024 * 1024;

/** What was asked cannot be done; the message is for the person who asked. */
class Absage extends Error {}

interface Auftrag {
  readonly datei: string;
  readonly anker: string | null;
  readonly json: boolean;
}

function parseArgs(args: readonly string[]): Auftrag {
  let datei: string | null = null;
  let anker: string | null = null;
  let json = false;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--json') json = true;
    else if (arg === '--anker' && args[i + 1] !== undefined && anker === null) anker = args[++i] ?? null;
    else if (datei === null && !arg.startsWith('-')) datei = arg;
    else throw new Absage(AUFRUF);
  }
  if (datei === null) throw new Absage(AUFRUF);
  return { datei, anker, json };
}

function readFile(path: string, limit: number): Uint8Array {
  try {
    const stat = statSync(path);
    if (stat.isFile() && stat.size <= limit) return new Uint8Array(readFileSync(path));
  } catch {
    // Falls through: whatever the reason, the person needs the same sentence.
  }
  throw new Absage(`Die Datei ${path} kann nicht gelesen werden: Sie fehlt, ist gesperrt, keine Datei oder zu groß.`);
}

function readFolder(path: string): Anker {
  let names: string[];
  try {
    names = readdirSync(path).filter((name) => /^anker\.json$|\.(pem|der)$/i.test(name));
  } catch {
    throw new Absage(`Der Ordner der Anker ${path} kann nicht gelesen werden.`);
  }
  const files = new Map(names.map((name) => [name, readFile(join(path, name), MAX_ANKER)]));
  const antwort = readAnker(nodeKrypto.sha256, files);
  if (!antwort.ok) throw new Absage(antwort.meldung);
  return antwort.anker;
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const print = (value: object, text: string) => console.log(json ? JSON.stringify(value) : text);
  try {
    const auftrag = parseArgs(args);
    const anker = auftrag.anker === null ? null : readFolder(auftrag.anker);
    const bytes = readFile(auftrag.datei, MAX_FILE);
    const ergebnis = await pruefe(bytes, { krypto: nodeKrypto, jetzt: new Date(), ...(anker ? { anker } : {}) });
    print(ergebnis, ausgabe(ergebnis));
    return ergebnis.ok ? EXIT[ergebnis.verdikt] : 3;
  } catch (error) {
    const meldung = error instanceof Absage ? error.message : 'Die Datei kann nicht gelesen werden.';
    print({ ok: false, code: 'unlesbar', meldung }, meldung);
    return 3;
  }
}

process.exitCode = await main(process.argv.slice(2));
