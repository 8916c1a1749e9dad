import type { LocalDate } from '@rathausverbund/fristen';

/** What is counted: cases, pages, dogs kept on a day, inhabitants of the commissioning body. */
export type Einheit = 'fall' | 'seite' | 'hund' | 'einwohner';

/** Units of a stock: what was there before goes on counting. The others happen on their day. */
export const isBestand = (e: Einheit): boolean => e === 'hund' || e === 'einwohner';

/**
 * How a cost is measured. Unit prices are whole ten-thousandths of a euro (9500 = 0,95 €), amounts whole cents; both ≥ 1:
 * what costs nothing is said as `kostenfrei`, with its reason.
 */
export type Schluessel =
  | { readonly art: 'menge'; readonly einheit: 'fall' | 'seite'; readonly preis: number }
  /** price for a unit and a full year, pro rata by days in force */
  | { readonly art: 'bestand'; readonly einheit: 'hund' | 'einwohner'; readonly preis: number }
  /** cents for a full year, pro rata by days in force */
  | { readonly art: 'fest'; readonly betrag: number }
  /** a share of what the Leistung cost as a whole, by this unit among all who take part in the pool */
  | { readonly art: 'umlage'; readonly pool: string; readonly nach: Einheit }
  | { readonly art: 'mischung'; readonly teile: readonly Schluessel[] }
  | { readonly art: 'kostenfrei'; readonly grund: string };

/** Value added tax of a line: a decision of the parties with its reason, never guessed. Source: § 2b UStG. */
export interface Umsatzsteuer {
  readonly stand: 'nicht-steuerbar' | 'steuerpflichtig' | 'steuerfrei' | 'zu-pruefen';
  readonly satz: 0 | 19;
  readonly grund: string;
}

/** What a Leistung costs from a day on. Rules of one Leistung in one agreement follow each other without overlap. */
export interface Kostenregel {
  readonly leistung: string;
  readonly ab: LocalDate;
  /** first day outside; null = open */
  readonly bis: LocalDate | null;
  readonly schluessel: Schluessel;
  /** net cents for a full year, pro rata by days in force; settled at year's end */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly ust: Umsatzsteuer;
  /** Abschlag: net cents a month, trued up at year's end; null = each month as counted */
  readonly abschlag: number | null;
  /** agreement whose claims are offset against these, "registry office against IT"; null = none */
  readonly verrechnetMit: string | null;
}

/** An agreed effort class: what a case of this kind takes, whole minutes ≥ 1. No word about who worked on it. */
export interface Aufwandsklasse {
  readonly leistung: string;
  readonly name: string;
  readonly minuten: number;
}
