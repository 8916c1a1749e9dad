import type { Temporal } from 'temporal-polyfill';
import { inNaehe } from '../werte/fern.ts';
import { hole } from '../werte/kontext.ts';
import { fehlt, leer, verbrauche } from '../werte/lauf.ts';
import {
  artwort,
  istBereich,
  istDatum,
  istFern,
  istKontext,
  istListe,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZeitpunkt,
  istZonenZeit,
  type Lauf,
  type Wert,
  Zahl,
} from '../werte/wert.ts';

const zahl = (n: number): Wert => new Zahl(n);

/** `a.b`: entry of a context, property of a date, time, duration or range, or the same of every element of a list. */
export function eigenschaft(wert: Wert, name: string, lauf: Lauf): Wert {
  if (wert === null) return fehlt(lauf, `Vor „.${name}“ fehlt ein Wert.`);
  if (istKontext(wert)) {
    const eintrag = hole(wert, name);
    return eintrag === undefined ? fehlt(lauf, `Einen Eintrag „${name}“ gibt es hier nicht.`) : eintrag;
  }
  if (istListe(wert)) {
    verbrauche(lauf, wert.length);
    return wert.map((teil) => eigenschaft(teil, name, lauf));
  }
  const ergebnis = teilVon(wert, name);
  return ergebnis === undefined ? leer(lauf, `Ein Wert der Art ${artwort(wert)} hat kein „${name}“.`) : ergebnis;
}

function teilVon(wert: Wert, name: string): Wert | undefined {
  if (istDatum(wert)) return tag(wert, name);
  if (istZeitpunkt(wert)) {
    const mitZone = 'timeZoneId' in wert;
    if (name === 'timezone') return mitZone && !istVersatz(wert.timeZoneId) ? wert.timeZoneId : null;
    if (name === 'time offset') return mitZone ? dauer(wert.offsetNanoseconds / 1e9) : null;
    return tag(wert, name) ?? uhr(wert, name);
  }
  if (istFern(wert)) {
    if (name === 'year') return zahl(wert.jahr);
    const nah = inNaehe(wert);
    if (nah && (name === 'month' || name === 'day' || name === 'weekday')) return tag(nah, name);
    return wert.zeit === null ? undefined : teilVon(wert.zeit, name);
  }
  if (istZonenZeit(wert)) {
    if (name === 'timezone') return wert.zone;
    if (name === 'time offset') return wert.versatz === null ? null : dauer(wert.versatz);
    return uhr(wert.zeit, name);
  }
  if (istUhrzeit(wert)) return name === 'timezone' || name === 'time offset' ? null : uhr(wert, name);
  if (istMonate(wert)) {
    if (name === 'years') return zahl(Math.trunc(wert.monate / 12));
    return name === 'months' ? zahl(wert.monate % 12) : undefined;
  }
  if (istSekunden(wert)) {
    if (name === 'days') return wert.sekunden.divToInt(86400);
    if (name === 'hours') return rest(wert.sekunden, 86400).divToInt(3600);
    if (name === 'minutes') return rest(wert.sekunden, 3600).divToInt(60);
    return name === 'seconds' ? rest(wert.sekunden, 60) : undefined;
  }
  if (istBereich(wert)) {
    if (name === 'start') return wert.von;
    if (name === 'end') return wert.bis;
    if (name === 'start included') return wert.vonInklusive;
    return name === 'end included' ? wert.bisInklusive : undefined;
  }
  return undefined;
}

const istVersatz = (zone: string): boolean => zone === 'UTC' || /^[+-]/.test(zone);

type Tag = { year: number; month: number; day: number; dayOfWeek: number };
function tag(d: Tag, name: string): Wert | undefined {
  if (name === 'year') return zahl(d.year);
  if (name === 'month') return zahl(d.month);
  if (name === 'day') return zahl(d.day);
  return name === 'weekday' ? zahl(d.dayOfWeek) : undefined;
}

type Uhr = Pick<Temporal.PlainTime, 'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond' | 'nanosecond'>;
function uhr(t: Uhr, name: string): Wert | undefined {
  if (name === 'hour') return zahl(t.hour);
  if (name === 'minute') return zahl(t.minute);
  if (name !== 'second') return undefined;
  return new Zahl(t.millisecond * 1e6 + t.microsecond * 1e3 + t.nanosecond).div(1e9).plus(t.second);
}

const dauer = (s: number): Wert => ({ art: 'sekunden', sekunden: new Zahl(s) });
// remainder with the sign of the dividend, unlike `modulo`
const rest = (a: InstanceType<typeof Zahl>, teiler: number) => a.minus(a.divToInt(teiler).times(teiler));
