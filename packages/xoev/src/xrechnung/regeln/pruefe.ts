import type { Rechnung } from '../model.ts';
import { CODES } from './codes.ts';
import { DEUTSCH, istXRechnung } from './deutsch.ts';
import { KERN } from './kern.ts';
import type { Befund, Genauigkeit, Regel } from './model.ts';
import { STEUERARTEN } from './steuer.ts';
import { SUMMEN } from './summen.ts';

/** What the rule files of the standard allow a sender who rounds differently. */
export const NORM: Genauigkeit = { steuer: 99, zeile: 2 };
export const EXAKT: Genauigkeit = { steuer: 0, zeile: 0 };

const REGELN: readonly Regel[] = [...KERN, ...SUMMEN, ...STEUERARTEN, ...CODES];

/**
 * Every rule of EN 16931 an invoice breaks, and those of XRechnung 3.0 when it names that profile (BT-24). What an invoice cannot be
 * without (most of BR-1 to BR-65) is held by the model itself.
 */
export function pruefeRechnung(r: Rechnung, genauigkeit: Genauigkeit = EXAKT): Befund[] {
  return [...REGELN, ...(istXRechnung(r) ? DEUTSCH : [])]
    .filter((regel) => regel.bricht(r, genauigkeit))
    .map(({ id, schwere, text }) => ({ regel: id, schwere, meldung: `${text} (${id}).` }));
}
