import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { replaceDurable } from '../dauerhaft.ts';

/** Files below a folder, relative; links and unfinished ones are left out. */
export function* filesBelow(ordner: string): Generator<string> {
  if (!existsSync(ordner)) return;
  for (const d of readdirSync(ordner, { recursive: true, withFileTypes: true }))
    if (d.isFile() && !d.name.endsWith('.tmp')) yield relative(ordner, join(d.parentPath, d.name));
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
  return { name: requireDarunter(name), mode, inhalt: Buffer.from(b64, 'base64') };
}

/** A name out of a backup must lie below the folder it is put into. */
export function requireDarunter(name: string): string {
  if (name.startsWith('/') || name.split('/').includes('..'))
    throw new Error(`Unerlaubter Name in der Sicherung: ${name}`);
  return name;
}

export function placeFile(ordner: string, g: Gepackt): void {
  replaceDurable(join(ordner, g.name), g.inhalt);
  chmodSync(join(ordner, g.name), g.mode);
}
