import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Typst files below a folder as they are handed to `setze`: path with leading slash → text.
 * Folder `beispiele` is left out; it holds data, no templates.
 */
export function readVorlagen(ordner: string): Record<string, string> {
  const dateien = readdirSync(ordner, { recursive: true, encoding: 'utf8' })
    .map((pfad) => pfad.replaceAll('\\', '/'))
    .filter((pfad) => pfad.endsWith('.typ'))
    .sort();
  return Object.fromEntries(dateien.map((pfad) => [`/${pfad}`, readFileSync(join(ordner, pfad), 'utf8')]));
}

/** The letters and parts every Leistung shares: `/brief.typ`, `/eingangsbestaetigung.typ`, `/antragskopie.typ` … */
export function readGemeinsameVorlagen(): Record<string, string> {
  return readVorlagen(join(import.meta.dirname, '../vorlagen'));
}
