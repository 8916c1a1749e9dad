import { nodeKrypto } from '../../siegel/node/krypto.ts';
import { pruefe } from '../src/index.ts';
import { readAuftrag } from './protokoll.ts';

/** The judging process: order and file come in on stdin, the answer goes out as JSON on stdout. */
export async function urteile(): Promise<void> {
  const { auftrag, datei } = await readAuftrag(process.stdin);
  const { anker, jetzt } = auftrag;
  const ergebnis = await pruefe(datei, { krypto: nodeKrypto, jetzt, ...(anker ? { anker } : {}) });
  process.stdout.write(JSON.stringify(ergebnis));
}
