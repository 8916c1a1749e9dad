import type { Texte } from '../../komponenten/index.ts';
import { zahl, zahlGenau } from '../zahlen.ts';

/** Minutes as hours; from ten hours on whole ones, since nothing here is known better. */
export const stunden = (t: Texte, minuten: number): string => t('last.stunden', { zahl: stundenZahl(minuten) });

/** Minutes as hours, as they were entered. */
export const stundenGenau = (t: Texte, minuten: number): string => t('last.stunden', { zahl: zahlGenau(minuten / 60) });

export const stundenZahl = (minuten: number): string =>
  zahl(Math.abs(minuten) < 600 ? Math.round(minuten / 6) / 10 : Math.round(minuten / 60));
