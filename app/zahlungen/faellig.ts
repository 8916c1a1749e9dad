import { addDays, addMonths, localDateOf } from '@rathausverbund/fristen';

/** Variables of the process: what a rule computed, what was applied for. */
type Variablen = Readonly<Record<string, unknown>>;

/** Least days between Feststellung and a due day: a date before the notice has reached its reader binds nobody. */
const VORLAUF_TAGE = 14;

export const fruehesteFaelligkeit = (jetzt: number): string =>
  addDays(localDateOf(jetzt, 'Europe/Berlin'), VORLAUF_TAGE);

/** Due days: those the rule computed (`steuer.termine`), else one month from today. Their sum is the amount, to the cent. */
export function faelligkeiten(variablen: Variablen, betrag: number, jetzt: number): { tag: string; betrag: number }[] {
  const heute = localDateOf(jetzt, 'Europe/Berlin');
  const fruehestens = fruehesteFaelligkeit(jetzt);
  const termine = (variablen['steuer'] as { termine?: { faellig: string; betrag: number }[] } | undefined)?.termine;
  if (termine && termine.length > 0 && termine.reduce((s, t) => s + t.betrag, 0) === betrag)
    return termine.map((t) => ({ tag: t.faellig > fruehestens ? t.faellig : fruehestens, betrag: t.betrag }));
  return [{ tag: addMonths(heute, 1), betrag }];
}

export const wantsSepa = (variablen: Variablen): boolean => {
  const zahlung = (variablen['antrag'] as { zahlung?: { lastschrift?: unknown } } | undefined)?.zahlung;
  return zahlung?.lastschrift === true;
};
