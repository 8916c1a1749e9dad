import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../tools/reise/instanz.ts';
import { initCluster, prepareEmbedded, startServer } from '../base/postgres/embedded.ts';
import { type Adresse, alsRolle, ausUrl, grundOf, sobaldErreichbar, verbinde } from './verbindung.ts';

const ordner = mkdtempSync(join(tmpdir(), 'rv-tls-'));
chmodSync(ordner, 0o711); // the server's user must pass
afterAll(() => rmSync(ordner, { recursive: true, force: true }));

const ortOf = (a: Adresse) => (a.ok ? a.ort : a.meldung);
const von = (host: string, frage = '') => ortOf(ausUrl(`postgresql://u:g@${host}:5433/rv${frage}`));

describe('Die Adresse einer Datenbank', () => {
  it('sagt Rechner, Port, Datenbank und wer sich anmeldet', () => {
    expect(ausUrl('postgres://ein%40richter:g%2Fheim@localhost/rathaus')).toEqual({
      ok: true,
      ort: { host: 'localhost', port: 5432, database: 'rathaus' },
      user: 'ein@richter',
      password: 'g/heim',
    });
    expect(von('[::1]')).toMatchObject({ host: '::1', port: 5433 });
    expect(ortOf(ausUrl('postgres:///rv?host=/run/postgresql'))).toMatchObject({ host: '/run/postgresql' });
  });

  it.each(['', '?sslmode=disable', '?sslmode=allow', '?sslmode=prefer', '?ssl=true'])(
    'lässt ohne TLS („%s“) nur diesen Rechner und seinen Socket zu',
    (frage) => {
      for (const hier of ['localhost', 'LocalHost', '127.0.0.1', '127.8.8.8', '[::1]', '%2Frun%2Fpostgresql'])
        expect(von(hier, frage), hier).not.toHaveProperty('tls');
      for (const dort of ['db.example', '10.0.0.5', '127.0.0.1.example', 'localhost.example', '[fe80::1]'])
        expect(von(dort, frage), dort).toMatch(/^DATABASE_URL führt ohne TLS zu einem anderen Rechner \(.*verify-full/);
      expect(ortOf(ausUrl(`postgres://u@localhost/rv?host=db.example${frage.replace('?', '&')}`))).toContain(
        '(db.example)',
      );
    },
  );

  it('prüft bei require und verify-full Stelle und Namen, bei verify-ca nur die Stelle', () => {
    expect(von('db.example', '?sslmode=require')).toMatchObject({ tls: { name: true, wurzeln: null } });
    expect(von('db.example', '?sslmode=verify-full')).toMatchObject({ tls: { name: true, wurzeln: null } });
    expect(von('db.example', '?sslmode=verify-ca')).toMatchObject({ tls: { name: false, wurzeln: null } });
    expect(von('db.example', '?sslmode=verify-full&sslrootcert=system')).toMatchObject({ tls: { wurzeln: null } });
    expect(von('localhost', '?sslmode=verify-full')).toMatchObject({ tls: { name: true } });
    expect(von('%2Frun%2Fpostgresql', '?sslmode=verify-full')).not.toHaveProperty('tls');
  });

  it('weist Unbekanntes und unlesbare Wurzeln mit einem Satz ab, ohne ein Kennwort zu nennen', () => {
    expect(von('db.example', '?sslmode=VERIFY-FULL')).toContain('sslmode=VERIFY-FULL gibt es nicht');
    expect(von('db.example', '?sslmode=verify-full&sslrootcert=/gibt/es/nicht.pem')).toContain('(ENOENT)');
    const leer = join(ordner, 'kein.pem');
    writeFileSync(leer, 'kein Zertifikat');
    expect(von('db.example', `?sslmode=verify-full&sslrootcert=${leer}`)).toContain('ist kein Zertifikat');
    for (const falsch of [
      'postgres://u:sehr-geheim@db.example/rv',
      'postgres://u:sehr-geheim@h:port/rv',
      'postgres://u:sehr-geheim%@h/rv',
    ])
      for (const name of ['DATABASE_URL', '--von'])
        expect(ortOf(ausUrl(falsch, name))).toMatch(new RegExp(`^${name} (?!.*sehr-geheim)`));
  });
});

const OPENSSL = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!OPENSSL)('Ein PostgreSQL mit einem TEST-Zertifikat (ohne openssl: übersprungen)', () => {
  const kennwort = 'nur-zum-testen';
  let server: Awaited<ReturnType<typeof startServer>>;
  let starte: () => ReturnType<typeof startServer>;
  let port = 0;

  const NEU = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: ordner, stdio: 'pipe' });

  /** server.pem, for `name`, by a CA of this test. */
  function stelleAus(name: string) {
    openssl(...NEU, '-x509', '-days', '2', '-subj', '/CN=TEST CA', '-keyout', 'ca.key', '-out', 'ca.pem');
    openssl(...NEU, '-subj', `/CN=${name}`, '-keyout', 'server.key', '-out', 'server.csr');
    writeFileSync(join(ordner, 'san'), `subjectAltName=DNS:${name}`);
    const mit = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san'];
    openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...mit);
  }

  beforeAll(async () => {
    stelleAus('localhost');
    writeFileSync(join(ordner, 'fremd.pem'), '');
    execFileSync(
      'openssl',
      [
        'req',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-x509',
        '-subj',
        '/CN=TEST fremd',
        '-keyout',
        '/dev/null',
        '-out',
        'fremd.pem',
      ],
      { cwd: ordner, stdio: 'pipe' },
    );
    const [daten, programme, lauf] = ['daten', 'programme', 'lauf'].map((n) => join(ordner, n)) as [
      string,
      string,
      string,
    ];
    const p = prepareEmbedded({ daten, programme, lauf });
    const schluessel = join(ordner, 'server.key');
    chmodSync(schluessel, 0o600);
    if (p.benutzer) chownSync(schluessel, p.benutzer.uid, p.benutzer.gid);
    initCluster(p, kennwort, false);
    port = await freePort();
    starte = () =>
      startServer(p, {
        listen_addresses: '127.0.0.1',
        port: String(port),
        ssl: 'on',
        ssl_cert_file: join(ordner, 'server.pem'),
        ssl_key_file: schluessel,
        fsync: 'off',
      });
    server = await starte();
  });
  afterAll(async () => {
    server.stop();
    await server.ende;
  });

  /** Whether the server saw TLS; why not, when no connection came about. */
  async function verschluesselt(host: string, frage: string): Promise<boolean | string> {
    const a = ausUrl(`postgres://postgres:${kennwort}@${host}:${port}/postgres?${frage}`);
    if (!a.ok) return a.meldung;
    let client: pg.Client;
    try {
      client = await verbinde({ ...a.ort, user: a.user, password: a.password });
    } catch (fehler) {
      return grundOf(fehler);
    }
    try {
      const { rows } = await client.query<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
      return rows[0]?.ssl ?? 'nichts';
    } finally {
      await client.end();
    }
  }
  const ca = (datei = 'ca.pem') => `&sslrootcert=${join(ordner, datei)}`;

  it.each(['require', 'verify-full', 'verify-ca'])(
    'spricht mit uns bei sslmode=%s nur verschlüsselt',
    async (modus) => {
      expect(await verschluesselt('localhost', `sslmode=${modus}${ca()}`)).toBe(true);
    },
  );

  it.each(['require', 'verify-full', 'verify-ca'])(
    'wird bei sslmode=%s an einer fremden Stelle erkannt',
    async (modus) => {
      for (const wurzeln of ['', ca('fremd.pem')])
        expect(await verschluesselt('localhost', `sslmode=${modus}${wurzeln}`)).toContain(
          'von keiner bekannten Stelle',
        );
    },
  );

  it('muss bei require und verify-full heißen, wie wir ihn rufen; bei verify-ca nicht', async () => {
    for (const modus of ['require', 'verify-full'])
      expect(await verschluesselt('127.0.0.1', `sslmode=${modus}${ca()}`)).toContain('nicht für diesen Rechnernamen');
    expect(await verschluesselt('127.0.0.1', `sslmode=verify-ca${ca()}`)).toBe(true);
  });

  it('gilt auch für die Verbindungen der Prozesse, was immer PGSSLMODE sagt', async () => {
    const a = ausUrl(`postgres://u:g@localhost:${port}/postgres?sslmode=verify-full${ca()}`);
    const offen = ausUrl(`postgres://u:g@localhost:${port}/postgres`);
    if (!a.ok || !offen.ok) throw new Error('abgewiesen');
    const zugang = { praefix: 'rv', kennwoerter: { app: 'a', worker: 'w', sequencer: 's', auditor: 'u' } };
    expect(alsRolle(a.ort, zugang, 'app').ssl).toEqual({
      rejectUnauthorized: true,
      ca: readFileSync(join(ordner, 'ca.pem'), 'utf8'),
    });
    expect(alsRolle(offen.ort, zugang, 'app').ssl).toBe(false);
  });

  it('wird erwartet, wenn sie gerade erst kommt; worauf Warten nicht hilft, sagt sie gleich', async () => {
    const wer = { host: '127.0.0.1', port, database: 'postgres', user: 'postgres' };
    let gefragt = 0;
    const frage = (password: string) => async () => {
      gefragt++;
      await (await verbinde({ ...wer, password })).end();
    };
    server.stop();
    await server.ende;
    await expect(sobaldErreichbar(frage(kennwort), 0)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const da = sobaldErreichbar(frage(kennwort), 60_000, 10);
    await expect.poll(() => gefragt).toBeGreaterThan(2);
    server = await starte();
    await da;
    gefragt = 0;
    await expect(sobaldErreichbar(frage('falsch'))).rejects.toMatchObject({ code: '28P01' });
    expect(gefragt).toBe(1);
  });
});
