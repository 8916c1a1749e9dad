import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import {
  type Config,
  kekName,
  keyFits,
  knownMigrations,
  type Leser,
  type Ordner,
  readInstallation,
} from '../../base/index.ts';
import { hauptversion, PORT_NR } from '../../base/postgres/embedded.ts';
import { passtNicht, readHauptversion } from '../../base/postgres/umzug.ts';
import { logDatei, readSchluesselbedarf } from '../../nachweise/index.ts';
import { DB, SETUP } from '../daten/zugriff.ts';
import { raeume } from '../raeume.ts';
import { type Adresse, ausUrl, grundOf, verbinde } from '../verbindung.ts';
import { type Befund, fehler, gut, hinweis } from './befund.ts';

const ZURUECKLEGEN = 'Legen Sie ihn aus der Schlüsselsicherung zurück.';

/** The database as far as it can be looked at without starting it. Reads only. */
export async function pruefeDatenbank(config: Config, o: Ordner, laeuft: boolean): Promise<Befund[]> {
  const kennwort = join(o.schluessel, 'setup.kennwort');
  if (!config.DATABASE_URL && !(laeuft && existsSync(kennwort))) return [ruhend(o)];
  const a: Adresse = config.DATABASE_URL
    ? ausUrl(config.DATABASE_URL)
    : {
        ok: true,
        ort: { host: o.lauf, port: PORT_NR, database: DB },
        user: SETUP,
        password: readFileSync(kennwort, 'utf8'),
      };
  if (!a.ok) return [fehler(a.meldung, 'Berichtigen Sie DATABASE_URL.')];
  try {
    const client = await verbinde({ ...a.ort, user: a.user, password: a.password });
    try {
      await client.query('set default_transaction_read_only = on');
      const wo = a.ort.host.startsWith('/')
        ? 'Socket'
        : `${a.ort.host}, ${a.ort.tls ? 'mit TLS' : 'ohne TLS, nur dieser Rechner'}`;
      return await besieh(client, config, o.schluessel, wo);
    } finally {
      await client.end();
    }
  } catch (f) {
    return [
      fehler(
        `Die Datenbank ist nicht erreichbar (${grundOf(f)}).`,
        config.DATABASE_URL
          ? 'Prüfen Sie DATABASE_URL und ob der Server läuft.'
          : 'Beenden Sie die Anlage und starten Sie sie neu.',
      ),
    ];
  }
}

function ruhend(o: Ordner): Befund {
  const version = readHauptversion(o.postgres);
  if (version === null) return hinweis('Eine eingebettete Datenbank gibt es noch nicht; der erste Start legt sie an.');
  const anders = passtNicht(o.postgres, hauptversion());
  if (anders) return fehler(anders.was, anders.abhilfe);
  return gut(
    `Die eingebettete Datenbank hat Daten von PostgreSQL ${version}. Mehr ist zu sehen, wenn die Anlage läuft.`,
  );
}

const leser =
  (client: pg.Client): Leser =>
  async <T extends Record<string, unknown>>(sql: string, werte?: unknown[]) =>
    (await client.query<T>(sql, werte)).rows;

async function besieh(client: pg.Client, config: Config, schluessel: string, wo: string): Promise<Befund[]> {
  const [v] = await leser(client)<{ nr: number; version: string }>(
    "select current_setting('server_version_num')::int as nr, current_setting('server_version') as version",
  );
  if (!v || v.nr < 150_000) return [fehler(`PostgreSQL ${v?.version} ist zu alt.`, 'Gebraucht wird PostgreSQL ab 15.')];
  const befunde = [gut(`PostgreSQL ${v.version} antwortet (${wo}).`)];
  const i = await readInstallation(leser(client));
  if (!i) return [...befunde, hinweis('Die Datenbank ist noch leer; der nächste Start richtet sie ein.')];
  for (const [name, hat, soll] of [
    ['BETRIEB', i.betrieb, config.BETRIEB],
    ['PLATTFORM', i.plattform, config.PLATTFORM],
  ])
    if (hat !== soll)
      befunde.push(
        fehler(`Die Datenbank gehört zu ${name}=${hat}, eingestellt ist ${soll}.`, `Setzen Sie ${name}=${hat}.`),
      );
  befunde.push(await migrationen(client), ...(await schluesselDerDatenbank(client, schluessel)));
  return befunde;
}

async function migrationen(client: pg.Client): Promise<Befund> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    "select raum || '/' || nr as name, sha256 from base.migration",
  );
  const programm = knownMigrations(raeume);
  const fremd = rows.filter((r) => programm.get(r.name) !== r.sha256).map((r) => r.name);
  if (fremd.length > 0)
    return fehler(
      `Die Datenbank passt nicht zu diesem Programm (${fremd.join(', ')}).`,
      'Starten Sie die Fassung, die sie zuletzt benutzt hat, oder eine neuere.',
    );
  const offen = programm.size - rows.length;
  return offen > 0
    ? hinweis(`${offen} Änderungen der Datenbank stehen aus; der nächste Start nimmt sie vor.`)
    : gut('Die Datenbank ist auf dem Stand dieses Programms.');
}

/** Keys without which something in this database stays closed, or a log stops. */
async function schluesselDerDatenbank(client: pg.Client, ordner: string): Promise<Befund[]> {
  const kontext = join(ordner, 'kontext.key');
  if (existsSync(kontext) && !(await keyFits(client, readFileSync(kontext))))
    return [
      fehler(
        'Der Schlüsselordner gehört nicht zu dieser Datenbank (kontext.key).',
        'Legen Sie den richtigen Ordner zurück.',
      ),
    ];
  const aktive = await client.query<{ id: string }>('select id from kommunen.aktive');
  const { inhalte, protokolle } = await readSchluesselbedarf(
    leser(client),
    aktive.rows.map((r) => r.id),
  );
  const fehlend = [
    ...inhalte.map((id) => ({
      datei: kekName(id),
      was: `Der Schlüssel der Kommune ${id} fehlt: Ihre Vorgänge sind nicht zu öffnen.`,
    })),
    ...protokolle.map(({ koerperschaft: k, epoche }) => ({
      datei: logDatei(k, epoche),
      was: `Der Schlüssel des Protokolls ${k}/${epoche} fehlt: Es wird nicht mehr unterschrieben.`,
    })),
  ].filter(({ datei }) => !existsSync(join(ordner, datei)));
  if (fehlend.length > 0) return fehlend.map(({ was }) => fehler(was, ZURUECKLEGEN));
  return [gut(`Die Schlüssel von ${inhalte.length} Kommunen und ${protokolle.length} Protokollen sind da.`)];
}
