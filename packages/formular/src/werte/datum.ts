import { formatDatumKurz, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { grenztag } from '../grenze.ts';
import type { Antworten, DatumFeld } from '../model.ts';
import type { Gelesen } from './ergebnis.ts';

const DEUTSCH = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
// catches typing errors such as 0202 for 2020; the limits of a field say more
const ERSTES_JAHR = '1850';
const LETZTES_JAHR = '2200';

/** "27.11.2026", "7.3.2026" or ISO, as an existing day between 1850 and 2200. */
export function parseDatum(text: string): Gelesen<LocalDate> {
  const [, tag = '', monat = '', jahr = ''] = DEUTSCH.exec(text) ?? [];
  const iso = jahr === '' ? text : `${jahr}-${monat.padStart(2, '0')}-${tag.padStart(2, '0')}`;
  const datum = parseLocalDate(iso);
  if (datum !== undefined && datum > ERSTES_JAHR && datum < LETZTES_JAHR) return { wert: datum };
  if (datum !== undefined) return { meldung: 'Prüfen Sie bei {feld} das Jahr.' };
  const gibtEsNicht = jahr !== '' || /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (gibtEsNicht) return { meldung: 'Prüfen Sie {feld}. Diesen Tag gibt es im Kalender nicht.' };
  return { meldung: 'Geben Sie {feld} als TT.MM.JJJJ ein, zum Beispiel 27.11.2026.' };
}

/** A day as people type it, or as browsers write it; undefined for everything else, years outside of 1850 to 2200 included. */
export function parseTag(text: string): LocalDate | undefined {
  const gelesen = parseDatum(text.trim());
  return 'wert' in gelesen ? gelesen.wert : undefined;
}

/** The sentence for a day outside of the limits of its field. */
export function pruefeGrenzen(
  datum: LocalDate,
  feld: DatumFeld,
  antworten: Antworten,
  heute: LocalDate,
): string | undefined {
  const ab = feld.fruehestens && grenztag(feld.fruehestens, antworten, heute);
  if (ab !== undefined && datum < ab)
    return `Prüfen Sie {feld}. Frühester möglicher Tag ist der ${formatDatumKurz(ab)}.`;
  const bis = feld.spaetestens && grenztag(feld.spaetestens, antworten, heute);
  if (bis !== undefined && datum > bis)
    return `Prüfen Sie {feld}. Spätester möglicher Tag ist der ${formatDatumKurz(bis)}.`;
  return undefined;
}
