import type { LocalDate } from '@rathausverbund/fristen';
import type { Einheit, Umsatzsteuer } from './regel.ts';

/** What was counted on a day: cases and pages of that day, dogs and inhabitants as change of the stock from that day on. */
export interface Tagesmenge {
  readonly leistung: string;
  readonly einheit: Einheit;
  readonly tag: LocalDate;
  readonly menge: number;
  /** hashes (hex) over the proofs of that day: both sides counted the same, not only as many */
  readonly belege: string;
}

/** What a pool cost in a month, and who takes part with how much: stated by who runs it, the same for all. */
export interface Poolstand {
  readonly pool: string;
  readonly monat: number;
  /** net cents */
  readonly kosten: number;
  readonly anteile: readonly { readonly id: string; readonly gewicht: number }[];
}

/** A line of a statement. Amounts are cents, prices ten-thousandths of a euro; what a kind does not have is null. */
export interface Zeile {
  readonly leistung: string;
  /** first day of its rule */
  readonly regel: LocalDate;
  /** which part of a mixture, from 0 */
  readonly teil: number;
  readonly art: 'menge' | 'bestand' | 'fest' | 'umlage' | 'kostenfrei' | 'abschlag' | 'ausgleich';
  readonly von: LocalDate;
  readonly bis: LocalDate;
  readonly einheit: Einheit | null;
  /** counted units; for a stock the units of all its days together */
  readonly menge: number | null;
  readonly preis: number | null;
  /** true-up: what the year costs, and what months have said so far */
  readonly soll: number | null;
  readonly bereits: number | null;
  readonly netto: number;
  readonly ust: Umsatzsteuer;
  readonly belege: string | null;
}

/** Lines of the same status, rate and reason are taxed together (EN 16931, BR-CO-17: per category, not per line). */
export interface Steuergruppe {
  readonly stand: Umsatzsteuer['stand'];
  readonly satz: 0 | 19;
  readonly grund: string;
  readonly netto: number;
  readonly steuer: number;
}

export type Sha256 = (daten: Uint8Array) => Uint8Array;

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
