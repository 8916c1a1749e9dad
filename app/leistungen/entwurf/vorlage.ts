import { join } from 'node:path';
import type { Dateien } from '../compile.ts';
import { readOrdner } from '../katalog.ts';

const VORLAGE = join(import.meta.dirname, 'vorlage');
/** stands in the files wherever the key belongs */
const PLATZ = /SCHLUESSEL/g;

/** A small complete Leistung with this key, examples included: what an author begins with. */
export const readVorlage = (schluessel: string): Dateien =>
  Object.fromEntries(
    Object.entries(readOrdner(VORLAGE, { beispiele: true })).map(([pfad, text]) => [
      pfad,
      text.replace(PLATZ, schluessel),
    ]),
  );
