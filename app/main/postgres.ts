import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { initCluster, prepareEmbedded, startServer } from '../base/postgres/embedded.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { kindConfig } from './kind.ts';

/** Megabytes that the server keeps pages in: a quarter of the machine, within limits. Past them every row that is written reads others first. */
const puffer = (bytes: number) => Math.round(Math.min(512, Math.max(128, bytes / 4 / 1024 ** 2)));

/** Runs the embedded server and stops it when the supervisor is gone. */
export async function postgresProzess(): Promise<void> {
  const { ordner } = kindConfig();
  const pg = prepareEmbedded({ daten: ordner.postgres, programme: ordner.programme, lauf: ordner.lauf });
  initCluster(pg, readFileSync(join(ordner.schluessel, 'postgres.kennwort'), 'utf8'), true);
  const server = await startServer(pg, {
    max_connections: '40',
    shared_buffers: `${puffer(totalmem())}MB`,
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
