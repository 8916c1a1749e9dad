import { Temporal } from 'temporal-polyfill';

/** A calendar day without time and zone, always written 'YYYY-MM-DD'; days compare with `<` as strings do. */
export type LocalDate = string & { readonly __brand: 'LocalDate' };

const FORM = /^\d{4}-\d{2}-\d{2}$/;

/** Reads 'YYYY-MM-DD'; `undefined` when the text has another form or the day does not exist (30 February). */
export function parseLocalDate(text: string): LocalDate | undefined {
  if (!FORM.test(text)) return undefined;
  try {
    return brand(Temporal.PlainDate.from(text, { overflow: 'reject' }));
  } catch {
    return undefined;
  }
}

/** The day of a text known to be right (literals, stored data); throws RangeError otherwise, because that is a bug. */
export function localDate(text: string): LocalDate {
  const tag = parseLocalDate(text);
  if (tag === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return tag;
}

/** The day `tage` days later (earlier when negative). */
export function addDays(tag: LocalDate, tage: number): LocalDate {
  return brand(plain(tag).add({ days: tage }));
}

/** The same number of day `monate` months later; the last day of the month where that number is missing (BGB § 188 (3)). */
export function addMonths(tag: LocalDate, monate: number): LocalDate {
  return brand(plain(tag).add({ months: monate }, { overflow: 'constrain' }));
}

/** Days from `von` to `bis`; 0 on the same day, negative when `bis` lies before. */
export function tageZwischen(von: LocalDate, bis: LocalDate): number {
  return plain(von).until(plain(bis), { largestUnit: 'day' }).days;
}

/** Day of the week as ISO counts: 1 = Monday … 7 = Sunday. */
export function wochentag(tag: LocalDate): number {
  return plain(tag).dayOfWeek;
}

/** The calendar day an instant (milliseconds since 1970 UTC) falls on in a time zone. */
export function localDateOf(epochMs: number, zone: string): LocalDate {
  return brand(Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate());
}

function plain(tag: LocalDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(tag);
}

function brand(day: Temporal.PlainDate): LocalDate {
  // outside of 0000…9999 the text would grow a sign and no longer sort
  if (day.year < 0 || day.year > 9999) throw new RangeError(`year out of range: ${day.year}`);
  return day.toString() as LocalDate;
}
