import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Inhalt, Vertragsart } from './inhalt.ts';

export interface Vorlage {
  titel: string;
  norm: string;
  paragrafen: readonly { titel: string; absaetze: readonly string[] }[];
  /** the chosen clauses stand after so many sections */
  klauselnNach: number;
}

/** A choice within a clause. */
export interface Wahl {
  wert: string;
  name: string;
  absaetze: readonly string[];
}

export interface Klausel {
  schluessel: string;
  titel: string;
  frage: string;
  norm: string;
  arten: readonly Vertragsart[];
  /** only where a Leistung is a tax */
  nurSteuer: boolean;
  /** may be left open in the draft; the checklist then says what it stops */
  freiwillig: boolean;
  wahl: readonly Wahl[];
}

const lies = (name: string) =>
  parse(readFileSync(join(import.meta.dirname, '..', 'vorlagen', `${name}.yaml`), 'utf8')) as unknown;
const VORLAGEN = lies('vorlagen') as Record<Vertragsart, Vorlage>;

/** Clauses as data: texts with their sources, see vorlagen/klauseln.yaml. */
export const KLAUSELN = lies('klauseln') as readonly Klausel[];

export const vorlageOf = (art: Vertragsart): Vorlage => VORLAGEN[art];

/** The clauses that belong to this kind of agreement and its Leistungen. */
export const klauselnFuer = (i: Pick<Inhalt, 'art' | 'steuern'>): Klausel[] =>
  KLAUSELN.filter((k) => k.arten.includes(i.art) && (!k.nurSteuer || i.steuern.length > 0));

export const findWahl = (k: Klausel, wert: string | undefined): Wahl | undefined => k.wahl.find((w) => w.wert === wert);

/** A mandatory clause without a choice, or a choice that does not exist. */
export const klauselFehlt = (i: Inhalt): Klausel | undefined =>
  klauselnFuer(i).find((k) => {
    const gewaehlt = i.klauseln[k.schluessel];
    return gewaehlt === undefined ? !k.freiwillig : !findWahl(k, gewaehlt);
  });
