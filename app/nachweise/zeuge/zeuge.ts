import { join } from 'node:path';
import { type Anfrage, bezeuge, formatVkey, parseAddCheckpoint } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { createSchluesselbund, type Uhr } from '../../base/index.ts';
import { loadSigner } from '../schluessel.ts';
import { createProtokollkenntnis, writeZeugenKey } from './ordner.ts';
import { openStaende } from './stand.ts';

/** An answer of C2SP tlog-witness. */
export interface ZeugenAntwort {
  status: number;
  typ: 'text/plain' | 'text/x.tlog.size';
  text: string;
}

export interface Zeugenwerk {
  vkey: string;
  addCheckpoint(body: string): Promise<ZeugenAntwort>;
  ende(): Promise<void>;
}

const SCHLUESSEL = 'zeuge.key';

/**
 * A witness over its folder. Exactly one process may use a folder; `name` is the name of its key. Rejects with `Beschaedigt`
 * when there is a key but no memory that fits: a witness that forgot would sign a second history.
 */
export async function createZeugenwerk(d: {
  ordner: string;
  name: string;
  krypto: Krypto;
  uhr: Uhr;
}): Promise<Zeugenwerk> {
  const { ordner, krypto } = d;
  const bund = createSchluesselbund(ordner);
  const staende = await openStaende(join(ordner, 'stand'), !bund.hat(SCHLUESSEL));
  const signer = await loadSigner(bund, krypto, SCHLUESSEL, d.name, 'zeuge');
  const vkey = formatVkey(signer.key);
  writeZeugenKey(ordner, vkey);
  const keysOf = createProtokollkenntnis(ordner, d);
  const schlange = new Map<string, Promise<unknown>>();

  async function decide(origin: string, anfrage: Anfrage): Promise<ZeugenAntwort> {
    const stand = staende.read(origin);
    const jetzt = Math.floor(d.uhr.jetzt() / 1000);
    const z = await bezeuge({ krypto, signer, logs: keysOf(origin), jetzt }, stand, anfrage);
    if (z.ok) {
      await staende.write(z.neuerZustand);
      return { status: 200, typ: 'text/plain', text: z.cosignature };
    }
    if (z.code === 'konflikt') return { status: z.status, typ: 'text/x.tlog.size', text: `${z.groesse}\n` };
    return { status: z.status, typ: 'text/plain', text: `${z.meldung}\n` };
  }

  return {
    vkey,
    // One at a time per log: what is remembered cannot change between judging and writing. Different logs meet at the disk.
    addCheckpoint(body) {
      const anfrage = parseAddCheckpoint(body);
      if (!anfrage) return Promise.resolve(UNLESBAR);
      const origin = originOf(anfrage);
      const zuvor = schlange.get(origin) ?? Promise.resolve();
      const jetzt = zuvor.then(() => decide(origin, anfrage));
      const ruhig = jetzt.catch(() => undefined);
      schlange.set(origin, ruhig);
      void ruhig.then(() => schlange.get(origin) === ruhig && schlange.delete(origin));
      return jetzt;
    },
    ende: () => staende.ende(),
  };
}

const UNLESBAR: ZeugenAntwort = { status: 400, typ: 'text/plain', text: 'Die Anfrage ist nicht lesbar.\n' };

/** The first line of a checkpoint, whether the rest of it is good or not. */
const originOf = ({ checkpoint }: Anfrage) => checkpoint.slice(0, Math.max(0, checkpoint.indexOf('\n')));
