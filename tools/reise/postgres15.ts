import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { warte } from '../demo/bauen.ts';
import { freePort } from './instanz.ts';

export const BIN15 = '/usr/lib/postgresql/15/bin';

/** Whether this machine has Debian's PostgreSQL 15. */
export const PG15 = existsSync(join(BIN15, 'initdb'));

const idOf = (art: '-u' | '-g') => Number(spawnSync('id', [art, 'postgres'], { encoding: 'utf8' }).stdout);

/** A PostgreSQL 15 in a temporary folder with a database for a role that may create roles, but is no superuser. */
export async function startPostgres15() {
  const ordner = mkdtempSync(join(tmpdir(), 'rathausverbund-pg15-'));
  // the server refuses to run as root
  const wer = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const pwfile = join(ordner, 'kennwort');
  writeFileSync(pwfile, 'chef');
  if (wer.uid !== undefined) for (const p of [ordner, pwfile]) chownSync(p, wer.uid, wer.gid);
  const daten = join(ordner, 'daten');
  const initdb = [
    '-D',
    daten,
    '-U',
    'chef',
    `--pwfile=${pwfile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const init = spawnSync(join(BIN15, 'initdb'), initdb, { ...wer, cwd: ordner, encoding: 'utf8' });
  if (init.status !== 0) throw new Error(`initdb: ${init.stderr}`);
  const port = await freePort();
  const args = [
    '-D',
    daten,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${ordner}`,
  ];
  const server = spawn(join(BIN15, 'postgres'), args, { ...wer, cwd: ordner, stdio: 'ignore' });
  const verbinde = async (user: string, database: string) => {
    const c = new pg.Client({ host: '127.0.0.1', port, user, password: user, database });
    await c.connect();
    return c;
  };
  const chef = await warte('PostgreSQL 15', 30, () => verbinde('chef', 'postgres').catch(() => undefined));
  await chef.query(`create role rathaus login createrole password 'rathaus'`);
  await chef.query('create database rathaus owner rathaus');
  await chef.end();
  return {
    url: `postgres://rathaus:rathaus@127.0.0.1:${port}/rathaus`,
    /** asks as superuser, to whom row policies do not apply */
    async frage(sql: string): Promise<unknown[]> {
      const c = await verbinde('chef', 'rathaus');
      try {
        return (await c.query(sql)).rows;
      } finally {
        await c.end();
      }
    },
    async stop() {
      await ended(server);
      rmSync(ordner, { recursive: true, force: true });
    },
  };
}

function ended(server: ChildProcess): Promise<void> {
  const weg = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  return weg;
}
