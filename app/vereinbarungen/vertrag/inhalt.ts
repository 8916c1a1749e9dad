import { addDays, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import {
  type Aufwandsklasse,
  type Kostenregel,
  pruefeAufwandsklassen,
  pruefeKostenregeln,
  type Regelfehler,
} from '@rathausverbund/kosten';
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
  /** name of each Leistung, and of an agreement it is offset against, as they stand in the text */
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

const tagOderNull = (t: string | null): boolean => t === null || parseLocalDate(t) !== undefined;

/**
 * What makes a text impossible, whoever the parties are.
 * @param heute an agreement that has ended already is none
 * @param id of the agreement: it cannot be offset against itself; null = it has none yet
 */
export function pruefeInhalt(i: Inhalt, heute: LocalDate, id: string | null): Ablehnung | undefined {
  if (i.auftraggeber === i.auftragnehmer) return ablehnen('vereinbarung.eine-partei');
  if (i.leistungen.length === 0 || new Set(i.leistungen).size !== i.leistungen.length)
    return ablehnen('vereinbarung.ohne-leistung');
  if (i.titel.trim() === '') return ablehnen('vereinbarung.ohne-titel');
  if (!tagOderNull(i.ab) || !tagOderNull(i.bis)) return ablehnen('vereinbarung.tag-ungueltig');
  // in force from tomorrow at the earliest: a last day that is today leaves none
  if (i.bis !== null && i.bis <= addDays(heute, 1)) return ablehnen('vereinbarung.ende-vergangen');
  if (i.ab !== null && i.bis !== null && i.bis <= i.ab) return ablehnen('vereinbarung.tage-widersprechen');
  return pruefeKosten(i, id);
}

/** What the rules of the costs refuse, as it is said to people. */
const KOSTENFEHLER: Readonly<Partial<Record<Regelfehler['code'], string>>> = {
  preis: 'vereinbarung.preis-null',
  'zu-gross': 'vereinbarung.preis-zu-gross',
  grenze: 'vereinbarung.preis-null',
  abschlag: 'vereinbarung.preis-null',
  grund: 'vereinbarung.preis-null',
  leistung: 'vereinbarung.kosten-fremd',
  tage: 'vereinbarung.tage-widersprechen',
  ueberschneidung: 'vereinbarung.kosten-ueberlappen',
};

function pruefeKosten({ kostenregeln, aufwandsklassen, leistungen }: Inhalt, id: string | null): Ablehnung | undefined {
  const rahmen = { id, leistungen };
  const [fehler] = pruefeKostenregeln(kostenregeln, rahmen);
  if (fehler) return ablehnen(KOSTENFEHLER[fehler.code] ?? 'vereinbarung.kosten-unklar');
  if (pruefeAufwandsklassen(aufwandsklassen, rahmen).length > 0) return ablehnen('vereinbarung.aufwand-ungueltig');
  return undefined;
}
