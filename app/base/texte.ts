import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Reads texts by key, e.g. t('eingang.gespeichert', {zeit}). A missing key is a bug and throws. */
export type Texte = (schluessel: string, werte?: Record<string, string | number>) => string;

/** @param ordner folders with de.yaml; keys are dotted paths below the file's own structure and unique over all folders */
export function createTexte(ordner: string[]): Texte {
  const alle = new Map<string, string>();
  for (const o of ordner) {
    for (const f of readdirSync(o).filter((n) => n.endsWith('de.yaml')))
      flatten(parse(readFileSync(join(o, f), 'utf8')), '', alle);
  }
  return (schluessel, werte = {}) => {
    const text = alle.get(schluessel);
    if (text === undefined) throw new Error(`Text fehlt: ${schluessel}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(werte[name] ?? `{${name}}`));
  };
}

function flatten(wert: unknown, pfad: string, alle: Map<string, string>): void {
  if (typeof wert === 'object' && wert !== null) {
    for (const [k, v] of Object.entries(wert)) flatten(v, pfad ? `${pfad}.${k}` : k, alle);
  } else {
    if (alle.has(pfad)) throw new Error(`Text doppelt: ${pfad}`);
    alle.set(pfad, String(wert));
  }
}
