import { formatDatumKurz, type LocalDate, localDate, localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import type { Uhr } from '../../base/index.ts';
import { ortszeit, type Texte } from '../komponenten/index.ts';

export const heuteOf = (uhr: Uhr): LocalDate => localDateOf(uhr.jetzt(), 'Europe/Berlin');

/** Days as they are typed, for hints at fields: today, and the first and last day of the next year. */
export function beispielTage(heute: LocalDate): Record<'heute' | 'erster' | 'letzter', string> {
  const jahr = Number(heute.slice(0, 4)) + 1;
  return {
    heute: formatDatumKurz(heute),
    erster: formatDatumKurz(localDate(`${jahr}-01-01`)),
    letzter: formatDatumKurz(localDate(`${jahr}-12-31`)),
  };
}

/** "27.11.2026, 14:03 Uhr" */
export function wann(t: Texte, zeitpunkt: Date | string): string {
  const { tag, uhr } = ortszeit(new Date(zeitpunkt));
  return t('haus.zeit', { tag, uhr });
}

/** "27.11.2026" for what begins with a day, else with the time: "27.11.2026, 14:03 Uhr" */
export function abWann(t: Texte, zeitpunkt: Date): string {
  const { tag, uhr } = ortszeit(zeitpunkt);
  return uhr === '00:00' ? tag : t('haus.zeit', { tag, uhr });
}

/** "27.11.2026" for an ISO day; anything else stays as it is. */
export function tagText(wert: string): string {
  const tag = parseLocalDate(wert);
  return tag === undefined ? wert : formatDatumKurz(tag);
}
