// Entry of a sealing thread: reads and writes PDF, CMS and hashes beside the worker's event loop. It holds no key and opens no connection.
import { parentPort } from 'node:worker_threads';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { erneuere } from './erneuern.ts';
import type { AnFaden, VomFaden } from './protokoll.ts';
import { versiegle } from './versiegeln.ts';

let offen: { melde: (bytes: Uint8Array) => void; scheitere: (grund: Error) => void } | undefined;

function sende(n: VomFaden): void {
  const pdf = n.art === 'fertig' ? n.pdf : n.art === 'erneuert' ? n.erneuert.pdf : null;
  parentPort?.postMessage(n, pdf ? [pdf.buffer as ArrayBuffer] : []);
}

const frage = (n: VomFaden): Promise<Uint8Array> =>
  new Promise((melde, scheitere) => {
    offen = { melde, scheitere };
    sende(n);
  });

const stempel = (digest: Uint8Array) => frage({ art: 'stempel', digest });
const signiere = (plan: number, daten: Uint8Array) => frage({ art: 'signiere', plan, daten });

async function arbeite(tue: () => Promise<VomFaden>): Promise<void> {
  try {
    sende(await tue());
  } catch (fehler) {
    sende({ art: 'gescheitert', meldung: fehler instanceof Error ? fehler.message : String(fehler) });
  }
}

parentPort?.on('message', (n: AnFaden) => {
  switch (n.art) {
    case 'auftrag':
      return void arbeite(async () => ({
        art: 'fertig',
        pdf: await versiegle(n.auftrag, nodeKrypto, { signiere, stempel }),
      }));
    case 'erneuerung':
      return void arbeite(async () => ({
        art: 'erneuert',
        erneuert: await erneuere(n.auftrag, nodeKrypto, stempel),
      }));
    case 'antwort':
      return offen?.melde(n.bytes);
    case 'fehler':
      return offen?.scheitere(new Error(n.meldung));
  }
});
