import { leseFernenZeitpunkt, leseFernesDatum } from './fern.ts';
import { leseDatum, leseDauer, leseUhrzeit, leseZeitpunkt } from './kalender.ts';
import { datumText, dauerText, fernText, uhrzeitText, zeitpunktText } from './kalendertext.ts';
import { Abbruch, fange, neuerLauf, verbrauche } from './lauf.ts';
import type { Json } from './spur.ts';
import { basisname } from './typ.ts';
import {
  artVon,
  artwort,
  istDatum,
  istFern,
  istFunktion,
  istKontext,
  istListe,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZahl,
  istZeitpunkt,
  type Lauf,
  type Wert,
  Zahl,
} from './wert.ts';

export type GelesenerWert = { ok: true; wert: Wert } | { ok: false; code: string; meldung: string };

const TIEFE = 100;

const zeitpunktAus = (text: string): Wert => leseZeitpunkt(text) ?? leseFernenZeitpunkt(text);

/** Reads texts of one type; what a type does not list here has no text form in JSON. */
const AUS_TEXT: Record<string, (text: string) => Wert> = {
  string: (t) => t,
  number: (t) => (/^-?\d{1,40}(\.\d{1,40})?$/.test(t) ? new Zahl(t).toSignificantDigits(34) : null),
  date: (t) => leseDatum(t) ?? leseFernesDatum(t),
  time: leseUhrzeit,
  'date and time': zeitpunktAus,
  dateTime: zeitpunktAus,
  'years and months duration': (t) => (istMonate(leseDauer(t)) ? leseDauer(t) : null),
  yearMonthDuration: (t) => (istMonate(leseDauer(t)) ? leseDauer(t) : null),
  'days and time duration': (t) => (istSekunden(leseDauer(t)) ? leseDauer(t) : null),
  dayTimeDuration: (t) => (istSekunden(leseDauer(t)) ? leseDauer(t) : null),
};

/**
 * Plain JSON into a FEEL value. Numbers become exact decimals by their shortest decimal form. Texts stay texts unless
 * `typ` (a FEEL type name such as `date` or `number`) says what they are: a date never appears by guessing.
 * Refuses texts that are not of the type, non-finite numbers, and anything that is not JSON; names the kind, never the value.
 */
export function fromJson(json: unknown, typ?: string): GelesenerWert {
  const wert = lese(json, typ, 0);
  if (wert === undefined) return { ok: false, code: 'kein-wert', meldung: 'Die Angabe ist kein lesbarer Wert.' };
  if (typ !== undefined && typ !== 'Any' && (wert === null ? typeof json === 'string' : !vomTyp(wert, typ))) {
    return {
      ok: false,
      code: 'falscher-typ',
      meldung: `Die Angabe (${artwort(wert ?? '')}) ist kein Wert vom Typ ${typ}.`,
    };
  }
  return { ok: true, wert };
}

const vomTyp = (wert: Wert, typ: string): boolean => artVon(wert) === (basisname(typ) ?? typ);

function lese(json: unknown, typ: string | undefined, tiefe: number): Wert | undefined {
  if (json === null || json === undefined) return null;
  if (typeof json === 'boolean') return json;
  if (typeof json === 'number') return Number.isFinite(json) ? new Zahl(json) : undefined;
  if (typeof json === 'string') return typ === undefined || typ === 'Any' ? json : (AUS_TEXT[typ]?.(json) ?? null);
  if (typeof json !== 'object' || tiefe > TIEFE) return undefined;
  if (Array.isArray(json)) {
    const liste = json.map((teil: unknown) => lese(teil, undefined, tiefe + 1));
    return liste.some((w) => w === undefined) ? undefined : liste.map((w) => w ?? null);
  }
  const kontext = new Map<string, Wert>();
  for (const [name, teil] of Object.entries(json)) {
    const wert = lese(teil, undefined, tiefe + 1);
    if (wert === undefined) return undefined;
    kontext.set(name, wert);
  }
  return kontext;
}

/** An integer below 10^7 lies in one word of decimal.js and needs no text in between; null for every other number. */
const kleineZahl = ({ d, e, s }: InstanceType<typeof Zahl>): number | null =>
  d?.length === 1 && e >= 0 && e < 7 ? s * (d[0] ?? 0) + 0 : null;

/**
 * A FEEL value as plain JSON. A number is always a JSON number, so that the next expression finds a number again: the
 * same value with up to 15 digits, else the nearest float (1/3 is 0.3333333333333333). Dates, times and durations are ISO
 * texts, ranges objects `{von, bis, vonInklusive, bisInklusive}`; a function has no JSON form and becomes null. Refused are numbers
 * beyond ±2^53 that a float cannot hold, and what has too many parts: written out, parts that hold each other many times over have
 * no end.
 */
export function toJson(wert: Wert): { ok: true; wert: Json } | { ok: false; code: string; meldung: string } {
  return fange(() => schreibe(wert, neuerLauf()));
}

/** Rounding behind the point is what a division does anyway; wrong digits in front of it would be a wrong number. */
function zahl(wert: InstanceType<typeof Zahl>): number {
  const n = wert.toNumber();
  if (Math.abs(n) <= Number.MAX_SAFE_INTEGER || (Number.isFinite(n) && new Zahl(n).equals(wert))) return n + 0;
  throw new Abbruch('zahl-zu-gross', 'Die Zahl ist zu groß, um genau gespeichert zu werden.');
}

function schreibe(wert: Wert, lauf: Lauf): Json {
  if (wert === null || typeof wert === 'boolean' || typeof wert === 'string') return wert;
  if (istZahl(wert)) {
    const klein = kleineZahl(wert);
    if (klein !== null) return klein;
    return zahl(wert);
  }
  if (istListe(wert)) {
    verbrauche(lauf, wert.length);
    return wert.map((teil) => schreibe(teil, lauf));
  }
  if (istKontext(wert)) {
    verbrauche(lauf, wert.size);
    return Object.fromEntries([...wert].map(([name, w]) => [name, schreibe(w, lauf)]));
  }
  if (istMonate(wert) || istSekunden(wert)) return dauerText(wert);
  if (istZeitpunkt(wert)) return zeitpunktText(wert);
  if (istDatum(wert)) return datumText(wert);
  if (istUhrzeit(wert)) return uhrzeitText(wert);
  if (istFern(wert)) return fernText(wert);
  if (istFunktion(wert)) return null;
  const { vonInklusive, bisInklusive } = wert;
  verbrauche(lauf, 2);
  return { von: schreibe(wert.von, lauf), bis: schreibe(wert.bis, lauf), vonInklusive, bisInklusive };
}
