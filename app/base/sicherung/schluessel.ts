import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transform } from 'node:stream';
import { createGrabsteine, parseGrabsteine } from '../schluessel/grabsteine.ts';
import { seal, tryOpen } from '../schluessel/huelle.ts';
import { dekAad, GRABSTEINE, kekName, TAGEBUCH } from '../schluessel/namen.ts';
import { createKekdateien, type Kekdateien, type Tresor } from '../schluessel/tresor.ts';
import { type Gepackt, packFolder, placeFile, unpackLine } from './ordner.ts';
import { writeZeilen } from './zeilen.ts';

/**
 * The key folder into one file, closed by `huelle` where there is one. The journals stay out: what they repeat lies in the folder.
 * @returns SHA-256 of the file
 */
export const packSchluessel = (ordner: string, datei: string, huelle?: Transform): Promise<string> =>
  writeZeilen(
    datei,
    packFolder(ordner, (name) => name.startsWith(`${TAGEBUCH}/`)),
    huelle,
  );

/** How many destroyed keys a list names. */
export const countGrabsteine = (text: string): number => parseGrabsteine(text).length;

/** Joins a list of destroyed keys that was kept elsewhere; @returns how many it names, and the youngest */
export function joinGrabsteine(text: string, ordner: string): { anzahl: number; juengster: Date | null } {
  const anzahl = addAlle(createGrabsteine(join(ordner, GRABSTEINE)), text);
  const zeiten = parseGrabsteine(text).map((g) => g.am.getTime());
  return { anzahl, juengster: anzahl === 0 ? null : new Date(Math.max(...zeiten)) };
}

/**
 * Puts back what the key folder lacks and overwrites nothing. Tombstones are joined first: a destroyed key does not come back. A
 * key that was wrapped by a KEK of then is wrapped by today's; where a device closed them, it has to open both (`tresor`). @returns how
 * many files were put back
 */
export async function unpackSchluessel(
  zeilen: AsyncIterable<string>,
  ordner: string,
  tresor: Tresor | null = null,
): Promise<number> {
  const dateien = createKekdateien(tresor);
  const keks = new Map<string, Buffer>();
  const grabsteine = createGrabsteine(join(ordner, GRABSTEINE));
  const alle: Gepackt[] = [];
  for await (const zeile of zeilen) {
    const g = unpackLine(zeile);
    if (g.name === GRABSTEINE) addAlle(grabsteine, g.inhalt.toString());
    else alle.push(g);
    if (g.name.startsWith('kek/')) keks.set(g.name, g.inhalt);
  }
  let n = 0;
  for (const g of alle.sort((a, b) => Number(a.name.startsWith('dek/')) - Number(b.name.startsWith('dek/')))) {
    if (existsSync(join(ordner, g.name))) continue;
    const [art, k = '', , id = ''] = g.name.split('/');
    if (art === 'dek' && grabsteine.has(k, id)) continue;
    placeFile(ordner, art === 'dek' ? { ...g, inhalt: rewrap(ordner, dateien, keks, k, id, g.inhalt) } : g);
    n++;
  }
  return n;
}

function addAlle(steine: ReturnType<typeof createGrabsteine>, text: string): number {
  const alle = parseGrabsteine(text);
  for (const g of alle) steine.add(g);
  return alle.length;
}

function rewrap(
  ordner: string,
  dateien: Kekdateien,
  keks: ReadonlyMap<string, Buffer>,
  k: string,
  id: string,
  gewickelt: Buffer,
): Buffer {
  const heute = readFileSync(join(ordner, kekName(k)));
  const damals = keks.get(kekName(k));
  if (!damals || damals.equals(heute)) return gewickelt;
  const dek = tryOpen(dateien.open(damals, kekName(k)), gewickelt, dekAad(k, id));
  return dek ? seal(dateien.open(heute, kekName(k)), dek, dekAad(k, id)) : gewickelt;
}
