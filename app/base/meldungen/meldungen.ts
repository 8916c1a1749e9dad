import { join } from 'node:path';
import { formatDatumKurz, parseLocalDate } from '@rathausverbund/fristen';
import type { Ablehnung } from '../ergebnis.ts';
import type { Texte } from '../texte.ts';
import { STATUS } from './tabelle.ts';

/** Folder of the sentences, for `createTexte`. */
export const meldungenOrdner = join(import.meta.dirname);

export interface Meldung {
  /** HTTP status */
  status: number;
  /** German: what happened, what was kept, what to do next */
  text: string;
}

/** What people are told about a refusal. An unknown code is a gap in the table: people get a plain sentence and 500. */
export function meldungOf(t: Texte, a: Pick<Ablehnung, 'grund' | 'angaben'>): Meldung {
  const status = Object.hasOwn(STATUS, a.grund) ? STATUS[a.grund] : undefined;
  if (status !== undefined) return { status, text: satz(t, `meldung.${a.grund}`, a.angaben) };
  // codes of the process engine are its own; each means that the step does not fit the state any more
  if (a.grund.startsWith('prozess.')) return { status: 409, text: satz(t, 'meldung.prozess', a.angaben) };
  return { status: 500, text: t('meldung.unerwartet') };
}

/** A detail that the refusal does not carry leaves no bracket behind; days are written as people write them. */
const satz = (t: Texte, schluessel: string, angaben: Record<string, string> = {}): string => {
  const worte = Object.entries(angaben).map(([name, wert]) => {
    const tag = parseLocalDate(wert);
    return [name, tag === undefined ? wert : formatDatumKurz(tag)];
  });
  return t(schluessel, Object.fromEntries(worte)).replace(/ \(\{\w+\}\)/, '');
};
