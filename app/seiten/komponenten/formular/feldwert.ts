import { type Antworten, eingabewert, type Feld, liesAntwort } from '@rathausverbund/formular';

/** What stands in a field: what was typed in a refused post goes before what is stored. */
export function feldwert(feld: Feld, antworten: Antworten, roh: Readonly<Record<string, string>> | undefined): string {
  const getippt = roh && Object.hasOwn(roh, feld.id) ? roh[feld.id] : undefined;
  if (getippt !== undefined) return getippt;
  const antwort = liesAntwort(antworten, feld.id);
  return antwort === undefined ? '' : eingabewert(feld, antwort);
}
