import { addDays, istWerktag, type LocalDate, localDateOf } from '@rathausverbund/fristen';
import { Temporal } from 'temporal-polyfill';

const BERLIN = 'Europe/Berlin';
const STUNDE_MS = 3_600_000;

/** Instant of a local time there, ms since 1970. */
export const at = (tag: LocalDate, uhrzeit: string): number =>
  Temporal.PlainDateTime.from(`${tag}T${uhrzeit}`).toZonedDateTime(BERLIN).epochMilliseconds;

/**
 * When a case of the demo came in: so many working days ago at this time, at least an hour ago. `tag` is the day on which that was, shortly
 * after midnight the day before.
 */
export function beginnOf(f: { vorTagen: number; uhrzeit: string }, jetzt: number): { start: number; tag: LocalDate } {
  const geplant = at(werktageZurueck(localDateOf(jetzt, BERLIN), f.vorTagen), f.uhrzeit);
  const start = Math.min(geplant, jetzt - STUNDE_MS);
  return { start, tag: localDateOf(start, BERLIN) };
}

function werktageZurueck(heute: LocalDate, n: number): LocalDate {
  let tag = heute;
  for (let i = 0; i < n; ) {
    tag = addDays(tag, -1);
    if (istWerktag(tag)) i++;
  }
  return tag;
}
