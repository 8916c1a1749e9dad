import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

import { type Antwort, NICHTS } from './antwort.ts';

/** Guessing costs half a second a try and 128 MB: a sentence of this length is out of reach. */
const KUERZESTES = 16;

/**
 * The passphrase of a file: its text without the line end. It must not lie with the backups, where it would open what it locks.
 * @param orte folders of the backups
 */
export function readKennwort(datei: string, orte: readonly string[]): Antwort<{ kennwort: string }> {
  let text: string;
  try {
    text = readFileSync(datei, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return { ok: false, meldung: `Die Datei mit dem Kennwort ist nicht lesbar: ${datei}. ${NICHTS}` };
  }
  if (orte.some((ort) => !relative(resolve(ort), resolve(datei)).startsWith('..')))
    return {
      ok: false,
      meldung: `Das Kennwort liegt bei den Sicherungen, die es verschließen soll: ${datei}. Legen Sie es woandershin. ${NICHTS}`,
    };
  return text.length >= KUERZESTES
    ? { ok: true, kennwort: text }
    : {
        ok: false,
        meldung: `Das Kennwort in ${datei} ist zu kurz. Nehmen Sie mindestens ${KUERZESTES} Zeichen, etwa einen Satz. ${NICHTS}`,
      };
}
