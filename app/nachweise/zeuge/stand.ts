import { type FileHandle, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ZeugenZustand } from '@rathausverbund/nachweis';
import { Beschaedigt, formatGruppe, KOPF, parseJournal } from './journal.ts';

/** What the witness remembers of each log. */
export interface Staende {
  read(origin: string): ZeugenZustand | null;
  /** Durable on return. Calls that meet share one sync of the disk. */
  write(neu: ZeugenZustand): Promise<void>;
  ende(): Promise<void>;
}

interface Wartend {
  neu: ZeugenZustand;
  gib: () => void;
  scheitere: (fehler: unknown) => void;
}

/** The journal is written anew when more than this was added to it. */
const ZUVIEL_BYTES = 1024 * 1024;

/**
 * Opens the memory in this folder, exactly one process at a time. `neu`: a folder without memory is a new witness; otherwise
 * a missing one is refused, like a damaged one (`Beschaedigt`).
 */
export async function openStaende(ordner: string, neu: boolean): Promise<Staende> {
  const pfad = join(ordner, 'journal');
  await mkdir(ordner, { recursive: true, mode: 0o700 });
  const bekannt = (await readJournal(pfad)) ?? (await readEinzeln(ordner));
  if (!neu && !bekannt) throw new Beschaedigt();
  const staende = bekannt ?? new Map<string, ZeugenZustand>();
  let journal: FileHandle | null = null;
  let dazu = 0;
  let offen: Wartend[] = [];
  let schreibt = false;

  /** Everything known into a new file, which takes the place of the old one whole or not at all. */
  async function rewrite(neue: readonly ZeugenZustand[]): Promise<void> {
    const alle = new Map([...staende, ...neue.map((s) => [s.origin, s] as const)]);
    await journal?.close();
    journal = null;
    const datei = await open(`${pfad}.neu`, 'w', 0o600);
    try {
      await datei.appendFile(KOPF + (alle.size > 0 ? formatGruppe([...alle.values()]) : ''));
      await datei.sync();
      await rename(`${pfad}.neu`, pfad);
      await syncOrdner(ordner);
    } catch (fehler) {
      await datei.close();
      throw fehler;
    }
    journal = datei;
    dazu = 0;
  }

  // After a failed write or sync nobody knows what lies on the disk: the next one starts from what was answered for.
  async function store(neue: readonly ZeugenZustand[]): Promise<void> {
    if (!journal || dazu > ZUVIEL_BYTES) return rewrite(neue);
    const zeile = formatGruppe(neue);
    try {
      await journal.appendFile(zeile);
      await journal.datasync();
    } catch (fehler) {
      await journal.close().catch(() => undefined);
      journal = null;
      throw fehler;
    }
    dazu += zeile.length;
  }

  async function flush(): Promise<void> {
    schreibt = true;
    while (offen.length > 0) {
      const gruppe = offen;
      offen = [];
      try {
        await store(gruppe.map((w) => w.neu));
        for (const w of gruppe) staende.set(w.neu.origin, w.neu);
        for (const w of gruppe) w.gib();
      } catch (fehler) {
        for (const w of gruppe) w.scheitere(fehler);
      }
    }
    schreibt = false;
  }

  await rewrite([]);
  return {
    read: (origin) => staende.get(origin) ?? null,
    write: (stand) =>
      new Promise((gib, scheitere) => {
        offen.push({ neu: stand, gib, scheitere });
        if (!schreibt) void flush();
      }),
    async ende() {
      while (schreibt) await new Promise((weiter) => setImmediate(weiter));
      await journal?.close();
      journal = null;
    },
  };
}

async function readJournal(pfad: string): Promise<Map<string, ZeugenZustand> | null> {
  try {
    return parseJournal(await readFile(pfad, 'utf8'));
  } catch (fehler) {
    if ((fehler as { code?: string }).code === 'ENOENT') return null;
    throw fehler;
  }
}

/** The memory of version 0.1.0: one JSON file per log. */
async function readEinzeln(ordner: string): Promise<Map<string, ZeugenZustand> | null> {
  const namen = (await readdir(ordner)).filter((n) => n.endsWith('.json'));
  const staende = new Map<string, ZeugenZustand>();
  for (const name of namen) {
    const z = JSON.parse(await readFile(join(ordner, name), 'utf8')) as {
      origin: string;
      groesse: number;
      wurzel: string;
    };
    if (!Number.isSafeInteger(z.groesse)) throw new Beschaedigt();
    staende.set(z.origin, { ...z, wurzel: new Uint8Array(Buffer.from(z.wurzel, 'base64')) });
  }
  return namen.length > 0 ? staende : null;
}

async function syncOrdner(ordner: string): Promise<void> {
  const dir = await open(ordner, 'r');
  try {
    await dir.sync(); // the new name must survive a power cut too
  } finally {
    await dir.close();
  }
}
