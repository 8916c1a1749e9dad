import { formatDatumKurz, type LocalDate, localDate } from '@rathausverbund/fristen';

export const tag = (t: LocalDate | string): string => formatDatumKurz(localDate(t));

export const prozent = (hundertstel: number): string => `${String(hundertstel / 100).replace('.', ',')} %`;

/** Columns of a table: figures from the `zahlAb`-th on. */
export const spalten = (titel: readonly string[], zahlAb: number) =>
  titel.map((t, i) => ({ titel: t, zahl: i >= zahlAb }));
