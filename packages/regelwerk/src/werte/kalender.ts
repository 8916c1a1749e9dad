import { Temporal } from 'temporal-polyfill';
import { versatzText } from './kalendertext.ts';
import {
  type MonatsDauer,
  monate,
  sekunden,
  type Uhrzeit,
  Zahl,
  type ZeitDauer,
  type Zeitpunkt,
  type ZonenZeit,
} from './wert.ts';

// years as in XML Schema: four digits at least, no zero in front of more
export const DATUM = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d{2}-\d{2})$/;
const UHRZEIT = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?$/;
/** As in XML Schema the end of a day, which is the beginning of the next. */
const TAGESENDE = /^24:00:00(?:\.0{1,9})?$/;
const VERSATZ = /^(.*\d)([Zz]|[+-]\d{2}:\d{2}(?::\d{2})?)$/;
const DAUER =
  /^(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,12})D)?(T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{0,9})?)S)?)?$/;
const HOECHSTVERSATZ = 18 * 3600;

/** Runs what Temporal refuses by an exception; null instead. */
export function versuche<T>(tue: () => T): T | null {
  try {
    return tue();
  } catch (fehler) {
    if (fehler instanceof RangeError && !/call stack/i.test(fehler.message)) return null;
    throw fehler;
  }
}

/** `2026-02-29` → null: a day that is not in the calendar is no date. Years from -271821 to 275760. */
export function leseDatum(text: string): Temporal.PlainDate | null {
  const m = DATUM.exec(text);
  if (!m) return null;
  const [, minus, jahr = '', rest] = m;
  if (jahr.length > 6) return null;
  const iso = minus === '' && jahr.length === 4 ? text : `${minus || '+'}${jahr.padStart(6, '0')}-${rest}`;
  return versuche(() => Temporal.PlainDate.from(iso, { overflow: 'reject' }));
}

const leseLokal = (text: string): Temporal.PlainTime | null => {
  const zeit = text.replace(TAGESENDE, '00:00:00');
  return UHRZEIT.test(zeit) ? versuche(() => Temporal.PlainTime.from(zeit, { overflow: 'reject' })) : null;
};

/** A time zone of the IANA data base by its exact name. */
export const istZone = (name: string): boolean =>
  /^[A-Za-z]/.test(name) && versuche(() => new Temporal.ZonedDateTime(0n, name))?.timeZoneId === name;

/** `+02:00` → 7200. */
function leseVersatz(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const [h = 0, m = 0, s = 0] = text.slice(1).split(':').map(Number);
  const betrag = h * 3600 + m * 60 + s;
  return m > 59 || s > 59 || betrag > HOECHSTVERSATZ ? null : text.startsWith('-') ? -betrag : betrag;
}

/** Splits `10:00:00+02:00` and `10:00:00@Europe/Berlin`; null where the second part is not one. */
function teile(text: string): { vorn: string; versatz: number | null; zone: string | null } | null {
  const at = text.indexOf('@');
  if (at >= 0) {
    const zone = text.slice(at + 1);
    return istZone(zone) ? { vorn: text.slice(0, at), versatz: null, zone } : null;
  }
  const m = VERSATZ.exec(text);
  if (!m || !text.includes(':')) return { vorn: text, versatz: null, zone: null };
  const versatz = leseVersatz(m[2] ?? '');
  return versatz === null ? null : { vorn: m[1] ?? '', versatz, zone: null };
}

/** A time of day: local, with an offset (`+02:00`, `Z`) or with a zone (`@Europe/Berlin`). */
export function leseUhrzeit(text: string): Uhrzeit | null {
  const t = teile(text);
  const zeit = t && leseLokal(t.vorn);
  return zeit && uhrzeit(zeit, t.versatz, t.zone);
}

export const uhrzeit = (zeit: Temporal.PlainTime, versatz: number | null, zone: string | null = null): Uhrzeit =>
  versatz === null && zone === null ? zeit : { art: 'zonenzeit', zeit, versatz, zone };

