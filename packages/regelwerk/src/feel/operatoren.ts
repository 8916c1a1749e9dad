import { Temporal } from 'temporal-polyfill';
import { versatzVon } from '../werte/kalender.ts';
import { fehlt, leer, TEUER, verbrauche } from '../werte/lauf.ts';
import { gleich, vergleiche } from '../werte/vergleich.ts';
import {
  artwort,
  istDatum,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZahl,
  istZeitpunkt,
  istZonenZeit,
  type Lauf,
  monate,
  sekunden,
  type Uhrzeit,
  type Vergleichszeichen,
  type Wert,
  Zahl,
  type ZeitDauer,
  type Zeitpunkt,
} from '../werte/wert.ts';

type Rechenzeichen = '+' | '-' | '*' | '/' | '**';
type Dezimal = InstanceType<typeof Zahl>;
type Operator = (a: Wert, b: Wert, lauf: Lauf) => Wert | undefined;

const zahl = (d: Dezimal): Wert => (d.isFinite() ? d : null);
/** The same of factors: what is not zero makes no zero, it is only too small (DMN 1.5, tables 59 and 60). */
const produkt = (d: Dezimal, ...faktoren: readonly Dezimal[]): Wert =>
  d.isZero() && !faktoren.some((f) => f.isZero()) ? null : zahl(d);
/** A duration beyond all calendars has no use, and its parts would cost more the longer it is. */
const zeitdauer = (s: Dezimal): Wert => (s.abs().lt(1e20) ? sekunden(s) : null);

/** `undefined` means: not defined for these kinds. null operands are answered before, silently: null in, null out. */
const RECHNUNG: Record<Rechenzeichen, Operator> = {
  '+': (a, b, lauf) => {
    if (typeof a === 'string' && typeof b === 'string') {
      verbrauche(lauf, (a.length + b.length) / 100);
      return a + b;
    }
    if (istZahl(a) && istZahl(b)) return zahl(Zahl.add(a, b));
    return verschiebe(a, b, 1) ?? verschiebe(b, a, 1);
  },
  '-': (a, b) => {
    if (istZahl(a) && istZahl(b)) return zahl(Zahl.sub(a, b));
    return abstand(a, b) ?? verschiebe(a, b, -1);
  },
  '*': (a, b) => {
    if (istZahl(a) && istZahl(b)) return produkt(Zahl.mul(a, b), a, b);
    return vielfaches(a, b) ?? vielfaches(b, a);
  },
  '/': (a, b) => {
    if (istZahl(b) && b.isZero()) return undefined;
    if (istZahl(a) && istZahl(b)) return produkt(Zahl.div(a, b), a);
    if (istZahl(b)) return geteilt(a, b);
    if (istMonate(a) && istMonate(b)) return b.monate === 0 ? undefined : Zahl.div(a.monate, b.monate);
    if (istSekunden(a) && istSekunden(b)) return b.sekunden.isZero() ? undefined : Zahl.div(a.sekunden, b.sekunden);
    return undefined;
  },
  '**': (a, b, lauf) => {
    if (!istZahl(a) || !istZahl(b)) return undefined;
    verbrauche(lauf, b.isInteger() ? TEUER / 10 : TEUER);
    return produkt(Zahl.pow(a, b), a);
  },
};

export function rechne(zeichen: Rechenzeichen, a: Wert, b: Wert, lauf: Lauf): Wert {
  if (a === null || b === null) return fehlt(lauf, `In „${zeichen}“ fehlt ein Wert.`);
  try {
    const ergebnis = RECHNUNG[zeichen](a, b, lauf);
    if (ergebnis !== undefined && ergebnis !== null) return ergebnis;
  } catch (fehler) {
    // a day outside the calendar of Temporal; everything else is a bug or an abort
    if (!(fehler instanceof RangeError) || /call stack/i.test(fehler.message)) throw fehler;
  }
  return leer(lauf, `„${zeichen}“ geht nicht mit ${artwort(a)} und ${artwort(b)} oder hat kein Ergebnis.`);
}

export function negiere(a: Wert, lauf: Lauf): Wert {
  if (istZahl(a)) return new Zahl(a).negated();
  if (istMonate(a)) return monate(-a.monate);
  if (istSekunden(a)) return sekunden(a.sekunden.negated());
  return a === null ? fehlt(lauf, 'Nach „-“ fehlt ein Wert.') : leer(lauf, `„-“ geht nicht mit ${artwort(a)}.`);
}

/** The same inside an expression, where a missing value is noted as well. */
export function vergleicheMit(zeichen: Vergleichszeichen, a: Wert, b: Wert, lauf: Lauf): boolean | null {
  const ergebnis = vergleichMit(zeichen, a, b, lauf);
  return ergebnis === null && (a === null || b === null) ? fehlt(lauf, `In „${zeichen}“ fehlt ein Wert.`) : ergebnis;
}

