import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import pg from 'pg';
import { type Fehlschlag, istAusfall, type Rolle } from '../base/index.ts';

/** Where the database is: a socket folder or a host. */
export interface Ort {
  host: string;
  port: number;
  database: string;
  /** absent: in clear, which is for this machine only */
  tls?: Tls;
}

/** The certificate always has to come from a trusted root. */
export interface Tls {
  /** it must name the host, too */
  name: boolean;
  /** PEM file with the roots to trust instead of Node's */
  wurzeln: string | null;
}

/** Passwords of run-time roles, as far as a process has them. */
export interface Rollenzugang {
  praefix: string;
  kennwoerter: Partial<Record<Rolle, string>>;
}

export function alsRolle(ort: Ort, { praefix, kennwoerter }: Rollenzugang, rolle: Rolle): pg.PoolConfig {
  const password = kennwoerter[rolle];
  // pg would look for another one by itself
  if (password === undefined) throw new Error(`Dieser Prozess arbeitet nicht als ${rolle}.`);
  return {
    ...leitung(ort),
    user: `${praefix}_${rolle}`,
    password,
    application_name: `rathausverbund-${rolle}`,
  };
}

export async function verbinde({ user, password, ...ort }: Ort & Wer): Promise<pg.Client> {
  const client = new pg.Client({ connectionTimeoutMillis: 8_000, ...leitung(ort), user, password });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

interface Wer {
  user: string;
  password: string;
}

// `ssl` is always said, or the variable PGSSLMODE would decide
const leitung = ({ tls, ...ort }: Ort): pg.ClientConfig => ({ ...ort, ssl: tls ? pruefung(tls) : false });

const pruefung = ({ name, wurzeln }: Tls) => ({
  rejectUnauthorized: true,
  ...(wurzeln === null ? {} : { ca: readFileSync(wurzeln, 'utf8') }),
  ...(name ? {} : { checkServerIdentity: () => undefined }),
});

export type Adresse = ({ ok: true; ort: Ort } & Wer) | { ok: false; meldung: string };

/**
 * Takes the address of a database apart. Refuses one by which personal data would cross a network in clear.
 * @param name where it stands: DATABASE_URL, or a parameter of a command
 */
export function ausUrl(url: string, name = 'DATABASE_URL'): Adresse {
  try {
    return zerlege(new URL(url), name);
  } catch {
    return nein(
      `${name} ist ungültig: keine Adresse eines PostgreSQL. Sonderzeichen im Kennwort werden als %XX geschrieben.`,
    );
  }
}

function zerlege(u: URL, name: string): Adresse {
  const genannt = decodeURIComponent(u.hostname).replace(/^\[(.*)\]$/, '$1');
  const host = u.searchParams.get('host') ?? (genannt || 'localhost');
  const schutz = tlsOf(name, host, u.searchParams.get('sslmode') ?? '', u.searchParams.get('sslrootcert'));
  if (!schutz.ok) return schutz;
  return {
    ok: true,
    ort: {
      host,
      port: Number(u.port || 5432),
      database: decodeURIComponent(u.pathname.slice(1)) || 'postgres',
      ...(schutz.tls ? { tls: schutz.tls } : {}),
    },
    user: decodeURIComponent(u.username),
    password: decodeURIComponent(u.password),
  };
}

const istSocket = (host: string) => host.startsWith('/');
const istHier = (host: string) =>
  istSocket(host) || ['localhost', '::1'].includes(host.toLowerCase()) || (isIPv4(host) && host.startsWith('127.'));

/** Whether the host must be named, by libpq's `sslmode`. `require` checks as `verify-full` does: unchecked, it would protect from nobody. */
const MIT_TLS: Readonly<Record<string, boolean>> = { require: true, 'verify-full': true, 'verify-ca': false };
const OHNE_TLS = ['', 'disable', 'allow', 'prefer'];

function tlsOf(
  stelle: string,
  host: string,
  modus: string,
  wurzeln: string | null,
): { ok: true; tls: Tls | null } | { ok: false; meldung: string } {
  const name = MIT_TLS[modus];
  if (name === undefined && !OHNE_TLS.includes(modus))
    return nein(
      `${stelle} ist ungültig: sslmode=${modus} gibt es nicht. Möglich sind verify-full, verify-ca und require.`,
    );
  if (name === undefined && !istHier(host))
    return nein(
      `${stelle} führt ohne TLS zu einem anderen Rechner (${host}): Personendaten gingen offen über das Netz. Hängen Sie ?sslmode=verify-full an, bei einer eigenen Zertifizierungsstelle auch &sslrootcert=/pfad/ca.pem.`,
    );
  // nobody listens between this process and a socket
  if (name === undefined || istSocket(host)) return { ok: true, tls: null };
  if (wurzeln === null || wurzeln === 'system') return { ok: true, tls: { name, wurzeln: null } };
  try {
    void new X509Certificate(readFileSync(wurzeln)); // throws when it is none
  } catch (fehler) {
    const { code = '' } = fehler as { code?: string };
    const was = code.startsWith('ERR_') ? 'ist kein Zertifikat (PEM)' : `lässt sich nicht lesen (${code})`;
    return nein(`Die Datei ${wurzeln} aus ${stelle} (sslrootcert) ${was}. Prüfen Sie den Pfad.`);
  }
  return { ok: true, tls: { name, wurzeln: resolve(wurzeln) } };
}

const nein = (meldung: string) => ({ ok: false as const, meldung });

/**
 * Asks until the database is there: whoever starts while it recovers waits for it instead of crashing. @param fristMs how long at most
 * @throws what the database said last, and at once what waiting does not mend
 */
export async function sobaldErreichbar<T>(frage: () => Promise<T>, fristMs = 120_000, pauseMs = 250): Promise<T> {
  for (const bis = Date.now() + fristMs; ; ) {
    try {
      return await frage();
    } catch (fehler) {
      if (Date.now() >= bis || !istAusfall(fehler as Fehlschlag)) throw fehler;
      await new Promise((weiter) => setTimeout(weiter, pauseMs));
    }
  }
}

const GRUENDE: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'ihr Zertifikat gilt nicht für diesen Rechnernamen',
  CERT_HAS_EXPIRED: 'ihr Zertifikat ist abgelaufen',
  CERT_NOT_YET_VALID: 'ihr Zertifikat gilt noch nicht',
};
const FREMDE_STELLE = /^(SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF))/;

/** Why a connection did not come about, in a few words. */
export function grundOf(fehler: unknown): string {
  const { code = '', message = String(fehler) } = fehler as { code?: string; message?: string };
  if (FREMDE_STELLE.test(code)) return 'ihr Zertifikat stammt von keiner bekannten Stelle, sslrootcert nennt sie';
  if (/does not support SSL/.test(message)) return 'sie spricht kein TLS';
  return GRUENDE[code] ?? (code || message);
}
