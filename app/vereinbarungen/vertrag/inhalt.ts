import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import type { Aufwandsklasse, Kostenregel, Schluessel } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen } from '../../base/index.ts';

/**
 * § 71 SächsKomZG: mandatierend (2), delegierend (1), personal = lending of staff (2) sentence 3, which changes nothing about who is
 * competent and who works.
 */
export const VERTRAGSARTEN = ['mandatierend', 'delegierend', 'personal'] as const;
export type Vertragsart = (typeof VERTRAGSARTEN)[number];

/** The two sides of an agreement: who commissions, and who is commissioned. */
export const SEITEN = ['auftraggeber', 'auftragnehmer'] as const;
export type Vertragsseite = (typeof SEITEN)[number];

/** What the parties agree. Days are local dates; `ab` null = the day after publication, `bis` = first day outside. */
export interface Inhalt {
  art: Vertragsart;
  titel: string;
  auftraggeber: string;
  auftragnehmer: string;
  leistungen: string[];
  /** name of each Leistung, as it stands in the text */
  benennung: Record<string, string>;
  /** Leistungen that are taxes */
  steuern: string[];
  ab: string | null;
  bis: string | null;
  /** chosen clauses: key → choice */
  klauseln: Record<string, string>;
  /** in words */
  kosten: string;
  kostenregeln: Kostenregel[];
  aufwandsklassen: Aufwandsklasse[];
}

/** A section of the text: its heading and its paragraphs, ready to print. */
export interface Paragraf {
  titel: string;
  absaetze: string[];
}

/** Is a price missing or zero somewhere in this key? What costs nothing is said as `kostenfrei`, with its reason. */
function ohnePreis(s: Schluessel): boolean {
  switch (s.art) {
    case 'menge':
    case 'bestand':
      return !(Number.isSafeInteger(s.preis) && s.preis >= 1);
    case 'fest':
      return !(Number.isSafeInteger(s.betrag) && s.betrag >= 1);
    case 'mischung':
      return s.teile.length === 0 || s.teile.some(ohnePreis);
    case 'kostenfrei':
      return s.grund.trim() === '';
    case 'umlage':
      return false;
  }
}

const tagOderNull = (t: string | null): boolean => t === null || parseLocalDate(t) !== undefined;

/** What makes a text impossible, whoever the parties are. @param heute an agreement that has ended already is none */
export function pruefeInhalt(i: Inhalt, heute: LocalDate): Ablehnung | undefined {
  if (i.auftraggeber === i.auftragnehmer) return ablehnen('vereinbarung.eine-partei');
  if (i.leistungen.length === 0 || new Set(i.leistungen).size !== i.leistungen.length)
    return ablehnen('vereinbarung.ohne-leistung');
  if (i.titel.trim() === '') return ablehnen('vereinbarung.ohne-titel');
  if (!tagOderNull(i.ab) || !tagOderNull(i.bis)) return ablehnen('vereinbarung.tag-ungueltig');
  if (i.bis !== null && i.bis <= heute) return ablehnen('vereinbarung.ende-vergangen');
  if (i.ab !== null && i.bis !== null && i.bis <= i.ab) return ablehnen('vereinbarung.tage-widersprechen');
  return pruefeKosten(i);
}

function pruefeKosten({ kostenregeln, aufwandsklassen, leistungen }: Inhalt): Ablehnung | undefined {
  if (kostenregeln.some((r) => ohnePreis(r.schluessel) || [r.minimum, r.maximum, r.abschlag].some((x) => (x ?? 1) < 1)))
    return ablehnen('vereinbarung.preis-null');
  if (kostenregeln.some((r) => !leistungen.includes(r.leistung))) return ablehnen('vereinbarung.kosten-fremd');
  if (aufwandsklassen.some((a) => !leistungen.includes(a.leistung) || !(a.minuten >= 1) || a.name.trim() === ''))
    return ablehnen('vereinbarung.aufwand-ungueltig');
  for (const a of kostenregeln) {
    if (a.bis !== null && a.bis <= a.ab) return ablehnen('vereinbarung.tage-widersprechen');
    const folgt = (b: Kostenregel) => b !== a && b.leistung === a.leistung && b.ab >= a.ab && a.bis !== b.ab;
    if (kostenregeln.some((b) => folgt(b) && (a.bis === null || b.ab < a.bis)))
      return ablehnen('vereinbarung.kosten-ueberlappen');
  }
  return undefined;
}
