import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { replaceDurable } from '../dauerhaft.ts';

/** Files below a folder, relative; links and unfinished ones are left out. */
export function* filesBelow(ordner: string): Generator<string> {
  if (!existsSync(ordner)) return;
  for (const d of readdirSync(ordner, { recursive: true, withFileTypes: true }))
    if (d.isFile() && !d.name.endsWith('.tmp')) yield relative(ordner, join(d.parentPath, d.name));
}

/**
 * Copies content-addressed files that the target lacks. What `voriges` (an older backup beside) has is linked, not copied again;
 * what vanishes meanwhile was erased. Never overwrites. @returns how many were copied or linked
 */
export async function copyFiles(quelle: string, ziel: string, voriges: string | null = null): Promise<number> {
  let n = 0;
  for (const name of filesBelow(quelle)) {
    const nach = join(ziel, name);
    if (existsSync(nach)) continue;
    mkdirSync(dirname(nach), { recursive: true, mode: 0o700 });
    if (!(voriges && tryLink(join(voriges, name), nach)) && !(await copyOne(join(quelle, name), nach))) continue;
    n++;
  }
  return n;
}

function tryLink(von: string, nach: string): boolean {
  if (!existsSync(von)) return false;
  try {
    linkSync(von, nach);
    return true;
  } catch {
    return false;
  }
}

async function copyOne(von: string, nach: string): Promise<boolean> {
  if (!existsSync(von)) return false;
  copyFileSync(von, nach, constants.COPYFILE_EXCL);
  const h = await open(nach, 'r');
  await h.sync().finally(() => h.close());
  return true;
}

/** A folder as lines: one JSON `[name, mode, base64]` a file. For many small secret files in one. */
export function* packFolder(ordner: string, ohne: (name: string) => boolean): Generator<string> {
  for (const name of filesBelow(ordner)) {
    if (ohne(name) || !existsSync(join(ordner, name))) continue;
    const pfad = join(ordner, name);
    yield JSON.stringify([name, lstatSync(pfad).mode & 0o777, readFileSync(pfad).toString('base64')]);
  }
}

export interface Gepackt {
  name: string;
  mode: number;
  inhalt: Buffer;
}

export function unpackLine(zeile: string): Gepackt {
  const [name, mode, b64] = JSON.parse(zeile) as [string, number, string];
  if (name.startsWith('/') || name.split('/').includes('..'))
    throw new Error(`Unerlaubter Name in der Sicherung: ${name}`);
  return { name, mode, inhalt: Buffer.from(b64, 'base64') };
}

export function placeFile(ordner: string, g: Gepackt): void {
  replaceDurable(join(ordner, g.name), g.inhalt);
  chmodSync(join(ordner, g.name), g.mode);
}
