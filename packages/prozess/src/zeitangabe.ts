const DAUER = /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;
const ZEITPUNKT =
  /^((\d{4})-(\d{2})-(\d{2})(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?)(?:(?<=T.*)(?:\[([\w/+-]+)\]|@([\w/+-]+)))?$/;

/** A duration by ISO 8601 that is not negative, e.g. `P14D` or `PT2H`. */
export function istIsoDauer(text: string): boolean {
  return text.length <= 64 && DAUER.test(text);
}

/**
 * A date, or date and time, by ISO 8601 with an optional offset and zone, e.g. `2026-05-15` or `2026-05-15T12:00:00+02:00`.
 * A zone stands in brackets, or after an `@` as FEEL writes it; the answer has it in brackets. Undefined: it is none.
 */
export function leseZeitpunkt(text: string): string | undefined {
  const [, iso, jahr, monat, tag, zone1, zone2] = (text.length <= 96 && ZEITPUNKT.exec(text)) || [];
  const probe = new Date(Date.UTC(Number(jahr), Number(monat) - 1, Number(tag)));
  if (iso === undefined || probe.getUTCMonth() !== Number(monat) - 1 || probe.getUTCDate() !== Number(tag))
    return undefined;
  const zone = zone1 ?? zone2;
  if (zone === undefined) return iso;
  return istZeitzone(zone) ? `${iso}[${zone}]` : undefined;
}

function istZeitzone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('de', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A repetition by ISO 8601: `R3/P1D` three times, `R/P1D` for ever. Without a beginning: it counts from when it is waited for. */
export function leseZyklus(text: string): { dauer: string; anzahl?: number } | undefined {
  const [, zahl, dauer] = /^R(\d{0,5})\/(P.*)$/.exec(text) ?? [];
  if (dauer === undefined || !istIsoDauer(dauer) || !/[1-9]/.test(dauer) || zahl === '0') return undefined;
  return { dauer, ...(zahl ? { anzahl: Number(zahl) } : {}) };
}
