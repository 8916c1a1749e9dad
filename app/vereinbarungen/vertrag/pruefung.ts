import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis } from '../../base/index.ts';
import type { Inhalt, Vertragsseite } from './inhalt.ts';
import type { Aussage } from './stand.ts';

/** What the decision must know of the world. */
export interface Umfeld {
  seite: Vertragsseite;
  heute: LocalDate;
  /** who approves, by where the parties lie */
  aufsicht: string;
  /** a party that is no body any more on that day (merged), by name */
  untergegangen(i: Inhalt): string | null;
  /** the statutory relation that already answers for the commissioning party, by name */
  gesetz(i: Inhalt): string | null;
}

export type Entschieden = Ergebnis<{ aussage: Aussage }>;
export const ja = (aussage: Aussage): Entschieden => ({ ok: true, aussage });
export const OHNE = { befunde: [], bestaetigung: null };

/** A day on which something has happened: a real one, and not in the future. */
export const vergangen = (tag: string, u: Umfeld): Ablehnung | undefined =>
  parseLocalDate(tag) === undefined
    ? ablehnen('vereinbarung.tag-ungueltig')
    : tag > u.heute
      ? ablehnen('vereinbarung.tag-zukunft')
      : undefined;
export const leer = (text: string): Ablehnung | undefined =>
  text.trim() === '' ? ablehnen('vereinbarung.angabe-fehlt') : undefined;
/** A day from which something changes: today at the earliest. */
export const kuenftig = (tag: string, u: Umfeld): Ablehnung | undefined =>
  parseLocalDate(tag) === undefined
    ? ablehnen('vereinbarung.tag-ungueltig')
    : tag < u.heute
      ? ablehnen('vereinbarung.ende-vergangen')
      : undefined;
