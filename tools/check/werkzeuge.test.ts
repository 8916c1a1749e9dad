import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { werkzeuge } from './werkzeuge.ts';

const projekt = resolve(import.meta.dirname, '../..');
const basis = mkdtempSync(join(tmpdir(), 'rv-werkzeuge-'));
afterAll(() => rmSync(basis, { recursive: true, force: true }));

const DATEIEN: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'probe', type: 'module', workspaces: ['packages/*'] }),
  'app/main.ts': "import { gut } from './gut.ts';\n\nconsole.log(gut(1));\n",
  'app/gut.ts':
    "import { later } from './spaet.ts';\n\nexport function gut(x: number): number {\n  void later();\n  return x;\n}\n",
  'app/spaet.ts': 'export async function later(): Promise<number> {\n  return 1;\n}\n',
};

/** A small project with our configuration and tools, in which `mehr` is planted. */
async function pruefe(name: string, mehr: Record<string, string> = {}): Promise<string[]> {
  const wurzel = mkdtempSync(join(basis, 'p-'));
  mkdirSync(join(wurzel, 'tools'));
  for (const c of ['biome.json', 'oxlint.json', 'knip.json'])
    cpSync(join(projekt, 'tools', c), join(wurzel, 'tools', c));
  cpSync(join(projekt, 'tsconfig.json'), join(wurzel, 'tsconfig.json'));
  symlinkSync(join(projekt, 'node_modules'), join(wurzel, 'node_modules'));
  for (const [pfad, text] of Object.entries({ ...DATEIEN, ...mehr })) {
    mkdirSync(dirname(join(wurzel, pfad)), { recursive: true });
    writeFileSync(join(wurzel, pfad), text);
  }
  const eine = werkzeuge(wurzel).find((p) => p.name === name);
  return (await eine?.pruefe())?.fehler ?? ['diese Prüfung gibt es nicht'];
}

const ANLASS = "import './x.ts';\n";

describe('Die Werkzeuge', () => {
  it.each(['Typen', 'Regeln', 'Form', 'Totes'])('%s: ein ordentliches Projekt ist ohne Fund', async (name) => {
    expect(await pruefe(name)).toEqual([]);
  });

  it.each([
    ['Typen', 'export const a: string = 1;\n', 'app/x.ts(1,14): error TS2322'],
    ['Typen', 'export const a = [1][0].toFixed();\n', 'error TS2532'],
    ['Typen', 'export enum A {\n  B,\n}\n', 'erasableSyntaxOnly'],
    ['Regeln', 'export const a: any = 1;\n', 'app/x.ts:1:17: Unexpected `any`'],
    ['Regeln', 'const a = 1;\nexport const b = 2;\n', 'no-unused-vars'],
    ['Regeln', 'console.log(1);\n', 'no-console'],
    ['Regeln', '// @ts-ignore\nexport const a = 1;\n', 'ban-ts-comment'],
    ['Regeln', 'export const a = (x: string[]) => x[0]!.length;\n', 'no-non-null-assertion'],
    ['Regeln', "export const a = (x: unknown) => x == 'b';\n", 'eqeqeq'],
    ['Form', "import { later } from './spaet.ts';\n\nlater();\n", 'app/x.ts:3: A "floating" Promise'],
    ['Form', 'export const a   = 1\n', 'app/x.ts: nicht formatiert'],
    ['Totes', 'export const ungenutzt = 1;\n', 'ungenutzt'],
  ])('%s: %j wird rot', async (name, text, fund) => {
    const funde = await pruefe(name, { 'app/x.ts': text, 'app/main.ts': ANLASS + (DATEIEN['app/main.ts'] ?? '') });
    expect(funde.join('\n').replaceAll("'", '')).toContain(fund);
  });

  it('Totes: eine Datei, die niemand benutzt, wird rot', async () => {
    expect((await pruefe('Totes', { 'app/allein.ts': 'export const a = 1;\n' })).join()).toContain('app/allein.ts');
  });

  it('Form: die Einstellung in tools/ ist kein zweites Projekt', async () => {
    expect(await pruefe('Form', { 'tools/krumm.ts': 'export const a   = 1;\n' })).toContain(
      'tools/krumm.ts: nicht formatiert',
    );
  });
});
