import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnkerLog, formatAnker, type NoteKey, parseVkey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../base/index.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import { readProtokolle } from '../nachweise/index.ts';

export interface AnkerDeps {
  /** any run-time role: keys of logs are public */
  db: Datenbank;
  krypto: Pick<Krypto, 'sha256'>;
  plattform: string;
  /** key of the internal witness, null before its first start */
  zeuge: NoteKey | null;
  /** demo: every verdict from these anchors says TEST */
  test: boolean;
}

/**
 * Writes `anker.json` with all logs of the installation and its witness, as `npm run pruefen -- FILE --anker DIR` reads it.
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
    return key ? [{ key, koerperschaft: verzeichnis.byId(p.koerperschaft)?.name ?? p.koerperschaft }] : [];
  });
  const zeugen = d.zeuge ? [{ key: d.zeuge, name: 'Zeuge des Betreibers', betreiber: d.plattform, intern: true }] : [];
  replace(ordner, 'anker.json', formatAnker({ test: d.test, logs, k: 1, zeugen }));
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
