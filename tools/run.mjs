// Runs a TypeScript entry on every supported Node: bundles it with esbuild into dist/ (cached by content hash) and imports it.
// Usage: node tools/run.mjs ENTRY.ts [args…]

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.mjs';

const [entry, ...args] = process.argv.slice(2);
if (!entry) {
  console.error('Aufruf: node tools/run.mjs EINSTIEG.ts [Argumente]');
  process.exit(3);
}
const file = await bundle(entry);
process.argv = [process.argv[0], resolve(entry), ...args];
await import(pathToFileURL(file).href);
