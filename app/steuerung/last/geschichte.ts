import { addDays, type LocalDate, type Ort } from '@rathausverbund/fristen';
import type { Eingangszahl } from '../../vorgaenge/index.ts';
import type { Vorwoche } from './model.ts';
import type { Wochenwert } from './prognose.ts';
import { type Montag, montagOf, werktageDer } from './wochen.ts';

/** No forecast looks further back. */
export const HOECHSTWOCHEN = 260;

/**
 * Whole weeks up to the last one that is over, without a gap. From the week after the first case on this programme's own count holds,
 * and none means 0; before it what was entered. A week nobody knows ends the history.
 */
export function baueGeschichte(
  eigene: readonly Pick<Eingangszahl, 'montag' | 'anzahl'>[],
  vorher: readonly Vorwoche[],
  heute: LocalDate,
  ort: Ort = {},
): Wochenwert[] {
  const gezaehlt = new Map<string, number>();
  for (const e of eigene) gezaehlt.set(e.montag, (gezaehlt.get(e.montag) ?? 0) + e.anzahl);
  const erste = [...gezaehlt.keys()].sort()[0];
  const eingetragen = new Map(vorher.map((v) => [v.montag, v.faelle]));
  const wochen: Wochenwert[] = [];
  let montag: Montag = addDays(montagOf(heute), -7);
  for (let n = 0; n < HOECHSTWOCHEN; n++, montag = addDays(montag, -7)) {
    const faelle = erste !== undefined && montag > erste ? (gezaehlt.get(montag) ?? 0) : eingetragen.get(montag);
    if (faelle === undefined) break;
    wochen.push({ montag, faelle, arbeitstage: werktageDer(montag, ort).length });
  }
  return wochen.reverse();
}
