import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { syncOrdner } from '../dauerhaft.ts';
import { lebt, prozessKennung } from '../prozess/kennung.ts';

const datasync = promisify(fdatasync);
/** records after which a journal is closed and its keys get their own sync */
const VOLL = 512;

/** A key file that may not yet survive a power cut: its path below the key folder and its bytes. */
export interface Vermerk {
  name: string;
  inhalt: Buffer;
}

/**
 * The journal of one process: what makes new key files durable with one sync for all that wait at the same time, instead of four
 * each. Text, one record a line: `name base64 .`; a record begins with the line end, so that half a record spoils no other.
 * Full, it is closed: its key files are synced one by one in the background, then it goes.
 */
export function createTagebuch(wurzel: string) {
  const ordner = join(wurzel, 'tagebuch');
  let datei = '';
  let fd: number | null = null;
  let anzahl = 0;
  let wartend: { ja: () => void; nein: (f: unknown) => void }[] = [];
  let laeuft = false;

  function begin(): number {
    mkdirSync(ordner, { recursive: true, mode: 0o700 });
    datei = join(ordner, `${prozessKennung()}-${randomBytes(4).toString('hex')}`);
    fd = openSync(datei, 'ax', 0o600);
    syncOrdner(ordner);
    syncOrdner(wurzel);
    anzahl = 0;
    return fd;
  }

  async function syncAll(): Promise<void> {
    laeuft = true;
    while (wartend.length > 0 && fd !== null) {
      const diese = wartend;
      wartend = [];
      const fehler = await datasync(fd).then(
        () => null,
        (f: unknown) => f ?? new Error('fdatasync'),
      );
      for (const w of diese)
        if (fehler) w.nein(fehler);
        else w.ja();
      if (anzahl >= VOLL && wartend.length === 0) close();
    }
    laeuft = false;
  }

  function close(): void {
    if (fd !== null) closeSync(fd);
    fd = null;
    void finish(wurzel, datei).catch(() => undefined); // stays there for the next start
  }

  return {
    /** resolves when the record, and so the key file it repeats, survives a power cut */
    add({ name, inhalt }: Vermerk): Promise<void> {
      writeSync(fd ?? begin(), `\n${name} ${inhalt.toString('base64')} .`);
      anzahl++;
      return new Promise((ja, nein) => {
        wartend.push({ ja, nein });
        if (!laeuft) void syncAll();
      });
    },
  };
}

const read = (datei: string): Vermerk[] =>
  readFileSync(datei, 'utf8')
    .split('\n')
    .flatMap((z) => {
      const [name, b64, ende] = z.split(' ');
      return name && b64 && ende === '.' && !b64.startsWith('-') ? [{ name, inhalt: Buffer.from(b64, 'base64') }] : [];
    });

const list = (wurzel: string): string[] => {
  const ordner = join(wurzel, 'tagebuch');
  return existsSync(ordner) ? readdirSync(ordner).map((n) => join(ordner, n)) : [];
};

/** Hands every record to `pruefe`, which puts back what a power cut took. Journals of ended processes then go, in the background. */
export function recover(wurzel: string, pruefe: (v: Vermerk) => void): void {
  for (const datei of list(wurzel)) {
    for (const v of read(datei)) pruefe(v);
    const [pid, start = ''] = basename(datei).split('-');
    if (!lebt(Number(pid), start)) void finish(wurzel, datei).catch(() => undefined);
  }
}

/** Gives each key file of a closed journal its own sync, then removes the journal. */
async function finish(wurzel: string, datei: string): Promise<void> {
  const ordner = new Set<string>();
  for (const { name } of read(datei)) {
    const pfad = join(wurzel, name);
    await sync(pfad);
    for (let o = dirname(pfad); o.startsWith(wurzel); o = dirname(o)) ordner.add(o);
  }
  for (const o of ordner) await sync(o);
  await rm(datei, { force: true });
}

async function sync(pfad: string): Promise<void> {
  const h = await open(pfad, 'r').catch(() => null); // a key that was destroyed meanwhile
  if (!h) return;
  await h.sync().finally(() => h.close());
}

/** Overwrites the bytes of a key in all journals. */
export function scrub(wurzel: string, name: string): void {
  for (const datei of list(wurzel)) {
    const inhalt = readFileSync(datei);
    const marke = Buffer.from(`\n${name} `);
    for (let i = inhalt.indexOf(marke); i >= 0; i = inhalt.indexOf(marke, i + 1)) {
      const von = i + marke.length;
      const bis = inhalt.indexOf(' ', von);
      const fd = openSync(datei, 'r+');
      try {
        writeSync(fd, Buffer.alloc((bis < 0 ? inhalt.length : bis) - von, '-'), 0, undefined, von);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    }
  }
}
