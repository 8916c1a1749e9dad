import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGrabsteine } from '../schluessel/grabsteine.ts';
import { seal, tryOpen } from '../schluessel/huelle.ts';
import { dekAad, GRABSTEINE, kekName, TAGEBUCH } from '../schluessel/namen.ts';
import { type Gepackt, packFolder, placeFile, unpackLine } from './ordner.ts';
import { readZeilen, writeZeilen } from './zeilen.ts';

/** The key folder into one file. The journals stay out: what they repeat lies in the folder. @returns SHA-256 of the file */
export const packSchluessel = (ordner: string, datei: string): Promise<string> =>
  writeZeilen(
    datei,
    packFolder(ordner, (name) => name.startsWith(`${TAGEBUCH}/`)),
  );

/**
 * Puts back what the key folder lacks and overwrites nothing. Tombstones are joined first: a destroyed key does not come back. A
 * key that was wrapped by a KEK of then is wrapped by today's. @returns how many files were put back
 */
export async function unpackSchluessel(datei: string, ordner: string): Promise<number> {
  const keks = new Map<string, Buffer>();
  const grabsteine = createGrabsteine(join(ordner, GRABSTEINE));
  const alle: Gepackt[] = [];
  for await (const zeile of readZeilen(datei)) {
    const g = unpackLine(zeile);
    if (g.name === GRABSTEINE) joinGrabsteine(g, grabsteine);
    else alle.push(g);
    if (g.name.startsWith('kek/')) keks.set(g.name, g.inhalt);
  }
  let n = 0;
  for (const g of alle.sort((a, b) => Number(a.name.startsWith('dek/')) - Number(b.name.startsWith('dek/')))) {
    if (existsSync(join(ordner, g.name))) continue;
    const [art, k = '', , id = ''] = g.name.split('/');
    if (art === 'dek' && grabsteine.has(k, id)) continue;
    placeFile(ordner, art === 'dek' ? { ...g, inhalt: rewrap(ordner, keks, k, id, g.inhalt) } : g);
    n++;
  }
  return n;
}

function joinGrabsteine({ inhalt }: Gepackt, steine: ReturnType<typeof createGrabsteine>): void {
  for (const zeile of inhalt.toString().split('\n')) {
    const [koerperschaft, id, am] = zeile.split(' ');
    if (koerperschaft && id && am?.endsWith('Z')) steine.add({ koerperschaft, id, am: new Date(am) });
  }
}

function rewrap(ordner: string, keks: ReadonlyMap<string, Buffer>, k: string, id: string, gewickelt: Buffer): Buffer {
  const heute = readFileSync(join(ordner, kekName(k)));
  const damals = keks.get(kekName(k));
  if (!damals || damals.equals(heute)) return gewickelt;
  const dek = tryOpen(damals, gewickelt, dekAad(k, id));
  return dek ? seal(heute, dek, dekAad(k, id)) : gewickelt;
}
