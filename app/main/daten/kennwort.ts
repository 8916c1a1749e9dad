import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createEntschluessler, isVerschluesselt } from '../../base/sicherung/index.ts';

type Antwort<T> = ({ ok: true } & T) | { ok: false; meldung: string };

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

/** Whether a backup of keys can be read with this passphrase, or without one. Asked before anything is changed. */
export async function pruefeVerschluss(datei: string, kennwort: string | null): Promise<Antwort<object>> {
  if (!(await isVerschluesselt(datei)))
    return kennwort === null
      ? { ok: true }
      : {
          ok: false,
          meldung: `Diese Schlüsselsicherung ist nicht verschlüsselt. Ist das nicht, was Sie erwarten, nehmen Sie sie nicht; sonst lassen Sie --kennwort weg. ${NICHTS}`,
        };
  if (kennwort === null)
    return {
      ok: false,
      meldung: `Diese Schlüsselsicherung ist verschlüsselt. Nennen Sie mit --kennwort die Datei, in der das Kennwort steht. ${NICHTS}`,
    };
  return (await createEntschluessler(datei, kennwort))
    ? { ok: true }
    : {
        ok: false,
        meldung: `Das Kennwort passt nicht zu dieser Schlüsselsicherung, oder sie wurde verändert. ${NICHTS}`,
      };
}

const NICHTS = 'Es wurde nichts verändert.';
