import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ZeugenZustand } from '@rathausverbund/nachweis';

/** What the witness remembers, one file per log: written, synced and renamed before anybody gets a cosignature. */
export interface Staende {
  read(origin: string): Promise<ZeugenZustand | null>;
  write(neu: ZeugenZustand): Promise<void>;
}

const isNotFound = (fehler: unknown) => (fehler as { code?: string }).code === 'ENOENT';

export function createStaende(ordner: string): Staende {
  const bekannt = new Map<string, ZeugenZustand>();
  const pfad = (origin: string) =>
    join(ordner, `${createHash('sha256').update(origin).digest('hex').slice(0, 32)}.json`);

  async function read(origin: string): Promise<ZeugenZustand | null> {
    const da = bekannt.get(origin);
    if (da) return da;
    let text: string;
    try {
      text = await readFile(pfad(origin), 'utf8');
    } catch (fehler) {
      if (isNotFound(fehler)) return null;
      throw fehler;
    }
    // A file that cannot be read is no empty memory: the throw refuses the request.
    const z = JSON.parse(text) as { origin: string; groesse: number; wurzel: string };
    if (z.origin !== origin || !Number.isSafeInteger(z.groesse)) throw new Error(`Stand von ${origin} ist beschädigt`);
    const stand = { origin, groesse: z.groesse, wurzel: new Uint8Array(Buffer.from(z.wurzel, 'base64')) };
    bekannt.set(origin, stand);
    return stand;
  }

  async function write(neu: ZeugenZustand): Promise<void> {
    const ziel = pfad(neu.origin);
    const temp = `${ziel}.${randomBytes(4).toString('hex')}.tmp`;
    await mkdir(ordner, { recursive: true, mode: 0o700 });
    const datei = await open(temp, 'wx', 0o600);
    try {
      const { origin, groesse, wurzel } = neu;
      await datei.writeFile(JSON.stringify({ origin, groesse, wurzel: Buffer.from(wurzel).toString('base64') }));
      await datei.sync();
    } finally {
      await datei.close();
    }
    await rename(temp, ziel);
    const dir = await open(ordner, 'r');
    try {
      await dir.sync(); // the new name must survive a power cut too
    } finally {
      await dir.close();
    }
    bekannt.set(neu.origin, neu);
  }

  return { read, write };
}
