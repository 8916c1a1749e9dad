// The part that judges is loaded by the judging process alone: what watches it stays small.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pruefeGeschuetzt } from '../node/geschuetzt.ts';
import { type Anker, readAnker } from '../src/pruefung/anker.ts';
import { GRENZEN } from '../src/pruefung/grenzen.ts';
import { Absage, parseArgs } from './aufruf.ts';
import { ausgabe } from './ausgabe.ts';

const EXIT = { holds: 0, 'does not hold': 1, 'cannot be decided': 2 } as const;
const MAX_ANKER = 1024 * 1024;
/** So much of the time may be gone when the command begins; what its building takes beyond that is not the file's fault. */
const ANLAUF = 2_000;
/** With this argument the program is its own judging process. */
const KIND = '--urteile';

function laengeOf(path: string, limit: number): number {
  try {
    const stat = statSync(path);
    if (stat.isFile() && stat.size <= limit) return stat.size;
  } catch {
    // Falls through: whatever the reason, the person needs the same sentence.
  }
  const mb = Math.round(limit / 1024 / 1024);
  throw new Absage(
    `Die Datei ${path} kann nicht gelesen werden: Sie fehlt, ist gesperrt, keine Datei oder größer als ${mb} MB.`,
  );
}

function readFolder(path: string): Anker {
  let names: string[];
  try {
    names = readdirSync(path).filter((name) => /^anker\.json$|\.(pem|der|crl|ocsp)$/i.test(name));
  } catch {
    throw new Absage(`Der Ordner der Anker ${path} kann nicht gelesen werden.`);
  }
  const files = new Map(
    names.map((name) => {
      laengeOf(join(path, name), MAX_ANKER);
      return [name, new Uint8Array(readFileSync(join(path, name)))];
    }),
  );
  const antwort = readAnker(sha256, files);
  if (!antwort.ok) throw new Absage(antwort.meldung);
  return antwort.anker;
}

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

async function judge(path: string, anker: Anker | null) {
  const laenge = laengeOf(path, GRENZEN.datei);
  const bytes = openSync(path, 'r');
  try {
    const zeit = GRENZEN.zeit - Math.min(performance.now(), ANLAUF);
    const schutz = { programm: [fileURLToPath(import.meta.url), KIND], zeit };
    return await pruefeGeschuetzt(schutz, { laenge, bytes }, { anker, jetzt: new Date() });
  } finally {
    closeSync(bytes);
  }
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const print = (value: object, text: string) => console.log(json ? JSON.stringify(value) : text);
  try {
    const auftrag = parseArgs(args);
    const anker = auftrag.anker === null ? null : readFolder(auftrag.anker);
    const ergebnis = await judge(auftrag.datei, anker);
    print(ergebnis, ausgabe(ergebnis));
    if (ergebnis.ok) return EXIT[ergebnis.verdikt];
    return ergebnis.code === 'unlesbar' ? 3 : EXIT['cannot be decided'];
  } catch (error) {
    const meldung = error instanceof Absage ? error.message : 'Die Datei kann nicht gelesen werden.';
    print({ ok: false, code: 'unlesbar', meldung }, meldung);
    return 3;
  }
}

if (process.argv[2] === KIND) await (await import('../node/kind.ts')).urteile();
else process.exitCode = await main(process.argv.slice(2));
