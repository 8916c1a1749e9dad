import { join } from 'node:path';
import { type NoteArt, type NoteSigner, noteKey, rawFromSpki } from '@rathausverbund/nachweis';
import { ED25519, type Krypto } from '@rathausverbund/siegel';
import type { Schluesselbund } from '../base/index.ts';

interface Abgelegt {
  pkcs8: string;
  spki: string;
}

const b64 = (b: Uint8Array) => Buffer.from(b).toString('base64');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** File of a log's key below the key folder. */
export const logDatei = (koerperschaft: string, epoche: number) => join('log', `${koerperschaft}-${epoche}.key`);

export interface LogSchluessel {
  koerperschaft: string;
  epoche: number;
}

/** The logs whose keys lie in the key folder. */
export const readLogSchluessel = (bund: Schluesselbund): LogSchluessel[] =>
  bund.namen('log').flatMap((name) => {
    const [, koerperschaft, epoche] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d+)\.key$/.exec(name) ?? [];
    return koerperschaft ? [{ koerperschaft, epoche: Number(epoche) }] : [];
  });

/** The Ed25519 key of a log or a witness from its secret file, made at first use, durable before it signs anything. */
export async function loadSigner(
  bund: Schluesselbund,
  krypto: Krypto,
  datei: string,
  name: string,
  art: NoteArt,
): Promise<NoteSigner> {
  const neu = bund.hat(datei) ? null : await krypto.generate(ED25519);
  const text = bund.datei(datei, () => {
    if (!neu) throw new Error('Schlüsseldatei verschwunden');
    return Buffer.from(JSON.stringify({ pkcs8: b64(neu.pkcs8), spki: b64(neu.spki) } satisfies Abgelegt));
  });
  const { pkcs8, spki } = JSON.parse(text.toString()) as Abgelegt;
  const roh = rawFromSpki(bytes(spki));
  if (!roh) throw new Error(`${datei} ist kein Ed25519-Schlüssel`);
  return { key: noteKey(krypto.sha256, name, art, roh), privateKey: await krypto.importPrivate(bytes(pkcs8), ED25519) };
}
