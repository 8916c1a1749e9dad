import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Quelle } from './model.ts';

const OHNE = new Set(['node_modules', 'dist', 'coverage', '.git', 'daten']);

/** Paths of the project's files below `wurzel`: what git knows or would take up; without git, what lies there. */
export function listeDateien(wurzel: string): string[] {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: wurzel,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const dateien = git.status === 0 ? [...new Set(git.stdout.split('\0'))].filter(Boolean) : durchsuche(wurzel, '');
  return dateien.filter((pfad) => existsSync(join(wurzel, pfad))).sort();
}

function durchsuche(wurzel: string, ordner: string): string[] {
  return readdirSync(join(wurzel, ordner), { withFileTypes: true }).flatMap((e) => {
    const pfad = ordner === '' ? e.name : `${ordner}/${e.name}`;
    if (e.isDirectory()) return OHNE.has(e.name) ? [] : durchsuche(wurzel, pfad);
    return e.isFile() ? [pfad] : [];
  });
}

/** The text files of the project; a file with a zero byte is none. */
export function leseQuellen(wurzel: string): Quelle[] {
  return listeDateien(wurzel)
    .map((pfad) => ({ pfad, text: readFileSync(join(wurzel, pfad), 'utf8') }))
    .filter((q) => !q.text.includes('\0'));
}

/** Tests and what only tests use, as a pattern over paths: held to the floors no more than scaffolding is. */
export const TESTORT = String.raw`\.test\.tsx?$|/pruefstand(?:/|\.tsx?$)|^app/trennung/|^packages/[^/]+/(?:test|beispiel)/|^tools/test/`;

const test = new RegExp(TESTORT);
export const istTest = (pfad: string) => test.test(pfad);

export const istCode = (pfad: string) => /\.(ts|tsx|mjs)$/.test(pfad) && !/\.d\.m?ts$/.test(pfad);