/** Comparison by sign; null unless both have a common order. Missing values are silent, wrong kinds are noted. */
export function vergleichMit(zeichen: Vergleichszeichen, a: Wert, b: Wert, lauf: Lauf): boolean | null {
  if (zeichen === '=' || zeichen === '!=') {
    const g = gleich(a, b, lauf);
    if (g === null) return leer(lauf, `„${zeichen}“ geht nicht mit ${artwort(a)} und ${artwort(b)}.`);
    return zeichen === '=' ? g : !g;
  }
  const ordnung = vergleiche(a, b, lauf);
  if (ordnung === null) {
    if (a === null || b === null) return null;
    return leer(lauf, `„${zeichen}“ geht nicht mit ${artwort(a)} und ${artwort(b)}.`);
  }
  if (zeichen === '<') return ordnung < 0;
  if (zeichen === '<=') return ordnung <= 0;
  return zeichen === '>' ? ordnung > 0 : ordnung >= 0;
}

/** Addition of a duration to a point in time or to a duration. Days missing at a month's end become its last day. */
function verschiebe(a: Wert, dauer: Wert, mal: 1 | -1): Wert | undefined {
  if (istMonate(dauer)) {
    if (istMonate(a)) return monate(a.monate + mal * dauer.monate);
    if (istDatum(a) || istZeitpunkt(a)) return a.add({ months: mal * dauer.monate });
  }
  if (istSekunden(dauer)) {
    if (istSekunden(a)) return zeitdauer(Zahl.add(a.sekunden, dauer.sekunden.times(mal)));
    if (istDatum(a)) return a.add({ days: dauer.sekunden.times(mal).div(86400).floor().toNumber() });
    // whole days lead to the same time of day
    if (istUhrzeit(a)) return verschobeneZeit(a, alsTemporal(sekunden(dauer.sekunden.mod(86400)), mal));
    if (istZeitpunkt(a)) return a.add(alsTemporal(dauer, mal));
  }
  return undefined;
}

function alsTemporal(dauer: ZeitDauer, mal: 1 | -1): Temporal.DurationLike {
  const ganze = dauer.sekunden.trunc();
  return {
    seconds: ganze.times(mal).toNumber(),
    nanoseconds: dauer.sekunden.minus(ganze).times(1e9).trunc().times(mal).toNumber(),
  };
}

function abstand(a: Wert, b: Wert): Wert | undefined {
  if (istDatum(a) && istDatum(b)) return sekunden(b.until(a).days * 86400);
  if (istUhrzeit(a) && istUhrzeit(b)) return zwischenZeiten(a, b);
  if (istZeitpunkt(a) && istZeitpunkt(b)) return zwischenZeitpunkten(a, b);
  // a day counts as its midnight in UTC (DMN 1.5, 10.3.2.3.5), so it has no distance from a point in time without a zone
  if (istDatum(a) && istZeitpunkt(b)) return zwischenZeitpunkten(mitternacht(a), b);
  if (istZeitpunkt(a) && istDatum(b)) return zwischenZeitpunkten(a, mitternacht(b));
  return undefined;
}

const mitternacht = (tag: Temporal.PlainDate): Zeitpunkt =>
  tag.toZonedDateTime({ timeZone: 'UTC', plainTime: new Temporal.PlainTime() });

const verschobeneZeit = (z: Uhrzeit, dauer: Temporal.DurationLike): Uhrzeit =>
  istZonenZeit(z) ? { ...z, zeit: z.zeit.add(dauer) } : z.add(dauer);

function zwischenZeiten(a: Uhrzeit, b: Uhrzeit): Wert | undefined {
  if (istZonenZeit(a)) {
    if (!istZonenZeit(b)) return undefined;
    const lokal = ausTemporal(b.zeit.until(a.zeit));
    return sekunden(lokal.sekunden.plus(versatzVon(b) - versatzVon(a)));
  }
  return istZonenZeit(b) ? undefined : ausTemporal(b.until(a));
}

function zwischenZeitpunkten(a: Zeitpunkt, b: Zeitpunkt): Wert | undefined {
  if ('timeZoneId' in a) return 'timeZoneId' in b ? ausTemporal(b.until(a)) : undefined;
  return 'timeZoneId' in b ? undefined : ausTemporal(b.until(a));
}

function ausTemporal(d: Temporal.Duration): ZeitDauer {
  const stunden = new Zahl(d.days).times(24).plus(d.hours);
  const bruch = new Zahl(d.milliseconds)
    .div(1e3)
    .plus(new Zahl(d.microseconds).div(1e6))
    .plus(new Zahl(d.nanoseconds).div(1e9));
  return sekunden(
    stunden
      .times(3600)
      .plus(d.minutes * 60)
      .plus(d.seconds)
      .plus(bruch),
  );
}

function geteilt(dauer: Wert, teiler: Dezimal): Wert | undefined {
  if (istMonate(dauer)) return ganzeMonate(Zahl.div(dauer.monate, teiler));
  return istSekunden(dauer) ? zeitdauer(Zahl.div(dauer.sekunden, teiler)) : undefined;
}

function ganzeMonate(n: Dezimal): Wert | undefined {
  return n.abs().lt(1e9) ? monate(n.trunc().toNumber()) : undefined;
}

function vielfaches(dauer: Wert, faktor: Wert): Wert | undefined {
  if (!istZahl(faktor)) return undefined;
  if (istMonate(dauer)) return ganzeMonate(Zahl.mul(dauer.monate, faktor));
  return istSekunden(dauer) ? zeitdauer(Zahl.mul(dauer.sekunden, faktor)) : undefined;
}
