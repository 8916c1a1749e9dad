import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import {
  type Eingebettet,
  fremdeProgramme,
  PORT_NR,
  startServer,
  stopOrphan,
  wer,
} from '../../base/postgres/embedded.ts';
import { hasInstallation } from '../../base/sicherung/index.ts';
import { ausUrl, grundOf, verbinde } from '../verbindung.ts';
import { NICHTS } from './antwort.ts';
import { type Anlage, DB, Hindernis, kennwortAus, SETUP } from './zugriff.ts';

/** A server of another major version that runs already, by its address. */
export async function mitServer<T>(adresse: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const z = ausUrl(adresse, '--von');
  if (!z.ok) throw new Hindernis(`${z.meldung} ${NICHTS}`);
  const { ort, user, password } = z;
  return mitClient(await verbinde({ ...ort, user, password }).catch(unerreichbar), fn);
}

/**
 * Starts the cluster of this data folder with programs of its own major version and ends it afterwards. Nothing writes into it.
 * @param hier our own programs, run by the same user
 */
export async function mitProgrammen<T>(
  a: Anlage,
  programme: string,
  haupt: number,
  hier: Eingebettet,
  fn: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const lauf = `${a.ordner.lauf}-alt`;
  const alt = fremdeProgramme(hier, programme, { daten: a.ordner.postgres, lauf });
  try {
    const { stdout, error } = spawnSync(join(programme, 'postgres'), ['--version'], { ...wer(alt), encoding: 'utf8' });
    const gefunden = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1];
    if (error || Number(gefunden) !== haupt)
      throw new Hindernis(
        `In ${programme} liegt ${gefunden ? `PostgreSQL ${gefunden}` : 'kein PostgreSQL, das sich starten lässt'}; die Daten sind von PostgreSQL ${haupt}. ${NICHTS} Nennen Sie mit --programme den Ordner, in dem postgres ${haupt} liegt, bei Debian /usr/lib/postgresql/${haupt}/bin.`,
      );
    stopOrphan(alt);
    const server = await startServer(alt, { default_transaction_read_only: 'on' });
    try {
      const wo = { host: lauf, port: PORT_NR, database: DB, user: SETUP };
      const password = kennwortAus(a.ordner, 'setup.kennwort');
      return await mitClient(await verbinde({ ...wo, password }).catch(unerreichbar), fn);
    } finally {
      server.stop();
      await server.ende;
    }
  } finally {
    rmSync(lauf, { recursive: true, force: true });
  }
}

function unerreichbar(fehler: unknown): never {
  throw new Hindernis(`Die bisherige Datenbank ist nicht erreichbar (${grundOf(fehler)}). ${NICHTS}`);
}

async function mitClient<T>(client: pg.Client, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  try {
    await pruefe(client);
    return await fn(client);
  } finally {
    await client.end();
  }
}

/** Whoever reads must see every row, and nobody may write on. */
async function pruefe(client: pg.Client): Promise<void> {
  if (!(await hasInstallation(client))) throw new Hindernis(`Dort ist keine Datenbank des Rathausverbunds. ${NICHTS}`);
  const { rows } = await client.query<{ fremd: boolean; belegt: boolean }>(`
    select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and not pg_has_role(c.relowner, 'usage')) as fremd,
      exists (select from pg_stat_activity where datname = current_database() and application_name ~ '^rathausverbund-') as belegt`);
  if (rows[0]?.fremd)
    throw new Hindernis(
      `Dieser Benutzer der bisherigen Datenbank sieht nicht alles. ${NICHTS} Nennen Sie ihren Eigentümer.`,
    );
  if (rows[0]?.belegt)
    throw new Hindernis(
      `Auf der bisherigen Datenbank arbeitet noch eine Installation. ${NICHTS} Beenden Sie sie zuerst.`,
    );
}
