import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GEWERBE } from './fall.ts';
import { WURZEL } from './haus.ts';

/** In a file of the trade registration, each of the first stands where the second then does, everywhere. @throws where one is not found */
export type Aendere = (datei: string, ...paare: [was: string, durch: string][]) => void;

/** The published services in a folder of their own, with the trade registration as if it were another. @returns that folder */
export function verfremdeLeistungen(ziel: string, tue: (aendere: Aendere) => void): string {
  cpSync(join(WURZEL, 'leistungen'), ziel, { recursive: true });
  tue((datei, ...paare) => {
    const pfad = join(ziel, GEWERBE, datei);
    let text = readFileSync(pfad, 'utf8');
    for (const [was, durch] of paare) {
      if (!text.includes(was)) throw new Error(`${datei}: „${was}“ fehlt`);
      text = text.replaceAll(was, durch);
    }
    writeFileSync(pfad, text);
  });
  return ziel;
}
