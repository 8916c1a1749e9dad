// Entry of a sealing thread: reads and writes PDF, CMS and hashes beside the worker's event loop. It holds no key and opens no connection.
import { parentPort } from 'node:worker_threads';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import type { AnFaden, VomFaden } from './protokoll.ts';
import { type Siegelauftrag, versiegle } from './versiegeln.ts';

let offen: { melde: (bytes: Uint8Array) => void; scheitere: (grund: Error) => void } | undefined;

function sende(n: VomFaden): void {
  parentPort?.postMessage(n, n.art === 'fertig' ? [n.pdf.buffer as ArrayBuffer] : []);
}

const frage = (n: VomFaden): Promise<Uint8Array> =>
  new Promise((melde, scheitere) => {
    offen = { melde, scheitere };
    sende(n);
  });

async function arbeite(auftrag: Siegelauftrag): Promise<void> {
  try {
    const pdf = await versiegle(auftrag, nodeKrypto, {
      signiere: (plan, daten) => frage({ art: 'signiere', plan, daten }),
      stempel: (sha256) => frage({ art: 'stempel', sha256 }),
    });
    sende({ art: 'fertig', pdf });
  } catch (fehler) {
    sende({ art: 'gescheitert', meldung: fehler instanceof Error ? fehler.message : String(fehler) });
  }
}

parentPort?.on('message', (n: AnFaden) => {
  if (n.art === 'auftrag') void arbeite(n.auftrag);
  else if (n.art === 'antwort') offen?.melde(n.bytes);
  else offen?.scheitere(new Error(n.meldung));
});
