import { join } from 'node:path';
import { bezeuge, formatVkey, parseAddCheckpoint, parseCheckpoint } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { createSchluesselbund, type Uhr } from '../../base/index.ts';
import { loadSigner } from '../schluessel.ts';
import { readProtokollKeys, writeZeugenKey } from './ordner.ts';
import { createStaende } from './stand.ts';

/** An answer of C2SP tlog-witness. */
export interface ZeugenAntwort {
  status: number;
  typ: 'text/plain' | 'text/x.tlog.size';
  text: string;
}

export interface Zeugenwerk {
  vkey: string;
  addCheckpoint(body: string): Promise<ZeugenAntwort>;
}

/** A witness over its folder. Exactly one process may use a folder; `name` is the name of its key. */
export async function createZeugenwerk(d: {
  ordner: string;
  name: string;
  krypto: Krypto;
  uhr: Uhr;
}): Promise<Zeugenwerk> {
  const { ordner, krypto } = d;
  const signer = await loadSigner(createSchluesselbund(ordner), krypto, 'zeuge.key', d.name, 'zeuge');
  const vkey = formatVkey(signer.key);
  writeZeugenKey(ordner, vkey);
  const staende = createStaende(join(ordner, 'stand'));
  const schlange = new Map<string, Promise<unknown>>();
  let logs = readProtokollKeys(ordner, krypto);

  async function decide(origin: string, body: string): Promise<ZeugenAntwort> {
    const anfrage = parseAddCheckpoint(body);
    if (!anfrage) return { status: 400, typ: 'text/plain', text: 'Die Anfrage ist nicht lesbar.\n' };
    const stand = origin ? await staende.read(origin) : null;
    const jetzt = Math.floor(d.uhr.jetzt() / 1000);
    const z = await bezeuge({ krypto, signer, logs, jetzt }, stand, anfrage);
    if (z.ok) {
      await staende.write(z.neuerZustand);
      return { status: 200, typ: 'text/plain', text: z.cosignature };
    }
    if (z.code === 'konflikt') return { status: z.status, typ: 'text/x.tlog.size', text: `${z.groesse}\n` };
    return { status: z.status, typ: 'text/plain', text: `${z.meldung}\n` };
  }

  return {
    vkey,
    // One at a time per log: what is remembered cannot change between judging and writing.
    addCheckpoint(body) {
      const origin = originOf(body);
      if (origin && !logs.some((k) => k.name === origin)) logs = readProtokollKeys(ordner, krypto);
      const zuvor = schlange.get(origin) ?? Promise.resolve();
      const jetzt = zuvor.then(() => decide(origin, body));
      const ruhig = jetzt.catch(() => undefined);
      schlange.set(origin, ruhig);
      void ruhig.then(() => schlange.get(origin) === ruhig && schlange.delete(origin));
      return jetzt;
    },
  };
}

function originOf(body: string): string {
  const checkpoint = parseAddCheckpoint(body)?.checkpoint;
  return (checkpoint && parseCheckpoint(checkpoint)?.checkpoint.origin) || '';
}
