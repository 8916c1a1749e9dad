import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceDurable } from '../dauerhaft.ts';
import { createGrabsteine } from './grabsteine.ts';
import { GRABSTEINE } from './namen.ts';

/** One folder a line; written by each backup, and by hand for others. */
const ORTE = 'grabsteine.orte';

export interface Spiegelfehler {
  ort: string;
  meldung: string;
}

export const readZweitorte = (wurzel: string): string[] => {
  const pfad = join(wurzel, ORTE);
  return existsSync(pfad) ? readFileSync(pfad, 'utf8').split('\n').filter(Boolean) : [];
};

/** From now on the list of destroyed keys is also kept in these folders. */
export function addZweitorte(wurzel: string, orte: readonly string[]): void {
  const alle = new Set([...readZweitorte(wurzel), ...orte]);
  replaceDurable(join(wurzel, ORTE), Buffer.from([...alle].map((o) => `${o}\n`).join('')));
}

/**
 * Brings the list of destroyed keys in every second place up to date: it must not be lost with this machine, or a backup of yesterday
 * would bring back what was erased today. What one place lacks follows as soon as it is there again. @returns the places that failed
 */
export function spiegleGrabsteine(wurzel: string): Spiegelfehler[] {
  const alle = createGrabsteine(join(wurzel, GRABSTEINE)).all();
  return readZweitorte(wurzel).flatMap((ort) => {
    try {
      // a medium that is not there must not become a folder on this machine
      if (!existsSync(ort)) throw new Error('Der Ordner ist nicht da.');
      const dort = createGrabsteine(join(ort, GRABSTEINE));
      for (const g of alle) dort.add(g);
      return [];
    } catch (fehler) {
      return [{ ort, meldung: (fehler as Error).message }];
    }
  });
}
