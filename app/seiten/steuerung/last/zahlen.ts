import type { Texte } from '../../komponenten/index.ts';

const ZAHL = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

export const zahl = (n: number): string => ZAHL.format(n);

/** Minutes as hours; from ten hours on whole ones, since nothing here is known better. */
export const stunden = (t: Texte, minuten: number): string => t('last.stunden', { zahl: stundenZahl(minuten) });

export const stundenZahl = (minuten: number): string =>
  zahl(Math.abs(minuten) < 600 ? Math.round(minuten / 6) / 10 : Math.round(minuten / 60));
