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
    // checkpoints come seldom: after each one every page is written whole once more
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_buffers: '16MB',
    // so many small statements: compiling or spreading them costs more than running them
    jit: 'off',
    max_parallel_workers_per_gather: '0',
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
