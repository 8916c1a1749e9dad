import { join } from 'node:path';
import type { Krypto } from '@rathausverbund/siegel';
import { nodeKrypto } from '@rathausverbund/siegel/node';
import { createServer } from '../base/http/server.ts';
import { createLog, echteUhr, type Log, type Uhr } from '../base/index.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { nimmSperre } from '../base/prozess/sperre.ts';
import { createZeugenwerk, zeugenRoutes } from '../nachweise/index.ts';
import { kindConfig } from './kind.ts';
import { zeugenName } from './zeugenkreis.ts';

/** A witness, on 127.0.0.1 unless told otherwise, over its folder alone: it never sees the database. Rejects when the port is taken. */
export async function startZeuge(
  z: { ordner: string; name: string; port: number; host?: string; intern: boolean },
  d: { krypto: Krypto; uhr: Uhr; log: Log },
): Promise<{ url: string; vkey: string; stop: () => Promise<void> }> {
  const werk = await createZeugenwerk({ ordner: z.ordner, name: z.name, krypto: d.krypto, uhr: d.uhr });
  const server = createServer(d.log);
  zeugenRoutes(server, werk, { name: z.name, intern: z.intern });
  const url = await server.listen({ port: z.port, host: z.host ?? '127.0.0.1' });
  const stop = async () => {
    server.server.closeAllConnections();
    await server.close();
    await werk.ende();
  };
  return { url, vkey: werk.vkey, stop };
}

/** The internal witness as a child of the supervisor. Two processes over one folder could sign a fork: the lock forbids it. */
export async function zeugeProzess(): Promise<void> {
  const { config, ordner, adressen } = kindConfig();
  const log = createLog('zeuge');
  const ende = elternEnde();
  const sperre = nimmSperre(join(ordner.zeuge, 'sperre.json'));
  if (!sperre.ok) throw new Error(`Der Ordner des Zeugen wird schon benutzt (Prozess ${sperre.pid}).`);
  const z = { ordner: ordner.zeuge, name: zeugenName(config.PLATTFORM), port: portOf(adressen.zeuge), intern: true };
  const zeuge = await startZeuge(z, { krypto: nodeKrypto, uhr: echteUhr, log });
  console.log(BEREIT);
  await ende;
  await zeuge.stop();
  sperre.frei();
  process.exit(0);
}

function portOf(adresse: string): number {
  const port = Number(new URL(adresse).port);
  if (!port) throw new Error('Dem Zeugen fehlt sein Port (adressen.zeuge).');
  return port;
}
