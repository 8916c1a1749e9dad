import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnkerLog, formatAnker, parseVkey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../base/index.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import { readProtokolle, type Zeugenkreis } from '../nachweise/index.ts';

export interface AnkerDeps {
  /** any run-time role: keys of logs are public */
  db: Datenbank;
  krypto: Pick<Krypto, 'sha256'>;
  zeugen: Zeugenkreis;
  /** demo: every verdict from these anchors says TEST, and what they judge needs no answers about revocation */
  test: boolean;
}

/**
 * Writes `anker.json` with all logs of the installation, all epochs, its witnesses and what counts for each body, as
 * `npm run pruefen -- FILE --anker DIR` reads it.
 * The folder is for handing out: nothing in it is secret. Files are replaced whole.
 */
export async function writeAnker(ordner: string, d: AnkerDeps): Promise<void> {
  const tag = new Date(d.db.uhr.jetzt()).toISOString().slice(0, 10);
  const [verzeichnis, staende] = await Promise.all([
    readVerzeichnis(d.db, tag),
    d.db.transaktion(oeffentlich, (tx) => readProtokolle(tx)),
  ]);
  const logs = staende.flatMap((p): AnkerLog[] => {
    const key = parseVkey(d.krypto.sha256, p.vkey);
    const eigen = d.zeugen.eigene.get(p.koerperschaft);
    const koerperschaft = verzeichnis.byId(p.koerperschaft)?.name ?? p.koerperschaft;
    return key ? [{ key, koerperschaft, ...(eigen ? { zeugen: eigen } : {}) }] : [];
  });
  const { k } = d.zeugen.bedingung('');
  const zeugen = d.zeugen.zeugen.map(({ key, name, betreiber, intern }) => ({ key, name, betreiber, intern }));
  replace(ordner, 'anker.json', formatAnker({ test: d.test, logs, k, zeugen, ...(d.test ? ENTBEHRLICH : {}) }));
}

/** Not every TEST authority keeps lists, and those that do answer for a day. */
const ENTBEHRLICH = { sperrauskunft: 'entbehrlich' } as const;

/** The name says what a root is good for: seals or time stamps. */
const ZWECK = /^(siegel|zeitstempel)-.+\.pem$/;

/**
 * Root certificates beside it: file name (`siegel-ca.pem`, `zeitstempel-ca.pem`) → DER or PEM text. A root that is replaced stays
 * beside the new one under a name of its own: what it vouched for yesterday is still to be checked.
 */
export function writeWurzeln(ordner: string, wurzeln: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, wurzel] of Object.entries(wurzeln)) {
    if (!ZWECK.test(name)) throw new Error(`Das Stammzertifikat ${name} sagt nicht, wofür es gilt.`);
    const neu = Buffer.from(typeof wurzel === 'string' ? wurzel : pem(wurzel));
    keep(ordner, name, neu);
    replace(ordner, name, neu);
  }
}

function keep(ordner: string, name: string, neu: Uint8Array): void {
  const da = join(ordner, name);
  const alt = existsSync(da) ? readFileSync(da) : null;
  if (!alt || alt.equals(neu)) return;
  const kennung = createHash('sha256').update(alt).digest('hex').slice(0, 12);
  replace(ordner, name.replace(/\.pem$/, `-bis-${kennung}.pem`), alt);
}

function replace(ordner: string, name: string, inhalt: Uint8Array): void {
  mkdirSync(ordner, { recursive: true, mode: 0o755 });
  const temp = join(ordner, `.${name}.${randomBytes(4).toString('hex')}`);
  writeFileSync(temp, inhalt, { mode: 0o644 });
  renameSync(temp, join(ordner, name));
}

const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
