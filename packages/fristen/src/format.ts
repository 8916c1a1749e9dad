import { type LocalDate, wochentag } from './local-date.ts';

const TAGE = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
const MONATE = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
];

/** "Freitag, 27. November 2026". Written out here because ICU data differ between Node versions and letters must not. */
export function formatDatum(tag: LocalDate): string {
  const monat = MONATE[Number(tag.slice(5, 7)) - 1];
  return `${TAGE[wochentag(tag) - 1]}, ${Number(tag.slice(8))}. ${monat} ${tag.slice(0, 4)}`;
}

/** "27.11.2026" */
export function formatDatumKurz(tag: LocalDate): string {
  return `${tag.slice(8)}.${tag.slice(5, 7)}.${tag.slice(0, 4)}`;
}
