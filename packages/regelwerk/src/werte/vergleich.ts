import { Temporal } from 'temporal-polyfill';
import { alsFern, tageszahl } from './fern.ts';
import { uhrzeit, versatzVon } from './kalender.ts';
import { verbrauche } from './lauf.ts';
import {
  type Bereich,
  type Fern,
  istBereich,
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
  type Uhrzeit,
  type Wert,
  type Zeitpunkt,
} from './wert.ts';

/** Characters of a text that are compared in one step. */
const JE_SCHRITT = 1_000;

/** Order of two values of one kind (-1, 0, 1); null when they have none (different kinds, null, lists). */
export function vergleiche(a: Wert, b: Wert, lauf: Lauf): number | null {
  if (istZahl(a) && istZahl(b)) return a.comparedTo(b);
  if (typeof a === 'string' && typeof b === 'string') {
    verbrauche(lauf, Math.min(a.length, b.length) / JE_SCHRITT);
    return nachZeichen(a, b);
  }
  if (istDatum(a) && istDatum(b)) return Temporal.PlainDate.compare(a, b);
  if (istUhrzeit(a) && istUhrzeit(b)) return uhrzeiten(a, b);
  if (istZeitpunkt(a) && istZeitpunkt(b)) return zeitpunkte(a, b);
  if (istMonate(a) && istMonate(b)) return Math.sign(a.monate - b.monate);
  if (istSekunden(a) && istSekunden(b)) return a.sekunden.comparedTo(b.sekunden);
  if (istFern(a) || istFern(b)) return ferne(a, b);
  return null;
}

/** In UTC where both have an offset, as times of day are. */
function ferne(a: Wert, b: Wert): number | null {
  const [x, y] = [inFerne(a), inFerne(b)];
  if (x === null || y === null) return null;
  const tage = Math.sign(tageszahl(x) - tageszahl(y));
  if (x.zeit === null || y.zeit === null) return x.zeit === y.zeit ? tage : null;
  if (istOrtszeit(x.zeit) || istOrtszeit(y.zeit)) return tage || uhrzeiten(x.zeit, y.zeit);
  const abstand = BigInt(tageszahl(x) - tageszahl(y)) * NANO_JE_TAG + BigInt(inUtc(x.zeit) - inUtc(y.zeit));
  return abstand === 0n ? 0 : abstand < 0n ? -1 : 1;
}
const NANO_JE_TAG = 86_400_000_000_000n;

function inFerne(w: Wert): Fern | null {
  if (istFern(w)) return w;
  if (istDatum(w)) return alsFern(w, null);
  if (!istZeitpunkt(w)) return null;
  // with its offset on that day, which the name of a zone alone does not tell
  const zeit = istOhneZone(w) ? w.toPlainTime() : uhrzeit(w.toPlainTime(), Math.round(w.offsetNanoseconds / 1e9));
  return alsFern(w, zeit);
}

