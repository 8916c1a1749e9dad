import { formatVkey, type NoteSigner } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../../base/index.ts';
import { loadSigner, logDatei } from '../schluessel.ts';
import { origin, type Protokoll } from '../store.ts';
import type { Log } from './knoten.ts';
import { openLog, type ProtokollStand, readProtokolle } from './store.ts';

export interface SignerDeps {
  /** transactions that hold the shards' leases */
  db: Datenbank;
  protokoll: Protokoll;
  krypto: Krypto;
  stop: (log: ProtokollStand, bei: number, grund: string) => Promise<void>;
  /** told each log's public key before its first use in this process */
  melde?: ((vkey: string) => void) | undefined;
}

/**
 * The keys of the logs; opens a log at its first use. A log whose key is gone or another is stopped, never given a new one:
 * then the answer is null.
 */
export function createSignerOf(d: SignerDeps): (log: Log) => Promise<NoteSigner | null> {
  const { db, protokoll, krypto } = d;
  const schluessel = new Map<string, NoteSigner>();
  return async ({ koerperschaft, epoche }) => {
    const name = origin(protokoll.plattform, koerperschaft, epoche);
    const da = schluessel.get(name);
    if (da) return da;
    const staende = await db.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft }));
    const stand = staende.find((p) => p.epoche === epoche);
    const datei = logDatei(koerperschaft, epoche);
    const fehlt = stand && !protokoll.bund.hat(datei);
    const signer = fehlt ? null : await loadSigner(protokoll.bund, krypto, datei, name, 'log');
    const vkey = signer && formatVkey(signer.key);
    if (!signer || !vkey || (stand && stand.vkey !== vkey)) {
      if (stand) await d.stop(stand, stand.groesse, 'Der Schlüssel dieses Protokolls fehlt oder ist ein anderer.');
      return null;
    }
    if (!stand) await db.transaktion(oeffentlich, (tx) => openLog(tx, koerperschaft, epoche, name, vkey));
    d.melde?.(vkey);
    schluessel.set(name, signer);
    return signer;
  };
}
