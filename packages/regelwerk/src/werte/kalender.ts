import { Temporal } from 'temporal-polyfill';
import { type MonatsDauer, monate, sekunden, type Wert, Zahl, type ZeitDauer, type Zeitpunkt } from './wert.ts';

const DATUM = /^-?\d{4,6}-\d{2}-\d{2}$/;
const UHRZEIT = /^\d{2}:\d{2}:\d{2}(\.\d{1,9})?$/;
const VERSATZ = /(Z|[+-]\d{2}:\d{2})$/;
const DAUER =
  /^(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,12})D)?(T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?$/;

const versuche = <T>(tue: () => T): T | null => {
  try {
    return tue();
  } catch (fehler) {
    if (fehler instanceof RangeError) return null;
    throw fehler;
  }
};

/** `2026-02-29` → null: a day that is not in the calendar is no date. Years as in XML Schema, four digits at least. */
export function leseDatum(text: string): Temporal.PlainDate | null {
  const erweitert = text.replace(
    /^(-?)(\d{5,6})-/,
    (_, minus: string, jahr: string) => `${minus || '+'}${jahr.padStart(6, '0')}-`,
  );
  const iso = erweitert.replace(/^-(\d{4})-/, '-00$1-');
  return DATUM.test(text) ? versuche(() => Temporal.PlainDate.from(iso, { overflow: 'reject' })) : null;
}

/** Local time of day. Times with an offset are not supported yet and answer null. */
export function leseUhrzeit(text: string): Temporal.PlainTime | null {
  return UHRZEIT.test(text) ? versuche(() => Temporal.PlainTime.from(text, { overflow: 'reject' })) : null;
}

/** Local (`...T10:00:00`), with offset (`+02:00`, `Z`) or with zone (`@Europe/Berlin`). A bare date is its midnight. */
export function leseZeitpunkt(text: string): Zeitpunkt | null {
  const [vorn, zone] = text.split('@', 2);
  const [tag, zeit] = (vorn ?? '').split('T', 2);
  const datum = leseDatum(tag ?? '');
  if (!datum) return null;
  const versatz = VERSATZ.exec(zeit ?? '')?.[0];
  const uhr =
    zeit === undefined ? new Temporal.PlainTime() : leseUhrzeit(versatz ? zeit.slice(0, -versatz.length) : zeit);
  if (!uhr || (versatz && zone)) return null;
  const lokal = datum.toPlainDateTime(uhr);
  const ort = zone ?? (versatz === 'Z' ? 'UTC' : versatz);
  return ort === undefined ? lokal : versuche(() => lokal.toZonedDateTime(ort));
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
    .plus(s ?? 0);
  return sekunden(summe.times(vorzeichen));
}

/** What `@"..."` stands for: the first calendar kind whose form the text has. */
export function leseKalender(text: string): Wert {
  return leseDatum(text) ?? leseUhrzeit(text) ?? leseDauer(text) ?? leseZeitpunkt(text);
}

export function dauerText(d: MonatsDauer | ZeitDauer): string {
  const betrag = d.art === 'monate' ? new Zahl(d.monate).abs() : d.sekunden.abs();
  const minus = (d.art === 'monate' ? d.monate < 0 : d.sekunden.isNegative()) && !betrag.isZero() ? '-' : '';
  const teil = (n: InstanceType<typeof Zahl>, zeichen: string) => (n.isZero() ? '' : `${n.toFixed()}${zeichen}`);
  if (d.art === 'monate') {
    return `${minus}P${teil(betrag.divToInt(12), 'Y')}${teil(betrag.mod(12), 'M')}`.replace(/P$/, 'P0M');
  }
  const tage = teil(betrag.divToInt(86400), 'D');
  const zeit = `${teil(betrag.mod(86400).divToInt(3600), 'H')}${teil(betrag.mod(3600).divToInt(60), 'M')}${teil(betrag.mod(60), 'S')}`;
  return `${minus}P${tage}${zeit && `T${zeit}`}`.replace(/P$/, 'PT0S');
}

/** ISO text as FEEL writes it. */
export function zeitpunktText(z: Zeitpunkt): string {
  if (z instanceof Temporal.PlainDateTime) return z.toString();
  if (z.timeZoneId === 'UTC') return `${z.toPlainDateTime().toString()}Z`;
  return `${z.toPlainDateTime().toString()}${/^[+-]/.test(z.timeZoneId) ? '' : '@'}${z.timeZoneId}`;
}

/** Whole months from one day to another, cut towards zero (DMN 1.5, "years and months duration"). */
export function monateZwischen(von: Temporal.PlainDate, bis: Temporal.PlainDate): number {
  return von.until(bis, { largestUnit: 'months' }).months;
}
