import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

/** The whole configuration. Every key is an environment variable of the same name; the descriptions are printed by `npm run doctor`. */
const Schema = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080, description: 'Port der Weboberfläche' }),
  DATEN_DIR: Type.String({ minLength: 1, description: 'Ordner für Datenbank, Schlüssel und Dateien' }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'vorhandenes PostgreSQL ab 15 (Rolle mit CREATEROLE; zu anderen Rechnern mit sslmode)',
    }),
  ),
  BETRIEB: Type.Union([Type.Literal('demo'), Type.Literal('echt')], {
    default: 'demo',
    description: 'demo oder echt, steht ab der Geburt in der Datenbank',
  }),
  DEMO_BESTAND: Type.Union([Type.Literal('voll'), Type.Literal('leer')], {
    default: 'voll',
    description: 'leer: Demo ohne Vorgänge',
  }),
  SIEGEL: Type.Union([Type.Literal('lokal'), Type.Literal('pkcs11'), Type.Literal('fern')], {
    default: 'lokal',
    description:
      'Siegel mit TEST-Schlüsseln im Schlüsselordner, aus einem HSM (PKCS #11) oder durch Fernsignatur (CSC)',
  }),
  SIEGEL_ZUGANG: Type.Optional(
    Type.String({ minLength: 1, description: 'Datei mit den Zugangsdaten zum HSM oder zur Fernsignatur (JSON, 0600)' }),
  ),
  SCHLUESSEL: Type.Union([Type.Literal('ordner'), Type.Literal('pkcs11')], {
    default: 'ordner',
    description: 'Schlüssel der Kommunen offen im Schlüsselordner oder durch ein HSM verschlossen (PKCS #11)',
  }),
  SCHLUESSEL_ZUGANG: Type.Optional(
    Type.String({ minLength: 1, description: 'Datei mit den Zugangsdaten zum HSM der Schlüssel (JSON, 0600)' }),
  ),
  PLATTFORM: Type.String({
    pattern: '^[a-z0-9.-]+$',
    default: 'demo.rathausverbund.invalid',
    description: 'Name der Anlage in ihren Protokollen, ändert sich nie',
  }),
  BASIS_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'Adresse, unter der Bürger die Seiten erreichen' }),
  ),
});

export type Config = Static<typeof Schema>;

export type ConfigErgebnis = { ok: true; config: Config } | { ok: false; meldung: string };

/** Reads the environment once. Unknown variables are ignored, wrong ones are refused with a sentence. */
export function readConfig(env: Record<string, string | undefined>): ConfigErgebnis {
  const roh: Record<string, unknown> = { DATEN_DIR: defaultDatenDir(env) };
  for (const key of Object.keys(Schema.properties)) if (env[key]) roh[key] = env[key];
  if (env['PORT'] && !/^\d+$/.test(env['PORT']))
    return { ok: false, meldung: `Die Einstellung PORT ist ungültig: ${env['PORT']}.` };
  const wert = Value.Default(Schema, Value.Convert(Schema, roh));
  if (!Value.Check(Schema, wert)) {
    const fehler = Value.Errors(Schema, wert)[0];
    const name = fehler?.instancePath.slice(1) || 'Konfiguration';
    // an address may carry a password
    const gesagt = name === 'DATABASE_URL' ? 'keine Adresse eines PostgreSQL' : String(roh[name] ?? 'fehlt');
    return { ok: false, meldung: `Die Einstellung ${name} ist ungültig: ${gesagt}.` };
  }
  if (wert.SIEGEL === 'pkcs11' && !wert.SIEGEL_ZUGANG)
    return { ok: false, meldung: 'Die Einstellung SIEGEL_ZUGANG ist ungültig: SIEGEL=pkcs11 braucht sie.' };
  if (wert.SCHLUESSEL === 'pkcs11' && !wert.SCHLUESSEL_ZUGANG)
    return { ok: false, meldung: 'Die Einstellung SCHLUESSEL_ZUGANG ist ungültig: SCHLUESSEL=pkcs11 braucht sie.' };
  return { ok: true, config: { ...wert, DATEN_DIR: resolve(wert.DATEN_DIR) } };
}

/** A setting as it counts, for people. */
export interface Einstellung {
  name: string;
  /** of a secret only that it is set */
  wert: string;
  herkunft: 'Umgebung' | 'Vorgabe';
  bedeutung: string;
}

const GEHEIM = new Set(['DATABASE_URL']);

/** All settings, right or wrong, in the order of this file. */
export const readEinstellungen = (env: Record<string, string | undefined>): Einstellung[] =>
  Object.entries(Schema.properties).map(([name, s]) => {
    const { default: vorgabe = name === 'DATEN_DIR' ? defaultDatenDir(env) : '–', description: bedeutung = '' } = s as {
      default?: unknown;
      description?: string;
    };
    const gesetzt = env[name];
    if (!gesetzt) return { name, wert: String(vorgabe), herkunft: 'Vorgabe', bedeutung };
    return { name, wert: GEHEIM.has(name) ? 'gesetzt' : gesetzt, herkunft: 'Umgebung', bedeutung };
  });

function defaultDatenDir(env: Record<string, string | undefined>): string {
  if (process.getuid?.() === 0) return '/var/lib/rathausverbund';
  const basis = env['XDG_DATA_HOME'] ?? join(env['HOME'] ?? homedir(), '.local', 'share');
  return join(basis, 'rathausverbund');
}

/**
 * What a child process inherits of an environment: all but our own settings, which it is told, and what a client of PostgreSQL reads
 * by itself. Both may carry a password of the database.
 */
export const ohneEinstellungen = (env: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !Object.hasOwn(Schema.properties, name) && !/^PG[A-Z]+$/.test(name)),
  );

/** Folders below DATEN_DIR. Keys lie apart from the database, so that a backup of one never holds the other. */
export function ordner(datenDir: string) {
  return {
    postgres: join(datenDir, 'postgres'),
    lauf: join(datenDir, 'lauf'),
    programme: join(datenDir, 'programme'),
    schluessel: join(datenDir, 'schluessel'),
    dateien: join(datenDir, 'dateien'),
    gegenstellen: join(datenDir, 'gegenstellen'),
    zeuge: join(datenDir, 'gegenzeichner'),
    zeugen: join(datenDir, 'zeugen.json'),
    sperre: join(datenDir, 'sperre.json'),
    anker: join(datenDir, 'anker'),
  };
}

export type Ordner = ReturnType<typeof ordner>;