// by code point, not by UTF-16 unit, and never by locale: the same order on every machine
function nachZeichen(a: string, b: string): number {
  const ende = Math.min(a.length, b.length);
  let i = 0;
  while (i < ende && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  return i < ende ? Math.sign(rang(a.charCodeAt(i)) - rang(b.charCodeAt(i))) : Math.sign(a.length - b.length);
}

/** Halves of characters beyond the first plane stand behind all others, as their code points do. */
const rang = (einheit: number): number => (einheit < 0xd800 || einheit > 0xdfff ? einheit : einheit + 0x10000);

/** In UTC where both have an offset; one without takes that of the other (DMN 1.5, table 54). */
function uhrzeiten(a: Uhrzeit, b: Uhrzeit): number {
  if (istOrtszeit(a) || istOrtszeit(b)) return Temporal.PlainTime.compare(ortszeit(a), ortszeit(b));
  return Math.sign(inUtc(a) - inUtc(b));
}
const istOrtszeit = (z: Uhrzeit): z is Temporal.PlainTime => z instanceof Temporal.PlainTime;
const ortszeit = (z: Uhrzeit): Temporal.PlainTime => (istOrtszeit(z) ? z : z.zeit);

/** Nanoseconds since midnight UTC: exact, as a day has fewer than 2^53 of them. */
function inUtc(z: Exclude<Uhrzeit, Temporal.PlainTime>): number {
  const { hour, minute, second, millisecond, microsecond, nanosecond } = z.zeit;
  const ganze = hour * 3600 + minute * 60 + second - versatzVon(z);
  return ganze * 1e9 + millisecond * 1e6 + microsecond * 1e3 + nanosecond;
}

function zeitpunkte(a: Zeitpunkt, b: Zeitpunkt): number {
  if (!istOhneZone(a) && !istOhneZone(b)) return Temporal.ZonedDateTime.compare(a, b);
  return Temporal.PlainDateTime.compare(
    istOhneZone(a) ? a : a.toPlainDateTime(),
    istOhneZone(b) ? b : b.toPlainDateTime(),
  );
}
const istOhneZone = (z: Zeitpunkt): z is Temporal.PlainDateTime => z instanceof Temporal.PlainDateTime;

/**
 * Equality of FEEL; null when the kinds differ, so that a wrong type is neither true nor false. Every pair of parts is charged:
 * values may hold the same part many times over, and walking them all could take for ever.
 */
export function gleich(a: Wert, b: Wert, lauf: Lauf): boolean | null {
  if (a === null || b === null) return a === b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  if (typeof a === 'string' && typeof b === 'string') {
    if (a.length !== b.length) return false;
    verbrauche(lauf, a.length / JE_SCHRITT);
    return a === b;
  }
  if (istListe(a) && istListe(b)) {
    if (a.length !== b.length) return false;
    verbrauche(lauf, a.length);
    return alle(a.map((x, i) => gleich(x, b[i] ?? null, lauf)));
  }
  if (istKontext(a) && istKontext(b)) {
    if (a.size !== b.size) return false;
    verbrauche(lauf, a.size);
    return alle([...a].map(([name, x]) => (b.has(name) ? gleich(x, b.get(name) ?? null, lauf) : false)));
  }
  if (istBereich(a) && istBereich(b)) {
    if (a.zeichen !== b.zeichen || a.vonInklusive !== b.vonInklusive || a.bisInklusive !== b.bisInklusive) return false;
    verbrauche(lauf, 2);
    return alle([gleich(a.von, b.von, lauf), gleich(a.bis, b.bis, lauf)]);
  }
  if (istFunktion(a) && istFunktion(b)) return a === b;
  // times are equal to the second (DMN 1.5, table 53: their value is a whole number of seconds), never one with an offset and one without
  if (istUhrzeit(a) && istUhrzeit(b))
    return istOrtszeit(a) === istOrtszeit(b) && uhrzeiten(aufSekunde(a), aufSekunde(b)) === 0;
  if (istZeitpunkt(a) && istZeitpunkt(b))
    return istOhneZone(a) === istOhneZone(b) && zeitpunkte(ganzeSekunde(a), ganzeSekunde(b)) === 0;
  const ordnung = vergleiche(a, b, lauf);
  return ordnung === null ? null : ordnung === 0;
}

const GANZE = { smallestUnit: 'second', roundingMode: 'floor' } as const;
const aufSekunde = (z: Uhrzeit): Uhrzeit =>
  z instanceof Temporal.PlainTime ? z.round(GANZE) : { ...z, zeit: z.zeit.round(GANZE) };
const ganzeSekunde = (z: Zeitpunkt): Zeitpunkt =>
  z instanceof Temporal.PlainDateTime ? z.round(GANZE) : z.round(GANZE);

function alle(teile: readonly (boolean | null)[]): boolean | null {
  if (teile.includes(false)) return false;
  return teile.includes(null) ? null : true;
}

/** Is the value inside the range? null when it cannot be compared with its ends. */
export function inBereich(w: Wert, b: Bereich, lauf: Lauf): boolean | null {
  if (b.zeichen === '=') return gleich(w, b.von, lauf);
  if (b.zeichen === '!=') {
    const g = gleich(w, b.von, lauf);
    return g === null ? null : !g;
  }
  const unten = b.von === null ? 1 : vergleiche(w, b.von, lauf);
  const oben = b.bis === null ? -1 : vergleiche(w, b.bis, lauf);
  if (unten === null || oben === null || (b.von === null && b.bis === null)) return null;
  return (unten > 0 || (unten === 0 && b.vonInklusive)) && (oben < 0 || (oben === 0 && b.bisInklusive));
}
