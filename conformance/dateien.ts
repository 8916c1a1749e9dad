import { readdirSync } from 'node:fs';

/** Paths of the files below `dir` with one of the endings, relative to it, sorted. Throws when `dir` cannot be read. */
export function dateien(dir: string, ...endungen: string[]): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((pfad) => pfad.replaceAll('\\', '/'))
    .filter((pfad) => endungen.some((e) => pfad.endsWith(e)))
    .sort();
}
