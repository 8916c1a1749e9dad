import type { Rechnung } from '../model.ts';

/** One rule an invoice breaks. `fehler`: it must not be sent; `warnung`: the standard only advises. */
export interface Befund {
  /** name of the rule in EN 16931, XRechnung or Peppol BIS */
  readonly regel: string;
  readonly schwere: 'fehler' | 'warnung';
  readonly meldung: string;
}

/** How far sums may be off, in cents: zero for what we write. */
export interface Genauigkeit {
  /** tax of a category against basis × rate (BR-CO-17) */
  readonly steuer: number;
  /** net amount of a line against quantity × price (PEPPOL-EN16931-R120) */
  readonly zeile: number;
}

/** A rule: its words, and whether an invoice breaks it. */
export interface Regel {
  readonly id: string;
  readonly schwere: Befund['schwere'];
  readonly text: string;
  readonly bricht: (r: Rechnung, g: Genauigkeit) => boolean;
}

const regel =
  (schwere: Befund['schwere']) =>
  (id: string, text: string, bricht: Regel['bricht']): Regel => ({ id, schwere, text, bricht });

export const fehler = regel('fehler');
export const warnung = regel('warnung');

export const summe = (werte: readonly (number | undefined)[]): number =>
  werte.reduce<number>((s, w) => s + (w ?? 0), 0);
