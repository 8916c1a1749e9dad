import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncOrdner, writeDurable } from '../dauerhaft.ts';

/** Major version of the cluster in a folder; null: there is none. */
export function readHauptversion(daten: string): number | null {
  const datei = join(daten, 'PG_VERSION');
  return existsSync(datei) ? Number(readFileSync(datei, 'utf8').trim()) : null;
}

/** Where the new cluster is made, beside the old one. */
export const neuesZu = (daten: string) => `${daten}.neu`;
/** Says that the new cluster is complete and checked, and only the names are left; in it, where the old one goes. */
const markeZu = (daten: string) => `${daten}.umzug`;

/** The new cluster takes the place of the old one, which keeps its content under the name `alt`. */
export function tausche(daten: string, alt: string): void {
  writeDurable(markeZu(daten), Buffer.from(alt));
  vollendeUmzug(daten);
}

/** Goes on where an exchange was broken off, at any point. @returns where the old cluster lies; null: nothing was left to do */
export function vollendeUmzug(daten: string): string | null {
  if (!existsSync(markeZu(daten))) return null;
  const alt = readFileSync(markeZu(daten), 'utf8');
  if (existsSync(neuesZu(daten))) {
    if (readHauptversion(daten) !== null) renameSync(daten, alt);
    renameSync(neuesZu(daten), daten);
  }
  syncOrdner(dirname(daten));
  rmSync(markeZu(daten));
  syncOrdner(dirname(daten));
  return alt;
}

/** What an operator has to know when the data are of another major version than the programs; null: they fit, or there are none. */
export function passtNicht(daten: string, programme: number): { was: string; abhilfe: string } | null {
  const v = readHauptversion(daten);
  if (v === null || v === programme) return null;
  return {
    was: `Die Daten in ${daten} sind von PostgreSQL ${v}, dieses Programm bringt PostgreSQL ${programme} mit.`,
    abhilfe: `Ziehen Sie um: npm run daten -- umziehen --programme ORDNER; im ORDNER liegen die Programme von PostgreSQL ${v}, bei Debian /usr/lib/postgresql/${v}/bin.`,
  };
}

/** @throws with a sentence for the operator when the data are of another major version than the programs */
export function requireHauptversion(daten: string, programme: number): void {
  const anders = passtNicht(daten, programme);
  if (anders) throw new Error(`${anders.was} Es wurde nichts verändert. ${anders.abhilfe}`);
}
