import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  plugins: [
    {
      // SQL, CSS and SVG files are texts, as in tools/bundle.mjs
      name: 'texts',
      enforce: 'pre',
      transform(code: string, id: string) {
        if (/\.(sql|svg|md)$/.test(id)) return { code: `export default ${JSON.stringify(code)};`, map: null };
        return null;
      },
    },
  ],
  test: {
    include: ['{packages,app,gegenstellen,tools,conformance,bench,chaos}/**/*.test.{ts,tsx}'],
    globalSetup: [resolve(root, 'tools/test/cluster.ts')],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    server: { deps: { inline: [/@rathausverbund\//] } },
  },
});
