// One way to build: own code in one file per entry, npm packages stay external (native and WASM modules must).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/**
 * Bundles `entry` and returns the path of the result below dist/. The name carries the content hash,
 * so that a running process keeps its file while a newer one is written.
 * @param {string} entry path relative to the repository root, or absolute
 * @param {{alone?: boolean, out?: string}} [options] `alone` bundles the npm packages too; `out` writes to that file
 */
export async function bundle(entry, options = {}) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [resolve(root, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: options.alone ? false : 'inline',
    logLevel: 'error',
    loader: { '.sql': 'text', '.css': 'text', '.svg': 'text', '.md': 'text' },
    define: { 'import.meta.dirname': '__dirname_of_module' },
    plugins: options.alone ? [dirnames] : [dirnames, externals],
    banner: options.alone ? { js: aloneBanner } : {},
  });
  const text = result.outputFiles[0].text;
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
  if (!existsSync(file)) {
    mkdirSync(dist, { recursive: true });
    const temp = `${file}.${process.pid}.tmp`;
    writeFileSync(temp, text);
    renameSync(temp, file);
  }
  return file;
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

/** `import.meta.dirname` keeps meaning the folder of the source file (Node 20 has it, the bundle must not move it). */
const dirnames = {
  name: 'dirnames',
  setup(b) {
    b.onLoad({ filter: /\.[tj]sx?$/ }, (args) => {
      if (args.path.includes('node_modules')) return null;
      const source = readFileSync(args.path, 'utf8');
      if (!source.includes('import.meta.dirname')) return null;
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
