import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initCluster, prepareEmbedded, startServer } from '../base/postgres/embedded.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { kindConfig } from './kind.ts';

/** Runs the embedded server and stops it when the supervisor is gone. */
export async function postgresProzess(): Promise<void> {
  const { ordner } = kindConfig();
  const pg = prepareEmbedded({ daten: ordner.postgres, programme: ordner.programme, lauf: ordner.lauf });
  initCluster(pg, readFileSync(join(ordner.schluessel, 'postgres.kennwort'), 'utf8'), true);
  const server = await startServer(pg, {
    max_connections: '40',
    shared_buffers: '128MB',
    password_encryption: 'scram-sha-256',
  });
  console.log(BEREIT);
  const grund = await Promise.race([elternEnde().then(() => 'eltern'), server.ende.then(() => 'server')]);
  if (grund === 'eltern') {
    server.stop();
    await server.ende;
    process.exit(0);
  }
  process.exit(1);
}
