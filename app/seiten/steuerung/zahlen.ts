import { formatEuro } from '@rathausverbund/kosten';
import type { Texte } from '../komponenten/index.ts';

const ZAHL = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
const GENAU = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 });

/** "1.250 €": rounded, for figures that are an estimate anyway. */
export const rundeEuro = (cent: number): string => formatEuro(Math.round(cent / 100) * 100).replace(',00', '');

export const zahl = (n: number): string => ZAHL.format(n);

/** With two decimal places at most, for what people have entered so. */
export const zahlGenau = (n: number): string => GENAU.format(n);

/** Hours as people say them: "unter 1 Min.", "25 Min.", "6,5 Std.", "3,2 Tage". */
export function dauer(t: Texte, stunden: number): string {
  if (stunden * 60 < 1) return t('steuerung.dauer.sofort');
  if (stunden < 1) return t('steuerung.dauer.minuten', { anzahl: zahl(Math.round(stunden * 60)) });
  if (stunden < 48) return t('steuerung.dauer.stunden', { anzahl: zahl(stunden) });
  return t('steuerung.dauer.tage', { anzahl: zahl(stunden / 24) });
}

/** "10/2026" for "2026-10". */
export const monatText = (monat: string): string => `${monat.slice(5, 7)}/${monat.slice(0, 4)}`;

/** The months before and with the one of this day, oldest first, YYYY-MM. */
export function monate(heute: string, anzahl: number): string[] {
  const n = Number(heute.slice(0, 4)) * 12 + Number(heute.slice(5, 7)) - 1;
  return Array.from({ length: anzahl }, (_, i) => n - anzahl + 1 + i).map(
    (m) => `${Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`,
  );
}
