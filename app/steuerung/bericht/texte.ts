import { formatDatumKurz, type LocalDate, localDate } from '@rathausverbund/fristen';

/** "1.250,00 €" for whole cents. */
export function euro(cent: number): string {
  const ganze = String(Math.trunc(Math.abs(cent) / 100)).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${cent < 0 ? '−' : ''}${ganze},${String(Math.abs(cent) % 100).padStart(2, '0')} €`;
}

export const tag = (t: LocalDate | string): string => formatDatumKurz(localDate(t));

export const prozent = (hundertstel: number): string => `${String(hundertstel / 100).replace('.', ',')} %`;

/** Columns of a table: figures from the `zahlAb`-th on. */
export const spalten = (titel: readonly string[], zahlAb: number) =>
  titel.map((t, i) => ({ titel: t, zahl: i >= zahlAb }));
