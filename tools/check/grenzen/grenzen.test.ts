import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STOCKWERKE } from '../haus.ts';
import { befundAus, pruefeGrenzen } from './grenzen.ts';
import { regeln } from './regeln.ts';

const projekt = resolve(import.meta.dirname, '../../..');
const npm = (name: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'export default 1;',
});

/** A small house in which every import is allowed. */
const GUT: Record<string, string> = {
  'package.json': JSON.stringify({
    dependencies: { pkijs: '1.0.0', pg: '1.0.0' },
    devDependencies: { vitest: '1.0.0' },
  }),
  'node_modules/@rathausverbund/siegel/package.json': '',
  ...npm('pkijs'),
  ...npm('pg'),
  ...npm('vitest'),
  ...npm('mitgebracht'),
  'packages/siegel/package.json': JSON.stringify({
    name: '@rathausverbund/siegel',
    exports: { '.': './src/index.ts', './node': './node/krypto.ts' },
  }),
  'packages/siegel/src/index.ts': "import pkijs from 'pkijs';\nexport const siegel = pkijs;",
  'packages/siegel/src/innen.ts': 'export const innen = 1;',
  'packages/siegel/src/siegel.test.ts':
    "import 'node:fs';\nimport 'vitest';\nimport '../test/welt.ts';\nimport './index.ts';",
  'packages/siegel/test/welt.ts': "import 'node:os';\nexport const welt = 1;",
  'packages/siegel/node/krypto.ts': "import 'node:crypto';\nimport '../src/index.ts';\nexport const krypto = 1;",
  'packages/fristen/src/index.ts': "import { siegel } from '@rathausverbund/siegel';\nexport const frist = siegel;",
  'gegenstellen/main.ts': "import '@rathausverbund/siegel';\nimport 'node:http';",
  'tools/bundle.mjs': 'export const bundle = 1;',
  'tools/test/datenbank.ts': "import '../../app/main/raeume.ts';\nexport const db = 1;",
  'app/base/index.ts': "import 'pg';\nexport const base = 1;",
  'app/base/http/server.ts': 'export const server = 1;',
  'app/base/db/innen.ts': 'export const innen = 1;',
  'app/ports/index.ts': "import '@rathausverbund/siegel';\nexport const ports = 1;",
  'app/nachweise/index.ts': "import '../base/index.ts';\nexport const nachweise = 1;",
  'app/zahlungen/index.ts': "import '../nachweise/index.ts';\nexport const zahlungen = 1;",
  'app/register/index.ts': "import '../nachweise/index.ts';\nexport const register = 1;",
  'app/register/register.test.ts':
    "import '../main/raeume.ts';\nimport '../base/db/innen.ts';\nimport '../anschluesse/tsa/tsa.ts';\nimport './pruefstand/welt.ts';",
  'app/register/pruefstand/welt.ts': "import '../../demo/index.ts';\nexport const welt = 1;",
  'app/seiten/portal/index.ts': "import '../../base/http/server.ts';\nexport const portal = 1;",
  'app/anschluesse/tsa/index.ts':
    "import '../../ports/index.ts';\nimport './tsa.ts';\nimport '@rathausverbund/siegel/node';",
  'app/anschluesse/tsa/tsa.ts': 'export const tsa = 1;',
  'app/demo/index.ts': "import '../register/index.ts';\nexport const demo = 1;",
  'app/main/raeume.ts':
    "import '../demo/index.ts';\nimport '../anschluesse/tsa/index.ts';\nimport '../seiten/portal/index.ts';\nimport '../../tools/bundle.mjs';\nimport '../../gegenstellen/main.ts';",
  'app/main.ts': "import './main/raeume.ts';",
};