/** Name of a fixed offset as Temporal takes it; null with seconds, which it does not know. */
function versatzZone(versatz: number): string | null {
  if (versatz === 0) return 'UTC';
  return versatz % 60 === 0 ? versatzText(versatz) : null;
}

/** Local, with offset or with zone. A bare date is its midnight; as in XML Schema it may have an offset, too. */
export function leseZeitpunkt(text: string): Zeitpunkt | null {
  const [tag = '', zeit = ''] = text
    .replace(/^([^T:]*-\d{2})([Zz]|[+-]\d{2}:\d{2})?$/, '$1T00:00:00$2')
    .split(/T(.*)/s, 2);
  const [datum, uhr] = [leseDatum(tag), leseUhrzeit(zeit)];
  if (!datum || !uhr) return null;
  const amTag = zeit.startsWith('24:') ? versuche(() => datum.add({ days: 1 })) : datum;
  return amTag && zeitpunkt(amTag, uhr);
}

/** A day and a time of day together, with the offset or zone of the time. */
export function zeitpunkt(tag: Temporal.PlainDate, zeit: Uhrzeit): Zeitpunkt | null {
  return versuche(() => {
    if (zeit instanceof Temporal.PlainTime) return tag.toPlainDateTime(zeit);
    const timeZone = zeit.zone ?? versatzZone(zeit.versatz ?? 0);
    return timeZone === null ? null : tag.toPlainDateTime(zeit.zeit).toZonedDateTime(timeZone);
  });
}

/** Time of day of a point in time, with its offset or zone. */
export function uhrzeitVon(z: Zeitpunkt): Uhrzeit {
  if (z instanceof Temporal.PlainDateTime) return z.toPlainTime();
  const fest = z.timeZoneId === 'UTC' || /^[+-]/.test(z.timeZoneId);
  return fest
    ? uhrzeit(z.toPlainTime(), Math.round(z.offsetNanoseconds / 1e9))
    : uhrzeit(z.toPlainTime(), null, z.timeZoneId);
}

/** Offset of a time of day in seconds; a zone counts with its standard offset, as the day is not known. */
export function versatzVon(z: ZonenZeit): number {
  if (z.versatz !== null) return z.versatz;
  const zone = z.zone ?? 'UTC';
  const am = (monat: number) =>
    new Temporal.PlainDate(2001, monat, 1).toZonedDateTime({ timeZone: zone }).offsetNanoseconds / 1e9;
  return Math.min(am(1), am(7));
}

/** `P1Y6M` → months; `P3DT4H` → seconds; a mix of both is no FEEL duration. */
export function leseDauer(text: string): MonatsDauer | ZeitDauer | null {
  const m = DAUER.exec(text);
  if (!m || /[PT]$/.test(text)) return null;
  const [, minus, jahre, mon, tage, zeit, h, min, s] = m;
  const vorzeichen = minus ? -1 : 1;
  const mitMonaten = jahre !== undefined || mon !== undefined;
  if (mitMonaten && (tage !== undefined || zeit !== undefined)) return null;
  if (mitMonaten) return monate(vorzeichen * (Number(jahre ?? 0) * 12 + Number(mon ?? 0)));
  const summe = new Zahl(tage ?? 0)
    .times(86400)
    .plus(new Zahl(h ?? 0).times(3600))
    .plus(new Zahl(min ?? 0).times(60))
    .plus(s?.replace(/\.$/, '') ?? 0);
  return sekunden(summe.times(vorzeichen));
}

/** A day by its numbers, in whatever year. */
type Tageszahl = { readonly jahr: number; readonly monat: number; readonly tag: number };

/** Whole months from one day to another, cut towards zero (DMN 1.5, "years and months duration"). */
export function monateZwischen(von: Tageszahl, bis: Tageszahl): number {
  const monate = (bis.jahr - von.jahr) * 12 + bis.monat - von.monat;
  if (monate > 0 && bis.tag < von.tag) return monate - 1;
  return monate < 0 && bis.tag > von.tag ? monate + 1 : monate;
}
