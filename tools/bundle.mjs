// One way to build: own code in one file per entry, npm packages stay external (native and WASM modules must).
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baue } from './esbuild.mjs';

export const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

const WOCHE = 7 * 24 * 60 * 60 * 1000;

/** The sources do not build. `message` is German and names file and line of each error. */
export class BauFehler extends Error {}

/**
 * Bundles `entry` and returns the path of the result below dist/. The name carries the content hash,
 * so that a running process keeps its file while a newer one is written; what nobody asked for in a week goes.
 * Throws `BauFehler`.
 * @param {string} entry path relative to the repository root, or absolute
 * @param {{alone?: boolean, out?: string}} [options] `alone` bundles the npm packages too and names no folder of this
 *   machine; `out` writes to that file
 */
export async function bundle(entry, options = {}) {
  const text = await buendle(entry, options.alone ?? false);
  if (options.out) {
    writeFileSync(options.out, text);
    return options.out;
  }
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const name = relative(root, resolve(root, entry))
    .replace(/[\\/]/g, '-')
    .replace(/\.[tj]sx?$/, '');
  const dist = join(root, 'dist');
  const file = join(dist, `${name}-${hash}.mjs`);
  if (existsSync(file)) {
    utimesSync(file, new Date(), new Date());
    return file;
  }
  mkdirSync(dist, { recursive: true });
  raeumeAuf(dist);
  const temp = `${file}.${process.pid}.tmp`;
  writeFileSync(temp, text);
  renameSync(temp, file);
  return file;
}

async function buendle(entry, alone) {
  try {
    const { outputFiles } = await baue({
      absWorkingDir: root,
      entryPoints: [resolve(root, entry)],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      sourcemap: alone ? false : 'inline',
      logLevel: 'silent',
      loader: { '.sql': 'text', '.css': 'text', '.svg': 'text', '.md': 'text' },
      define: { 'import.meta.dirname': '__dirname_of_module' },
      plugins: alone ? [ohneOrdner] : [dirnames, externals],
      banner: alone ? { js: aloneBanner } : {},
    });
    return outputFiles[0].text;
  } catch (fehler) {
    if (!Array.isArray(fehler?.errors)) throw fehler;
    const zeilen = fehler.errors.map(
      ({ location: o, text }) => `  ${o ? `${o.file}:${o.line}:${o.column + 1}: ` : ''}${text}`,
    );
    throw new BauFehler(`${entry} lässt sich nicht bauen:\n${zeilen.join('\n')}`);
  }
}

/** Removes bundles nobody asked for in a week. Another process may be at it as well: what is gone is gone. */
function raeumeAuf(dist) {
  const grenze = Date.now() - WOCHE;
  for (const name of readdirSync(dist).filter((n) => /-[0-9a-f]{16}\.mjs(\.\d+\.tmp)?$/.test(n))) {
    try {
      if (statSync(join(dist, name)).mtimeMs < grenze) unlinkSync(join(dist, name));
    } catch (fehler) {
      if (fehler.code !== 'ENOENT') throw fehler;
    }
  }
}

const aloneBanner = `import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);`;

/** npm packages stay where they are; our own workspaces are bundled from source. */
const externals = {
  name: 'externals',
  setup(b) {
    b.onResolve({ filter: /^[^./]/ }, (args) => {
      if (args.path.startsWith('@rathausverbund/') || args.kind === 'entry-point') return null;
      return { path: args.path, external: true };
    });
  },
};

const nutztOrdner = (pfad) => {
  if (pfad.includes('node_modules')) return undefined;
  const source = readFileSync(pfad, 'utf8');
  return source.includes('import.meta.dirname') ? source : undefined;
};

/** `import.meta.dirname` keeps meaning the folder of the source file (Node 20 has it, the bundle must not move it). */
const dirnames = {
  name: 'dirnames',
  setup(b) {
    b.onLoad({ filter: /\.[tj]sx?$/ }, (args) => {
      const source = nutztOrdner(args.path);
      if (source === undefined) return null;
      const dir = relative(root, resolve(args.path, '..'));
      const name = basename(args.path);
      const loader = name.endsWith('x') ? 'tsx' : name.endsWith('.ts') ? 'ts' : 'js';
      return {
        contents: `import { join as __j } from 'node:path';const __dirname_of_module = __j(process.env.RATHAUSVERBUND_ROOT ?? ${JSON.stringify(root)}, ${JSON.stringify(dir)});${source}`,
        loader,
      };
    });
  },
};

/** What is to run alone cannot lean on a source folder that is not there. */
const ohneOrdner = {
  name: 'ohne-ordner',
  setup(b) {
    b.onLoad({ filter: /\.[tj]sx?$/ }, (args) => {
      if (nutztOrdner(args.path) === undefined) return null;
      return {
        errors: [
          {
            text: `${relative(root, args.path)} braucht seinen Ordner (import.meta.dirname) und läuft deshalb nicht allein.`,
          },
        ],
      };
    });
  },
};
