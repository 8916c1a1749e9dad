import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ladeBindung } from '../pkcs11/modul.ts';

const MODUL = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(existsSync);
const PIN = '4711';
const TOKEN = 'TEST-HSM';

/** A software HSM in a folder of its own, filled with foreign tools as a provider would. */
export interface SoftHsm {
  readonly modul: string;
  readonly token: string;
  readonly pin: string;
  /** TEST root that issues for keys on the token, DER. */
  readonly ca: Uint8Array;
  /** A key pair on the token and its certificate, both under `id`. */
  legeAn(o: {
    id: string;
    label: string;
    organisation: string;
    art?: 'EC:prime256v1' | 'rsa:2048' | 'rsa:3072';
    auslesbar?: boolean;
  }): void;
  /** An AES-256 key of this name. */
  legeGeheimAn(o: { label: string; auslesbar?: boolean }): void;
  /** A certificate for the key `id`, filed under the key `unter`. */
  verwechsle(o: { id: string; unter: string; label: string; organisation: string }): void;
  /** What a foreign tool sees of the private keys. */
  zeigeSchluessel(): string;
  /** And of the AES keys. */
  zeigeGeheime(): string;
  entferne(): void;
}

const da = (werkzeug: string) => (process.env['PATH'] ?? '').split(':').some((d) => existsSync(join(d, werkzeug)));

/** What is missing to run a software HSM here; null when nothing is. The binding is built once where a compiler is at hand. */
export function fehltFuerSoftHsm(): string | null {
  const fehlt = ['softhsm2-util', 'pkcs11-tool', 'openssl'].find((w) => !da(w));
  if (fehlt || !MODUL) return `${fehlt ?? 'libsofthsm2.so'} ist nicht installiert`;
  if (ladeBindung()) return null;
  const wurzel = resolve(import.meta.dirname, '../../..');
  const kopf = dirname(dirname(process.execPath));
  if (!existsSync(join(kopf, 'include/node/node_api.h')) || !da('g++')) return 'pkcs11js ist nicht gebaut';
  const bauen = ['rebuild', 'pkcs11js', '--ignore-scripts=false', `--nodedir=${kopf}`];
  alleine(join(wurzel, 'node_modules', '.pkcs11js-bau'), () => {
    if (!ladeBindung()) execFileSync('npm', bauen, { cwd: wurzel, stdio: 'ignore' });
  });
  return ladeBindung() ? null : 'pkcs11js lässt sich nicht bauen';
}

/** One of the test processes builds, the others wait for it; a lock that one left behind is passed after two minutes. */
function alleine(sperre: string, tue: () => void): void {
  for (let versuch = 0; ; versuch++)
    try {
      mkdirSync(sperre);
      break;
    } catch {
      if (versuch > 1_200) break;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  try {
    tue();
  } finally {
    rmSync(sperre, { recursive: true, force: true });
  }
}

export function startSoftHsm(): SoftHsm {
  if (!MODUL) throw new Error('SoftHSM fehlt');
  const modul = MODUL;
  const ordner = mkdtempSync(join(tmpdir(), 'softhsm-'));
  mkdirSync(join(ordner, 'tokens'));
  // the module reads it when it is loaded into this process
  process.env['SOFTHSM2_CONF'] = join(ordner, 'softhsm2.conf');
  writeFileSync(
    process.env['SOFTHSM2_CONF'],
    `directories.tokendir = ${join(ordner, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const rufe = (programm: string, ...args: string[]) =>
    execFileSync(programm, args, { cwd: ordner, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const hsm = (...args: string[]) =>
    rufe('pkcs11-tool', '--module', modul, '--token-label', TOKEN, '--login', '--pin', PIN, ...args);
  rufe('softhsm2-util', '--init-token', '--free', '--label', TOKEN, '--pin', PIN, '--so-pin', '47110815');
  const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  rufe(
    'openssl',
    'req',
    '-x509',
    ...EC,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/C=DE/CN=TEST HSM Wurzel',
  );
  rufe('openssl', 'x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der');

  function zertifiziere(id: string, unter: string, label: string, organisation: string): void {
    hsm('--read-object', '--type', 'pubkey', '--id', id, '--output-file', 'pub.der');
    rufe('openssl', 'pkey', '-pubin', '-inform', 'DER', '-in', 'pub.der', '-out', 'pub.pem');
    const subject = ['-subj', `/C=DE/O=${organisation}/CN=TEST Siegel ${organisation}`];
    writeFileSync(
      join(ordner, 'ext'),
      'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n',
    );
    const ca = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '20', '-extfile', 'ext'];
    rufe('openssl', 'x509', '-new', '-force_pubkey', 'pub.pem', ...subject, ...ca, '-outform', 'DER', '-out', 'c.der');
    hsm('--write-object', 'c.der', '--type', 'cert', '--id', unter, '--label', label);
  }

  return {
    modul,
    token: TOKEN,
    pin: PIN,
    ca: new Uint8Array(readFileSync(join(ordner, 'ca.der'))),
    legeAn({ id, label, organisation, art = 'EC:prime256v1', auslesbar }) {
      hsm('--keypairgen', '--key-type', art, '--id', id, '--label', label, ...(auslesbar ? ['--extractable'] : []));
      zertifiziere(id, id, label, organisation);
    },
    legeGeheimAn: ({ label, auslesbar }) =>
      void hsm('--keygen', '--key-type', 'AES:32', '--label', label, ...(auslesbar ? ['--extractable'] : [])),
    verwechsle: ({ id, unter, label, organisation }) => zertifiziere(id, unter, label, organisation),
    zeigeSchluessel: () => hsm('--list-objects', '--type', 'privkey'),
    zeigeGeheime: () => hsm('--list-objects', '--type', 'secrkey'),
    entferne: () => rmSync(ordner, { recursive: true, force: true }),
  };
}
