import { type Abrechnung, gegenbuchungen } from '@rathausverbund/kosten';
import { letzte, type Periode } from './model.ts';

/** Why the account gives another true-up than the one stated: its own count, or what it is offset with. */
export interface Nachtrag {
  anlass: 'gezaehlt' | 'gegenleistung';
  /** cents, as stated and as it would be now; null when nothing can be computed any more */
  bisher: number;
  neu: number | null;
}

/** What a correction of a statement would change; null when nothing. */
export function nachtragOf(alt: Abrechnung, neu: Abrechnung): Nachtrag | null {
  const betraege = { bisher: alt.zahlbetrag, neu: neu.zahlbetrag };
  if (gegenbuchungen(alt, neu).length > 0) return { anlass: 'gezaehlt', ...betraege };
  const [a, b] = [alt, neu].map(({ verrechnung: v }) => `${v?.mit} ${v?.forderung} ${v?.gegenforderung}`);
  return a === b && alt.zahlbetrag === neu.zahlbetrag ? null : { anlass: 'gegenleistung', ...betraege };
}

/** The same of a computation that may have failed: then something came that makes the year unaccountable, and that is said. */
export const nachtragAus = (
  alt: Abrechnung,
  r: { ok: true; abrechnung: Abrechnung } | { ok: false },
): Nachtrag | null =>
  r.ok ? nachtragOf(alt, r.abrechnung) : { anlass: 'gezaehlt', bisher: alt.zahlbetrag, neu: null };

/**
 * Which of two true-ups that are offset with each other rests on another figure than the other one states now: `diese` names a
 * counterclaim that is no longer stated so, `andere` does so with the claim of this one. null when both say the same, or when the
 * other one is not stated.
 */
export function uneins(a: Abrechnung, gegen: Periode | undefined): 'diese' | 'andere' | null {
  const [hier, dort] = [a.verrechnung, gegen && letzte(gegen).abrechnung.verrechnung];
  if (!hier || dort?.mit !== a.vereinbarung) return null;
  if (hier.gegenforderung !== dort.forderung) return 'diese';
  return dort.gegenforderung === hier.forderung ? null : 'andere';
}
