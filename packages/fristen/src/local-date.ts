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
  return dayOf(epochOf(tag) + tage * TAG_MS);
}

/** The same number of day `monate` months later; the last day of the month where that number is missing (BGB § 188 (3)). */
export function addMonths(tag: LocalDate, monate: number): LocalDate {
  return brand(plain(tag).add({ months: monate }, { overflow: 'constrain' }));
}

/** Days from `von` to `bis`; 0 on the same day, negative when `bis` lies before. */
export function tageZwischen(von: LocalDate, bis: LocalDate): number {
  return (epochOf(bis) - epochOf(von)) / TAG_MS;
}

/** Day of the week as ISO counts: 1 = Monday … 7 = Sunday. */
export function wochentag(tag: LocalDate): number {
  return plain(tag).dayOfWeek;
}

/** The calendar day an instant (milliseconds since 1970 UTC) falls on in a time zone. */
export function localDateOf(epochMs: number, zone: string): LocalDate {
  // the host's own calendar is far quicker; before 1970 zones had odd offsets and the texts eras
  if (epochMs < 0 || epochMs >= JAHR_10000)
    return brand(Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate());
  const teile: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of kalenderOf(zone).formatToParts(epochMs)) teile[type] = value;
  return `${teile.year}-${teile.month}-${teile.day}` as LocalDate;
}

const kalender = new Map<string, Intl.DateTimeFormat>();

function kalenderOf(zone: string): Intl.DateTimeFormat {
  let k = kalender.get(zone);
  if (!k) {
    const form = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    k = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone: zone, ...form });
    kalender.set(zone, k);
  }
  return k;
}

const TAG_MS = 86_400_000;
/** one day early: no zone is further ahead of UTC */
const JAHR_10000 = Date.UTC(9999, 11, 31);

/** Midnight UTC of the day: days have no zone, so this counts them. */
const epochOf = (tag: LocalDate): number => Date.parse(`${tag}T00:00:00Z`);

function dayOf(epochMs: number): LocalDate {
  const text = new Date(epochMs).toISOString();
  // outside of 0000…9999 the text grows a sign and no longer sorts
  if (text.length !== 24) throw new RangeError(`year out of range: ${text}`);
  return text.slice(0, 10) as LocalDate;
}

function plain(tag: LocalDate): Temporal.PlainDate {
  return Temporal.PlainDate.from(tag);
}

function brand(day: Temporal.PlainDate): LocalDate {
  // outside of 0000…9999 the text would grow a sign and no longer sort
  if (day.year < 0 || day.year > 9999) throw new RangeError(`year out of range: ${day.year}`);
  return day.toString() as LocalDate;
}
