import { createDecipheriv } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { pipeline as leite, type Readable } from 'node:stream';
import { keyOf, readBytes } from './kennwort.ts';

/**
 * Key backups as they were closed before data were: mark, salt (16 bytes), nonce (12), AES-256-GCM of the content in one piece, its tag
 * (16). Read only. A backup lives 30 days: this goes when none of that form is left.
 */
const MARKE = Buffer.from('rathausverbund-schluesselsicherung/1\n');
const SALZ_ENDE = MARKE.length + 16;
const KOPF = SALZ_ENDE + 12;
const TAG = 16;

export const isAltVerschlossen = (datei: string): boolean =>
  statSync(datei).size >= KOPF + TAG && readBytes(datei, MARKE.length).equals(MARKE);

/** How to read one. Its end tells whether it is whole: nothing of it may be used before it was read through once. */
export async function createAltOeffner(datei: string, kennwort: string): Promise<() => Readable> {
  const kopf = readBytes(datei, KOPF);
  const ende = statSync(datei).size - TAG;
  const tag = readBytes(datei, TAG, ende);
  const key = await keyOf(kennwort, kopf.subarray(MARKE.length, SALZ_ENDE));
  return () => {
    const d = createDecipheriv('aes-256-gcm', key, kopf.subarray(SALZ_ENDE), { authTagLength: TAG });
    d.setAAD(kopf);
    d.setAuthTag(tag);
    // an empty content has no byte to be read
    return leite(createReadStream(datei, { start: KOPF, end: Math.max(KOPF, ende - 1) }), d, () => undefined);
  };
}
