import { Temporal } from 'temporal-polyfill';
import type { Tx } from '../base/index.ts';

interface Stelle {
  koerperschaft: string;
  vorgang: string;
  schritt: number;
}

/** A timer that fell due and is this worker's until its lease ends. */
export interface Zeitgeber extends Stelle {
  versuche: number;
  fence: number;
}

const BERLIN = 'Europe/Berlin';
/** beyond what calendars and the database can say: never */
const NIE = Date.UTC(9999, 0);

/**
 * Due instant: a duration counts in calendar units of Europe/Berlin, so that 14 days stay 14 days across DST; a day is its
 * beginning there, a time without an offset is one of its clocks.
 */
export function dueAt(faellig: { dauer: string } | { zeitpunkt: string }, jetzt: number): number {
  return Math.min('dauer' in faellig ? dauer(faellig.dauer, jetzt) : zeitpunkt(faellig.zeitpunkt), NIE);
}

function dauer(text: string, ab: number): number {
  const beginn = Temporal.Instant.fromEpochMilliseconds(ab).toZonedDateTimeISO(BERLIN);
  try {
    return beginn.add(Temporal.Duration.from(text)).epochMilliseconds;
  } catch (fehler) {
    // the process has looked at the text: only its size can be wrong
    if (fehler instanceof RangeError) return NIE;
    throw fehler;
  }
}

function zeitpunkt(text: string): number {
  if (text.endsWith(']')) return Temporal.ZonedDateTime.from(text, { offset: 'prefer' }).epochMilliseconds;
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
  return Temporal.PlainDateTime.from(text).toZonedDateTime(BERLIN).epochMilliseconds;
}

/** Ends a timer inside the transaction of its step. @returns false when the lease was lost: the caller must roll back */
export const verbrauche = async (tx: Tx, z: Zeitgeber): Promise<boolean> =>
  (await tx.fuehreAus(
    'delete from prozesse.zeitgeber where koerperschaft = $1 and vorgang = $2 and schritt = $3 and fence = $4',
    [z.koerperschaft, z.vorgang, z.schritt, z.fence],
  )) === 1;

/** A timer that had been given up is tried again at once. @returns false when none rests at this step */
export const wecke = async (tx: Tx, z: Stelle, jetzt: number): Promise<boolean> =>
  (await tx.fuehreAus(
    `update prozesse.zeitgeber set ruht = false, versuche = 0, faellig = to_timestamp($4 / 1000.0)
     where koerperschaft = $1 and vorgang = $2 and schritt = $3 and ruht`,
    [z.koerperschaft, z.vorgang, z.schritt, jetzt],
  )) === 1;
