import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
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
  /** demo: every verdict from these anchors says TEST */
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
  replace(ordner, 'anker.json', formatAnker({ test: d.test, logs, k, zeugen }));
}

/** Root certificates beside it: file name (`siegel-ca.pem`) → DER or PEM text. */
export function writeWurzeln(ordner: string, wurzeln: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, wurzel] of Object.entries(wurzeln))
    replace(ordner, name, Buffer.from(typeof wurzel === 'string' ? wurzel : pem(wurzel)));
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
