import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_ORDNER } from './haus.ts';
import type { Befund, Pruefung } from './model.ts';
import { fuehreAus, type Lauf, zeilen } from './programm.ts';

const node = (wurzel: string, programm: string, args: string[]) =>
  fuehreAus(process.execPath, [join(wurzel, 'node_modules', programm), ...args], wurzel);

/** What a program said, as findings, unless it ended well. */
const alsBefund = (lauf: Lauf): Befund => ({ fehler: lauf.code === 0 ? [] : zeilen(lauf) });

interface BiomeAntwort {
  diagnostics: {
    severity: string;
    category: string;
    message: string;
    location?: { path: string; start?: { line: number } };
  }[];
}

/** Format, order of imports, promises nobody waits for. Warnings count, too. */
async function format(wurzel: string): Promise<Befund> {
  const args = ['check', '--config-path', 'tools', '--reporter=json', '--max-diagnostics=none', '.'];
  const lauf = await node(wurzel, '@biomejs/biome/bin/biome', args);
  if (!lauf.stdout.startsWith('{')) return { fehler: zeilen(lauf) };
  const { diagnostics } = JSON.parse(lauf.stdout) as BiomeAntwort;
  const funde = diagnostics.map(({ category, message, location: o }) => {
    const ort = `${o?.path ?? '?'}${o?.start ? `:${o.start.line}` : ''}`;
    if (category === 'format') return `${o?.path}: nicht formatiert`;
    if (category === 'assist/source/organizeImports') return `${o?.path}: Einfuhren nicht geordnet`;
    return `${ort}: ${message} (${category})`;
  });
  const fehler = [...new Set(funde)];
  if (fehler.length > 0) fehler.push('behebt: npx biome check --write --config-path tools .');
  return { fehler: fehler.length === 0 && lauf.code !== 0 ? zeilen(lauf) : fehler };
}

async function lint(wurzel: string): Promise<Befund> {
  const lauf = await node(wurzel, 'oxlint/bin/oxlint', [
    '-c',
    'tools/oxlint.json',
    '--format=unix',
    '--deny-warnings',
    ...CODE_ORDNER.filter((o) => existsSync(join(wurzel, o))),
  ]);
  const nurFunde = zeilen(lauf).filter((z) => !/^\d+ problems?$/.test(z));
  return { fehler: lauf.code === 0 ? [] : nurFunde.map((z) => z.replace(`${wurzel}/`, '')) };
}

export const werkzeuge = (wurzel: string): Pruefung[] => [
  {
    name: 'Typen',
    pruefe: async () =>
      alsBefund(await node(wurzel, 'typescript7/bin/tsc', ['-p', 'tsconfig.json', '--pretty', 'false'])),
  },
  { name: 'Regeln', pruefe: () => lint(wurzel) },
  { name: 'Form', pruefe: () => format(wurzel) },
  {
    name: 'Totes',
    pruefe: async () =>
      alsBefund(
        await node(wurzel, 'knip/bin/knip.js', ['-c', 'tools/knip.json', '--no-progress', '--no-config-hints']),
      ),
  },
];
