import { naechsterWerktag, type Ort } from './feiertage.ts';
import { addDays, addMonths, type LocalDate } from './local-date.ts';

/** Length of a period; exactly one unit. */
export type Dauer = { readonly tage: number } | { readonly wochen: number } | { readonly monate: number };

export type FristAnfrage = Dauer & {
  readonly beginn: LocalDate;
  /**
   * 'ereignis': the day of the event does not count (BGB § 187 (1)); 'tagesbeginn': the day counts (§ 187 (2)),
   * as with a period that starts "ab dem 1. Januar".
   */
  readonly art: 'ereignis' | 'tagesbeginn';
  readonly ort?: Ort;
};

/** `ende` is the last day, until 24:00; `rechnerisch` the day before the shift of BGB § 193. */
export type FristEnde = { readonly ende: LocalDate; readonly rechnerisch: LocalDate; readonly verschoben: boolean };

/** Last day of a period (BGB §§ 187–188), shifted from Saturday, Sunday or holiday to the next working day (§ 193, VwVfG § 31 (3)). */
export function frist(anfrage: FristAnfrage): FristEnde {
  const rechnerisch = letzterTag(anfrage);
  const ende = naechsterWerktag(rechnerisch, anfrage.ort);
  return { ende, rechnerisch, verschoben: ende !== rechnerisch };
}

function letzterTag(anfrage: FristAnfrage): LocalDate {
  const { beginn, art } = anfrage;
  const abzug = art === 'ereignis' ? 0 : 1;
  if ('tage' in anfrage) return addDays(beginn, anfrage.tage - abzug);
  if ('wochen' in anfrage) return addDays(beginn, anfrage.wochen * 7 - abzug);
  const entsprechend = addMonths(beginn, anfrage.monate);
  // § 188 (3): where the matching day is missing, the period ends with the last of the month, nothing is taken off
  const fehlt = entsprechend.slice(8) !== beginn.slice(8);
  return fehlt ? entsprechend : addDays(entsprechend, -abzug);
}
