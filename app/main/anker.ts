import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDateOf } from '@rathausverbund/fristen';
import { type AnkerLog, formatAnker, parseVkey, type Sperrliste } from '@rathausverbund/nachweis';
import { type Krypto, readCrl, readOcsp } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../base/index.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import {
  logName,
  readAlleZeugen,
  readProtokolle,
  readZeugenregeln,
  regelOf,
  regelzeilenOf,
  type Zeugenkreis,
} from '../nachweise/index.ts';

export interface AnkerDeps {
  /** any run-time role: keys of logs are public */
  db: Datenbank;
  krypto: Pick<Krypto, 'sha256'>;
  zeugen: Zeugenkreis;
  /** demo: every verdict from these anchors says TEST */
  test: boolean;
}

/**
 * Writes `anker.json` with all logs of the installation, all epochs, all witnesses it ever had and what counts for each body, and
 * counted before, as `npm run pruefen -- FILE --anker DIR` reads it: a proof that was handed out holds, whoever is asked today.
 * The folder is for handing out: nothing in it is secret. Files are replaced whole.
 */
export async function writeAnker(ordner: string, d: AnkerDeps): Promise<void> {
  const tag = localDateOf(d.db.uhr.jetzt(), 'Europe/Berlin');
  const [verzeichnis, staende, regeln, zeugen] = await Promise.all([
    readVerzeichnis(d.db, tag),
    d.db.transaktion(oeffentlich, (tx) => readProtokolle(tx)),
    d.db.transaktion(oeffentlich, readZeugenregeln),
    d.db.transaktion(oeffentlich, (tx) => readAlleZeugen(tx, d.zeugen, d.krypto)),
  ]);
  const alle = d.zeugen.bedingung('');
  const zeilen = regelzeilenOf(regeln, new Set(zeugen.map((z) => z.key.name)));
  const logs = staende.flatMap((p): AnkerLog[] => {
    const key = parseVkey(d.krypto.sha256, p.vkey);
    const regel = regelOf(zeilen.get(logName(p)) ?? [], p.bezeugt, d.zeugen.bedingung(p.koerperschaft));
    // what says the same as the rule of all need not be said
    const eigen = d.zeugen.eigene.has(p.koerperschaft) || regel.frueher || zeugen.length > alle.namen.length;
    const koerperschaft = verzeichnis.byId(p.koerperschaft)?.name ?? p.koerperschaft;
    return key ? [{ key, koerperschaft, ...(eigen ? { zeugen: regel } : {}) }] : [];
  });
  replace(ordner, 'anker.json', formatAnker({ test: d.test, logs, k: alle.k, zeugen }));
}

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

/** What whoever checks reads at most. */
const MAX_SPERRDATUM = 1024 * 1024;

/**
 * What is known of the revocation of the time stamps' certificates, beside the roots: a document that is not yet renewed has nobody else
 * to say it. A newer list takes the place of the one before; too long ones go into the bundles only.
 */
export function writeSperrdaten(ordner: string, daten: readonly Sperrliste[]): void {
  for (const { art, bytes } of [...daten].reverse()) {
    const wessen = art === 'crl' ? readCrl(bytes)?.issuer : readOcsp(bytes)?.einzeln[0]?.serial;
    if (wessen === undefined || bytes.length > MAX_SPERRDATUM) continue;
    const kennung = createHash('sha256').update(wessen).digest('hex').slice(0, 12);
    replace(ordner, `zeitstempel-${kennung}.${art}`, bytes);
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
