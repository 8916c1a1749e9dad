import { leseKalender } from '../werte/kalenderwert.ts';
import type { Lesart } from '../werte/lesart.ts';
import type { Json } from '../werte/spur.ts';
import { type Wert, Zahl } from '../werte/wert.ts';
import { sage } from './sagen.ts';

const DEZIMAL = /^-?\d+(\.\d+)?$/;

/**
 * A stored value as a letter would write it; see `sage`. JSON has no kinds for dates, times and durations: they are told by their ISO
 * form. A text of digits is a number only where `lesart` says so; a reference number keeps its digits as they are.
 */
export const aufDeutsch = (wert: Json, lesart: Lesart = {}): string => sage(lies(wert, lesart), lesart);

function lies(wert: Json, lesart: Lesart): Wert {
  if (typeof wert === 'number') return new Zahl(wert);
  if (typeof wert === 'string') {
    if (lesart.worte && Object.hasOwn(lesart.worte, wert)) return wert;
    if (lesart.zahl && DEZIMAL.test(wert)) return new Zahl(wert);
    return leseKalender(wert) ?? wert;
  }
  if (Array.isArray(wert)) return wert.map((teil) => lies(teil, lesart));
  if (typeof wert !== 'object' || wert === null) return wert;
  const teile = lesart.teile ?? {};
  return new Map(
    Object.entries(wert).map(([name, w]) => [name, lies(w, (Object.hasOwn(teile, name) && teile[name]) || {})]),
  );
}
