import {
  istBereich,
  istDatum,
  istKontext,
  istListe,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZeitpunkt,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { hole } from './umgebung.ts';

const zahl = (n: number): Wert => new Zahl(n);

/** `a.b`: entry of a context, property of a date, time, duration or range, or the same of every element of a list. */
export function eigenschaft(wert: Wert, name: string): Wert {
  if (istKontext(wert)) return hole(wert, name) ?? null;
  if (istListe(wert)) return wert.map((teil) => eigenschaft(teil, name));
  if (istDatum(wert)) return tag(wert, name);
  if (istZeitpunkt(wert)) {
    if (name === 'timezone') return 'timeZoneId' in wert ? wert.timeZoneId : null;
    if (name === 'time offset') return 'timeZoneId' in wert ? dauer(wert.offsetNanoseconds / 1e9) : null;
    return tag(wert, name) ?? uhr(wert, name);
  }
  if (istUhrzeit(wert)) return uhr(wert, name);
  if (istMonate(wert)) {
    if (name === 'years') return zahl(Math.trunc(wert.monate / 12));
    return name === 'months' ? zahl(wert.monate % 12) : null;
  }
  if (istSekunden(wert)) {
    if (name === 'days') return wert.sekunden.divToInt(86400);
    if (name === 'hours') return rest(wert.sekunden, 86400).divToInt(3600);
    if (name === 'minutes') return rest(wert.sekunden, 3600).divToInt(60);
    return name === 'seconds' ? rest(wert.sekunden, 60) : null;
  }
  if (istBereich(wert)) {
    const teile = {
      start: wert.von,
      end: wert.bis,
      'start included': wert.vonInklusive,
      'end included': wert.bisInklusive,
    };
    return new Map<string, Wert>(Object.entries(teile)).get(name) ?? null;
  }
  return null;
}

type Tag = { year: number; month: number; day: number; dayOfWeek: number };
function tag(d: Tag, name: string): Wert {
  if (name === 'year') return zahl(d.year);
  if (name === 'month') return zahl(d.month);
  if (name === 'day') return zahl(d.day);
  return name === 'weekday' ? zahl(d.dayOfWeek) : null;
}

type Uhr = { hour: number; minute: number; second: number };
function uhr(t: Uhr, name: string): Wert {
  if (name === 'hour') return zahl(t.hour);
  if (name === 'minute') return zahl(t.minute);
  return name === 'second' ? zahl(t.second) : null;
}

const dauer = (s: number): Wert => ({ art: 'sekunden', sekunden: new Zahl(s) });
// remainder with the sign of the dividend, unlike `modulo`
const rest = (a: InstanceType<typeof Zahl>, teiler: number) => a.minus(a.divToInt(teiler).times(teiler));
