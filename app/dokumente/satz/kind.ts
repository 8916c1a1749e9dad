// Entry of the typesetting process. A panic inside the typesetter ends the whole process; here it costs one letter.
import { createRequire } from 'node:module';
import type { Anfrage, Antwort } from './protokoll.ts';
import { schriftOrdner } from './schriften.ts';
import { uebersetze, wurzel } from './uebersetze.ts';

// CommonJS package: named ES imports of it are not reliable
const { NodeCompiler } = createRequire(import.meta.url)(
  '@myriaddreamin/typst-ts-node-compiler',
) as typeof import('@myriaddreamin/typst-ts-node-compiler');

const compiler = NodeCompiler.create({
  workspace: wurzel,
  fontArgs: [{ fontPaths: schriftOrdner(import.meta.url) }],
});

// The typesetter remembers everything it ever saw. To forget costs as much as a third of a letter, so it happens every ten letters
// and after the answer; what was not needed for thirty to forty letters goes, so that each kind of letter comes by again in time.
const VERGISS_JE = 10;
const BEHALTE = 3;
let briefe = 0;

process.on('message', (anfrage: Anfrage) => {
  const antwort: Antwort = { id: anfrage.id, ...uebersetze(compiler, anfrage) };
  process.send?.(antwort);
  briefe += 1;
  if (briefe % VERGISS_JE === 0) compiler.evictCache(BEHALTE);
});
// the application is gone: nobody waits for letters any more
process.on('disconnect', () => process.exit(0));
