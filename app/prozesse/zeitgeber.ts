import type { Faelligkeit } from '@rathausverbund/prozess';
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
 * beginning there, a time without an offset is one of its clocks. What repeats comes at the next of its instants still to come:
 * those missed meanwhile are over.
 */
export function dueAt(faellig: Faelligkeit, jetzt: number): number {
  if ('zeitpunkt' in faellig) return Math.min(zeitpunkt(faellig.zeitpunkt), NIE);
  const { dauer, ab } = faellig;
  return Math.min(ab === undefined ? spaeter(dauer, jetzt, 1) : naechster(dauer, zeitpunkt(ab), jetzt), NIE);
}

/** The first `ab` + n × `dauer` (n ≥ 1) after now: doubled until it is beyond, then halved between. */
function naechster(dauer: string, ab: number, jetzt: number): number {
  let bis = 1;
  while (spaeter(dauer, ab, bis) <= jetzt) bis *= 2;
  for (let von = bis / 2; bis - von > 1; ) {
    const mitte = Math.floor((von + bis) / 2);
    if (spaeter(dauer, ab, mitte) <= jetzt) von = mitte;
    else bis = mitte;
  }
  return spaeter(dauer, ab, bis);
}

/** `mal` durations later; each counted from the beginning, so that no day without its hour and no short month moves the next. */
function spaeter(text: string, ab: number, mal: number): number {
  const beginn = Temporal.Instant.fromEpochMilliseconds(ab).toZonedDateTimeISO(BERLIN);
  try {
    const { years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds } =
      Temporal.Duration.from(text);
    const teile = { years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds };
    const alle = Object.fromEntries(Object.entries(teile).map(([name, zahl]) => [name, zahl * mal]));
    return beginn.add(alle).epochMilliseconds;
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

/**
 * Ends a timer inside the transaction of its step.
 * @returns for when it was set (ISO), however often it was tried; undefined when the lease was lost: the caller must roll back
 */
export async function verbrauche(tx: Tx, z: Zeitgeber): Promise<string | undefined> {
  const zeile = await tx.eine<{ am: number }>(
    `delete from prozesse.zeitgeber where koerperschaft = $1 and vorgang = $2 and schritt = $3 and fence = $4
     returning round(extract(epoch from coalesce(termin, faellig)) * 1000)::float8 as am`,
    [z.koerperschaft, z.vorgang, z.schritt, z.fence],
  );
  return zeile && new Date(zeile.am).toISOString();
}

/** A timer that had been given up is tried again at once. @returns false when none rests at this step */
export const wecke = async (tx: Tx, z: Stelle, jetzt: number): Promise<boolean> =>
  (await tx.fuehreAus(
    `update prozesse.zeitgeber set ruht = false, versuche = 0, termin = coalesce(termin, faellig), faellig = to_timestamp($4 / 1000.0)
     where koerperschaft = $1 and vorgang = $2 and schritt = $3 and ruht`,
    [z.koerperschaft, z.vorgang, z.schritt, jetzt],
  )) === 1;
