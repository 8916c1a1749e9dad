import { Temporal } from 'temporal-polyfill';
import { uhrzeitText } from '../werte/kalendertext.ts';
import { gleich } from '../werte/vergleich.ts';
import { artVon, istUhrzeit, istZeitpunkt, type Lauf, type Wert } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

/** Same kind and same value in every part: other than `=`, a time also with its fraction, offset and zone. */
function identisch(a: Wert, b: Wert, lauf: Lauf): boolean {
  if (artVon(a) !== artVon(b)) return false;
  if (istUhrzeit(a) && istUhrzeit(b)) return uhrzeitText(a) === uhrzeitText(b);
  if (istZeitpunkt(a) && istZeitpunkt(b)) {
    if (a instanceof Temporal.ZonedDateTime) return b instanceof Temporal.ZonedDateTime && a.equals(b);
    return b instanceof Temporal.PlainDateTime && a.equals(b);
  }
  return gleich(a, b, lauf) === true;
}

export const WAHRHEIT: Record<string, Eingebaut> = {
  not: eingebaut('negand', ([x = null]) => {
    const w = Array.isArray(x) && x.length === 1 ? (x[0] as Wert) : x;
    return w === null ? null : typeof w === 'boolean' ? !w : undefined;
  }),
  is: eingebaut('value1, value2', ([a = null, b = null], lauf) => identisch(a, b, lauf)),
  'is defined': eingebaut('value', ([w = null]) => w !== null),
};
