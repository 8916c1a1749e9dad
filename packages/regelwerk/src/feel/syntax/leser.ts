import type { Typsuche, Umgebung } from '../umgebung.ts';
import { lehneAb } from './ablehnung.ts';
import type { Baum } from './baum.ts';
import { nachRaum, wortAn } from './zeichen.ts';

export const HOECHSTLAENGE = 100_000;
const HOECHSTTIEFE = 200;

/** Reading position in one expression, and what is known besides the names around it. */
export type Leser = {
  readonly text: string;
  stelle: number;
  tiefe: number;
  /** attempts left: some brackets are read twice, and nested ones must not multiply that */
  rest: number;
  /** reading the end of a range: `[` closes it and opens no filter */
  amEnde: boolean;
  readonly nachsichtig: boolean;
  readonly typen: Typsuche;
  /** functions whose names have several words */
  readonly funktionen: readonly string[];
  /** names of entries known anywhere, for values of which nothing is known */
  readonly felder: Set<string>;
  /** the parts of the grammar reach each other through the reader, so that each can be a file of its own */
  readonly ausdruck: (l: Leser, u: Umgebung) => Baum;
  readonly summe: (l: Leser, u: Umgebung) => Baum;
};

export const unverstaendlich = (l: Leser, stelle = l.stelle): never => {
  const rest = l.text.slice(stelle, stelle + 20).trim();
  return lehneAb(l.text, stelle, 'syntax', rest === '' ? 'Am Ende fehlt etwas.' : `Unverständlich ab „${rest}“.`);
};

/** Moves behind white space and tells the character there, '' at the end. */
export function vorne(l: Leser): string {
  l.stelle = nachRaum(l.text, l.stelle);
  return l.text[l.stelle] ?? '';
}

/** Takes a sign when it is next. */
export function nimm(l: Leser, zeichen: string): boolean {
  vorne(l);
  if (!l.text.startsWith(zeichen, l.stelle)) return false;
  l.stelle += zeichen.length;
  return true;
}

export function verlange(l: Leser, zeichen: string): void {
  if (!nimm(l, zeichen)) unverstaendlich(l);
}

/** Takes a keyword when it is next and complete. */
export function nimmWort(l: Leser, wort: string): boolean {
  vorne(l);
  if (wortAn(l.text, l.stelle) !== wort) return false;
  l.stelle += wort.length;
  return true;
}

export function verlangeWort(l: Leser, wort: string): void {
  if (!nimmWort(l, wort)) unverstaendlich(l);
}

/** Reads inside brackets or a whole expression: one level deeper, and `[` is ordinary again. */
export function tiefer<T>(l: Leser, lies: () => T): T {
  const amEnde = l.amEnde;
  l.amEnde = false;
  const ergebnis = geschachtelt(l, lies);
  l.amEnde = amEnde;
  return ergebnis;
}

export function geschachtelt<T>(l: Leser, lies: () => T): T {
  l.tiefe += 1;
  l.rest -= 1;
  if (l.tiefe > HOECHSTTIEFE || l.rest < 0) zuTief(l, l.stelle);
  const ergebnis = lies();
  l.tiefe -= 1;
  return ergebnis;
}

const zuTief = (l: Leser, stelle: number): never =>
  lehneAb(l.text, stelle, 'zu-tief', `Der Ausdruck ist tiefer als ${HOECHSTTIEFE} Ebenen geschachtelt.`);

/** Tries a reading; goes back to where it began when that is refused. */
export function versuche<T>(l: Leser, lies: () => T): T | null {
  const { stelle, tiefe, amEnde } = l;
  l.rest -= 1;
  try {
    return lies();
  } catch (fehler) {
    if (l.rest < 0 || !(fehler instanceof Error && 'code' in fehler && fehler.code === 'syntax')) throw fehler;
    Object.assign(l, { stelle, tiefe, amEnde });
    return null;
  }
}

type OhneLage<B> = B extends unknown ? Omit<B, 'stelle' | 'tiefe' | 'u' | 'fragt'> : never;

/** A node with its place; `kinder` are all nodes below it. */
export function baum(l: Leser, stelle: number, u: Umgebung, kinder: readonly Baum[], knoten: OhneLage<Baum>): Baum {
  let tiefe = 1;
  let fragt = knoten.art === 'name' && knoten.name === '?';
  for (const kind of kinder) {
    tiefe = Math.max(tiefe, kind.tiefe + 1);
    fragt ||= kind.fragt;
  }
  if (tiefe > HOECHSTTIEFE) zuTief(l, stelle);
  return { ...knoten, stelle, tiefe, u, fragt } as Baum;
}
