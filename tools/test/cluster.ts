// One PostgreSQL cluster per test run: the embedded one, or RATHAUSVERBUND_TEST_URL (superuser URL of a server of another version).
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { initCluster, PORT_NR, prepareEmbedded, startServer } from '../../app/base/postgres/embedded.ts';

export interface Cluster {
  host: string;
  port: number;
  user: string;
  password: string;
  programme: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Cluster;
  }
}

export default async function setup(project: TestProject) {
  const url = process.env['RATHAUSVERBUND_TEST_URL'];
  if (url) {
    const u = new URL(url);
    project.provide('cluster', {
      host: u.hostname,
      port: Number(u.port),
      user: u.username,
      password: u.password,
      programme: '',
    });
    return;
  }
  const basis = mkdtempSync(join(tmpdir(), 'rv-test-'));
  chmodSync(basis, 0o755); // the server's user must be able to walk into its folders
  const password = randomBytes(16).toString('hex');
  const pg = prepareEmbedded({
    daten: join(basis, 'daten'),
    programme: join(basis, 'programme'),
    lauf: join(basis, 'lauf'),
  });
  initCluster(pg, password, false);
  const server = await startServer(pg, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '100',
  });
  project.provide('cluster', { host: pg.lauf, port: PORT_NR, user: 'postgres', password, programme: pg.bin });
  return async () => {
    server.stop();
    await server.ende;
    rmSync(basis, { recursive: true, force: true });
  };
}
