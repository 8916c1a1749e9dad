import type { XmlElement } from '../xml.ts';
import { formatCent, parseCent, parseDezimal } from './betrag.ts';

/** A value of the model as the tables see it. The schema of the model says afterwards whether it is a `Rechnung`. */
export type Wert = string | number | Objekt | Wert[];
export interface Objekt {
  [name: string]: Wert | undefined;
}

/** How text in the file becomes a value and back. `lies` answers null for text that is none. */
export interface Art {
  /** what text is not that cannot be read: "kein Tag" */
  readonly sonst: string;
  lies(text: string): string | number | null;
  schreibe(wert: string | number): string;
}

const alsText = (wert: string | number): string => String(wert);
const istTag = (iso: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(iso) && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso) === true;

export const TEXT: Art = { sonst: 'kein Text', lies: (t) => t, schreibe: alsText };
export const CENT: Art = {
  sonst: 'kein Betrag mit höchstens zwei Nachkommastellen',
  lies: parseCent,
  schreibe: (w) => formatCent(Number(w)),
};
export const DEZIMAL: Art = { sonst: 'keine Zahl', lies: parseDezimal, schreibe: alsText };
export const TAG: Art = { sonst: 'kein Tag', lies: (t) => (istTag(t) ? t : null), schreibe: alsText };
/** "20160404", format 102 of UN/CEFACT. */
export const TAG102: Art = {
  sonst: 'kein Tag',
  lies: (t) => TAG.lies(/^\d{8}$/.test(t) ? `${t.slice(0, 4)}-${t.slice(4, 6)}-${t.slice(6)}` : ''),
  schreibe: (w) => String(w).replaceAll('-', ''),
};

/**
 * One line of a table between model and file. The order of the lines is the order the standard asks for, when written; when read it
 * does not matter. A path is names with prefix, '' is the element itself.
 */
export type Zeile = Feld | Gruppe | Fest;

/** One term. Attributes: name → field beside it, or `=text` for a fixed one; `$waehrung` is the currency of the invoice. */
export interface Feld {
  readonly t: 'feld';
  readonly nach: string;
  readonly pfad: readonly string[];
  readonly art: Art;
  readonly attribute: Readonly<Record<string, string>>;
}

/** An element with several terms: one (`nach` '' = its fields belong to the object around it), or `viele`. */
export interface Gruppe {
  readonly t: 'gruppe';
  readonly nach: string;
  readonly pfad: readonly string[];
  readonly zeilen: readonly Zeile[];
  readonly viele: boolean;
  /** written even without content */
  readonly immer: boolean;
  /** only these objects are written this way */
  readonly wenn: (o: Objekt) => boolean;
}

/** A fixed child that says which kind of element this is. `lose`: any other value will do as well when read. */
export interface Fest {
  readonly t: 'fest';
  readonly pfad: readonly string[];
  readonly wert: string;
  readonly lose: boolean;
}

const teile = (pfad: string) => (pfad === '' ? [] : pfad.split('/'));

export const feld = (nach: string, pfad: string, art: Art = TEXT, attribute: Record<string, string> = {}): Feld => ({
  t: 'feld',
  nach,
  pfad: teile(pfad),
  art,
  attribute,
});

export const fest = (pfad: string, wert: string, lose = false): Fest => ({ t: 'fest', pfad: teile(pfad), wert, lose });

type Gruppenwahl = { immer?: boolean; wenn?: (o: Objekt) => boolean };
const gruppe =
  (viele: boolean) =>
  (nach: string, pfad: string, zeilen: readonly Zeile[], wahl: Gruppenwahl = {}): Gruppe => ({
    t: 'gruppe',
    nach,
    pfad: teile(pfad),
    zeilen,
    viele,
    immer: wahl.immer ?? false,
    wenn: wahl.wenn ?? (() => true),
  });

export const eine = gruppe(false);
export const viele = gruppe(true);
/** An element without a place of its own in the model. */
export const huelle = (pfad: string, zeilen: readonly Zeile[], wahl: Gruppenwahl = {}) => eine('', pfad, zeilen, wahl);

export type Namensraeume = Readonly<Record<string, string>>;

export interface Lesefehler {
  readonly ort: string;
  readonly wert: string;
  readonly sonst: string;
}

export interface Zustand {
  readonly namensraeume: Namensraeume;
  readonly waehrung: string;
  readonly steuerwaehrung: string;
}

/** Value behind a dotted name. */
export function hole(o: Objekt, name: string): Wert | undefined {
  let wert: Wert | undefined = o;
  for (const teil of name.split('.')) {
    if (typeof wert !== 'object' || Array.isArray(wert)) return undefined;
    wert = wert[teil];
  }
  return wert;
}

export function setze(o: Objekt, name: string, wert: Wert): void {
  const [letzter = '', ...rest] = name.split('.').reverse();
  let ziel = o;
  for (const teil of rest.reverse()) {
    const weiter = ziel[teil];
    const neu: Objekt = typeof weiter === 'object' && !Array.isArray(weiter) ? weiter : {};
    ziel[teil] = neu;
    ziel = neu;
  }
  ziel[letzter] = wert;
}

/** Fixed value of an attribute; null when the attribute is a field of the model. */
export function festwert(regel: string, z: Zustand): string | null {
  if (regel === '$waehrung') return z.waehrung;
  if (regel === '$steuerwaehrung') return z.steuerwaehrung;
  return regel.startsWith('=') ? regel.slice(1) : null;
}

/** The children one path reaches, in document order. */
export function erreiche(e: XmlElement, pfad: readonly string[], ns: Namensraeume): XmlElement[] {
  const [name, ...rest] = pfad;
  if (name === undefined) return [e];
  const [praefix = '', lokal = ''] = name.split(':');
  return e.kinder.filter((k) => k.name === lokal && k.ns === ns[praefix]).flatMap((kind) => erreiche(kind, rest, ns));
}
