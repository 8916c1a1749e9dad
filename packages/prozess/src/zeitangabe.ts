const DAUER = /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;
const ZEITPUNKT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?(?:\[[\w/+-]+\])?)?$/;

/** A duration by ISO 8601 that is not negative, e.g. `P14D` or `PT2H`. */
export function istIsoDauer(text: string): boolean {
  return text.length <= 64 && DAUER.test(text);
}

/** A date, or date and time, by ISO 8601 with an optional offset and zone, e.g. `2026-05-15` or `2026-05-15T12:00:00+02:00`. */
export function istIsoZeitpunkt(text: string): boolean {
  const teile = ZEITPUNKT.exec(text);
  if (!teile) return false;
  const [jahr, monat, tag] = teile.slice(1, 4).map(Number);
  if (jahr === undefined || monat === undefined || tag === undefined) return false;
  const probe = new Date(Date.UTC(jahr, monat - 1, tag));
  return probe.getUTCMonth() === monat - 1 && probe.getUTCDate() === tag;
}

/** A repetition by ISO 8601: `R3/P1D` three times, `R/P1D` for ever. Without a beginning: it counts from when it is waited for. */
export function leseZyklus(text: string): { dauer: string; anzahl?: number } | undefined {
  const [, zahl, dauer] = /^R(\d{0,5})\/(P.*)$/.exec(text) ?? [];
  if (dauer === undefined || !istIsoDauer(dauer) || !/[1-9]/.test(dauer) || zahl === '0') return undefined;
  return { dauer, ...(zahl ? { anzahl: Number(zahl) } : {}) };
}
