// Runs a TypeScript entry on every supported Node: bundles it with esbuild into dist/ (cached by content hash) and imports it.
// Usage: node tools/run.mjs ENTRY.ts [args…]
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BauFehler, bundle, root } from './bundle.mjs';

const [entry, ...args] = process.argv.slice(2);
const ende = (meldung, code) => {
  console.error(meldung);
  process.exit(code);
};
if (!entry) ende('Aufruf: node tools/run.mjs EINSTIEG.ts [Angaben]', 3);
if (!existsSync(resolve(root, entry))) ende(`Die Datei ${entry} gibt es nicht.`, 3);
const file = await bundle(entry).catch((fehler) => {
  if (fehler instanceof BauFehler) return ende(fehler.message, 3);
  if (['EACCES', 'EROFS', 'ENOSPC'].includes(fehler?.code))
    return ende(
      `Der Ordner dist/ lässt sich nicht beschreiben (${fehler.code}). Bitte prüfen Sie Rechte und freien Platz.`,
      3,
    );
  throw fehler;
});
process.argv = [process.argv[0], resolve(root, entry), ...args];
await import(pathToFileURL(file).href);
