import { addMonths, type LocalDate, localDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen } from '../../base/index.ts';
import { type Entschieden, ja, type Umfeld } from './pruefung.ts';
import type { Stand } from './stand.ts';
import { arbeitszeiten } from './zeilen.ts';

/** How long Vorgaenge that are named may still be finished after the end: by the clause of the last text. */
export interface Auslauf {
  /** first day on which the agreement is over */
  ende: LocalDate;
  monate: number;
  /** first day on which nothing is open any more */
  bis: LocalDate;
  leistungen: readonly string[];
}

/**
 * Only a mandate has one: under a delegation the Vorgaenge are the other body's own until they are handed over.
 * Refuses: `vereinbarung.auslauf-nicht-vereinbart`, `.auslauf-ohne-ende`.
 */
export function auslaufOf(s: Stand): ({ ok: true } & Auslauf) | Ablehnung {
  const i = arbeitszeiten(s).at(-1)?.fassung.inhalt;
  const monate = Number(i?.klauseln['auslauf']);
  if (i?.art !== 'mandatierend' || !(monate > 0)) return ablehnen('vereinbarung.auslauf-nicht-vereinbart');
  const [ende] = [i.bis, s.ende].filter((tag) => tag !== null).sort();
  if (ende === undefined) return ablehnen('vereinbarung.auslauf-ohne-ende');
  return {
    ok: true,
    ende: localDate(ende),
    monate,
    bis: addMonths(localDate(ende), monate),
    leistungen: i.leistungen,
  };
}

/** The commissioning body names Vorgaenge, from when the end is known until the run-off is over. Which they are, the caller has asked. */
export function benennen(s: Stand, vorgaenge: readonly string[], u: Umfeld): Entschieden {
  const a = offen(s, u);
  if (!a.ok) return a;
  const neu = [...new Set(vorgaenge)].filter((v) => !s.auslauf.includes(v));
  if (neu.length === 0) return ablehnen('vereinbarung.auslauf-nichts-gewaehlt');
  return ja({ art: 'benannt', vorgaenge: neu, bis: a.bis });
}

/** Undo: what is struck from the list is closed to the other side at once, if the agreement has ended. */
export function streichen(s: Stand, vorgaenge: readonly string[], u: Umfeld): Entschieden {
  const a = offen(s, u);
  if (!a.ok) return a;
  const da = [...new Set(vorgaenge)].filter((v) => s.auslauf.includes(v));
  if (da.length === 0) return ablehnen('vereinbarung.auslauf-nichts-gewaehlt');
  return ja({ art: 'gestrichen', vorgaenge: da });
}

function offen(s: Stand, u: Umfeld): ReturnType<typeof auslaufOf> {
  if (u.seite !== 'auftraggeber') return ablehnen('vereinbarung.auslauf-nur-auftraggeber');
  const a = auslaufOf(s);
  if (a.ok && a.bis <= u.heute) return ablehnen('vereinbarung.auslauf-vorbei', { tag: a.bis });
  return a;
}