/** One planted violation per rule: file, its text, and what must be said of it. */
const SCHLECHT: [regel: string, datei: string, text: string, ziel: string][] = [
  ...STOCKWERKE.slice(0, -1).flatMap((stock, i) =>
    stock.map((raum): [string, string, string, string] => {
      const oben = stock.find((r) => r !== raum) ?? STOCKWERKE[i + 1]?.[0] ?? '';
      return [`stockwerk-${raum}`, `app/${raum}/x-hinauf.ts`, `import '../${oben}/index.ts';`, `app/${oben}/index.ts`];
    }),
  ),
  ['unbekannter-raum', 'app/hinterhof/a.ts', "import '../base/index.ts';", 'app/base/index.ts'],
  ['tuer', 'app/seiten/portal/x-fenster.ts', "import '../../base/db/innen.ts';", 'app/base/db/innen.ts'],
  [
    'anschluss-nur-aus-main',
    'app/seiten/portal/x-draht.ts',
    "import '../../anschluesse/tsa/index.ts';",
    'app/anschluesse/tsa/index.ts',
  ],
  [
    'anschluss-kennt-nur-ports',
    'app/anschluesse/tsa/x-neugierig.ts',
    "import '../../base/index.ts';",
    'app/base/index.ts',
  ],
  ['demo-nur-aus-main', 'app/anschluesse/tsa/x-demo.ts', "import '../../demo/index.ts';", 'app/demo/index.ts'],
  ['chaos-urteilt-allein', 'chaos/pruefung/x-haus.ts', "import '../../app/ports/index.ts';", 'app/ports/index.ts'],
  ['gegenstelle-steht-allein', 'gegenstellen/x-haus.ts', "import '../app/ports/index.ts';", 'app/ports/index.ts'],
  [
    'gegenstelle-von-aussen',
    'app/ports/x-gegenueber.ts',
    "import '../../gegenstellen/main.ts';",
    'gegenstellen/main.ts',
  ],
  [
    'paket-steht-allein',
    'packages/fristen/src/x.test.ts',
    "import '../../../app/ports/index.ts';",
    'app/ports/index.ts',
  ],
  [
    'paket-tuer',
    'packages/fristen/src/x-node.ts',
    "import '@rathausverbund/siegel/node';",
    'packages/siegel/node/krypto.ts',
  ],
  [
    'paket-ohne-node',
    'packages/fristen/src/x-datei.ts',
    "import { readFileSync } from 'node:fs';\nreadFileSync('x');",
    'fs',
  ],
  [
    'paket-liste',
    'packages/fristen/src/x-pg.ts',
    "import type pg from 'pg';\nexport type P = typeof pg;",
    'node_modules/pg/index.js',
  ],
  [
    'paket-von-aussen',
    'app/ports/x-innen.ts',
    "import '../../packages/siegel/src/innen.ts';",
    'packages/siegel/src/innen.ts',
  ],
  ['werkzeug-im-produkt', 'app/main/x-werkzeug.ts', "import '../../tools/x-hammer.ts';", 'tools/x-hammer.ts'],
  ['bauen-nur-in-main', 'app/base/x-bau.ts', "import '../../tools/bundle.mjs';", 'tools/bundle.mjs'],
  ['test-im-produkt', 'app/register/x-test.ts', "import './pruefstand/welt.ts';", 'app/register/pruefstand/welt.ts'],
  ['entwicklungspaket-im-produkt', 'app/base/x-vitest.ts', "import 'vitest';", 'node_modules/vitest/index.js'],
  ['nicht-verzeichnet', 'app/base/x-schlepptau.ts', "import 'mitgebracht';", 'node_modules/mitgebracht/index.js'],
  ['unaufloesbar', 'app/base/x-nichts.ts', "import './gibt-es-nicht.ts';", './gibt-es-nicht.ts'],
];

const basis = mkdtempSync(join(tmpdir(), 'rv-haus-'));
const baue = (name: string, dateien: Record<string, string>) => {
  for (const [pfad, text] of Object.entries(dateien)) {
    const ziel = join(basis, name, pfad);
    mkdirSync(dirname(ziel), { recursive: true });
    if (!pfad.includes('node_modules/@rathausverbund')) writeFileSync(ziel, text);
  }
  const verweis = join(basis, name, 'node_modules/@rathausverbund/siegel');
  rmSync(verweis, { recursive: true });
  symlinkSync('../../packages/siegel', verweis);
  return join(basis, name);
};
afterAll(() => rmSync(basis, { recursive: true, force: true }));

describe('Die Grenzen des Hauses', () => {
  let gefunden: string[] = [];
  beforeAll(async () => {
    const leereRaeume = Object.fromEntries(
      STOCKWERKE.flat().map((r) => [`app/${r}/index.ts`, GUT[`app/${r}/index.ts`] ?? 'export const leer = 1;']),
    );
    const schlecht = Object.fromEntries(SCHLECHT.map(([, datei, text]) => [datei, text]));
    const wurzel = baue('schlecht', {
      ...GUT,
      ...leereRaeume,
      ...schlecht,
      'tools/x-hammer.ts': 'export const hammer = 1;',
      'app/base/x-a.ts': "import type { B } from './x-b.ts';\nexport type A = B;",
      'app/base/x-b.ts': "import type { A } from './x-a.ts';\nexport type B = A;",
    });
    gefunden = (await pruefeGrenzen(wurzel, projekt)).fehler;
  });

  it('lassen ein ordentliches Haus in Ruhe und lesen jede Datei', async () => {
    const befund = await pruefeGrenzen(baue('gut', GUT), projekt);
    expect(befund.fehler).toEqual([]);
    const anzahl = Object.keys(GUT).filter((p) => /\.(ts|mjs)$/.test(p)).length;
    expect(befund.umfang).toBe(`${anzahl} von ${anzahl} Modulen`);
  });

  it.each(SCHLECHT)('%s: %s wird rot', (regel, datei, _, ziel) => {
    expect(gefunden).toContain(`${regel}: ${datei} → ${ziel}`);
  });

  it('kreis: zwei Typen, die einander brauchen, werden rot, und zwar einmal', () => {
    expect(gefunden.filter((z) => z.startsWith('kreis'))).toEqual([
      'kreis: app/base/x-a.ts → app/base/x-b.ts → app/base/x-a.ts',
    ]);
  });

  it('melden nur, was gepflanzt ist', () => {
    expect(gefunden.filter((z) => !z.includes('x-') && !z.includes('hinterhof') && !z.includes('x.test.ts'))).toEqual(
      [],
    );
  });

  it('haben zu jeder Regel eine gepflanzte Verletzung', () => {
    expect(regeln.map((r) => r.name).sort()).toEqual([...SCHLECHT.map(([regel]) => regel), 'kreis'].sort());
  });

  it('werden rot, wenn das Werkzeug nichts gelesen hat oder nicht da ist', async () => {
    const nichts = { modules: [], summary: { violations: [] } };
    expect(befundAus(nichts, ['app/base/index.ts']).fehler).toEqual(['nicht-gelesen: app/base/index.ts']);
    const ohne = await pruefeGrenzen(baue('ohne', GUT), join(projekt, 'gibt-es-nicht'));
    expect(ohne.fehler.join()).toContain('Cannot find module');
  });
});
