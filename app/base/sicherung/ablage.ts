import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncOrdner } from '../dauerhaft.ts';
import { geschlosseneGroesse, type Verschluss } from './kennwort.ts';
import { filesBelow, requireDarunter } from './ordner.ts';

/**
 * Content-addressed files in a backup: as they are, or closed, each for its own path and under a name that says nothing. A path
 * ends with the SHA-256 of its bytes.
 */
export interface Ablage {
  ordner: string;
  verschluss: Verschluss | null;
}

const zweckOf = (pfad: string) => `dateien/${pfad}`;

function ortIn({ ordner, verschluss }: Ablage, pfad: string): string {
  const name = verschluss?.name(pfad);
  return join(ordner, name ? join(name.slice(0, 2), name) : requireDarunter(pfad));
}

const lies = (a: Ablage, pfad: string): Readable =>
  a.verschluss ? a.verschluss.oeffne(ortIn(a, pfad), zweckOf(pfad)) : createReadStream(ortIn(a, pfad));

/**
 * Copies files into a backup and names each. What `voriges` (the folder of an older backup, closed under the same salt or open, too) has
 * is linked, not copied again; what vanishes meanwhile was erased.
 */
export async function* legeAb(quelle: string, a: Ablage, voriges: string | null): AsyncGenerator<string> {
  for (const pfad of filesBelow(quelle)) {
    const von = join(quelle, pfad);
    const nach = ortIn(a, pfad);
    mkdirSync(dirname(nach), { recursive: true, mode: 0o700 });
    try {
      const { size } = statSync(von);
      const altes = voriges === null ? null : ortIn({ ...a, ordner: voriges }, pfad);
      if (!altes || !tryLink(altes, nach, a.verschluss ? geschlosseneGroesse(size) : size))
        await schreibe(createReadStream(von), nach, a.verschluss?.verschliesse(zweckOf(pfad)));
    } catch (fehler) {
      if (existsSync(von)) throw fehler;
      rmSync(nach, { force: true });
      continue;
    }
    yield pfad;
  }
}

function tryLink(von: string, nach: string, groesse: number): boolean {
  try {
    if (statSync(von).size !== groesse) return false;
    linkSync(von, nach);
    return true;
  } catch {
    return false;
  }
}

/** Those of the paths whose file is missing in the backup or is not what it was. */
export async function findLuecken(a: Ablage, pfade: AsyncIterable<string>): Promise<string[]> {
  const schlecht: string[] = [];
  for await (const pfad of pfade) {
    const hash = createHash('sha256');
    try {
      for await (const stueck of lies(a, pfad)) hash.update(stueck as Buffer);
      if (hash.digest('hex') === basename(pfad)) continue;
    } catch {
      // named below
    }
    schlecht.push(pfad);
  }
  return schlecht;
}

/** Brings files back, but those of `ohne`; each appears whole or not at all. @returns how many */
export async function holeZurueck(
  a: Ablage,
  pfade: AsyncIterable<string>,
  ziel: string,
  ohne: ReadonlySet<string>,
): Promise<number> {
  let n = 0;
  for await (const pfad of pfade) {
    if (ohne.has(pfad)) continue;
    const nach = join(ziel, requireDarunter(pfad));
    mkdirSync(dirname(nach), { recursive: true, mode: 0o700 });
    await schreibe(lies(a, pfad), `${nach}.tmp`);
    renameSync(`${nach}.tmp`, nach);
    syncOrdner(dirname(nach));
    n++;
  }
  return n;
}

async function schreibe(von: Readable, nach: string, huelle = new PassThrough()): Promise<void> {
  await pipeline(von, huelle, createWriteStream(nach, { mode: 0o600 }));
  const h = await open(nach, 'r');
  await h.sync().finally(() => h.close());
}
