import { Decimal } from 'decimal.js';
import { istMonate, istSekunden, istZahl, monate, sekunden, type Wert, Zahl } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

/** Scales beyond those of Decimal128 have no meaning and are answered with null. */
function stellen(wert: Wert): number | null {
  if (!istZahl(wert) || !wert.isInteger() || wert.abs().gt(6111)) return null;
  return wert.toNumber();
}

/** Rounds to a number of decimal places; negative places round before the point. */
function runde(zahl: Wert, scale: Wert, art: Decimal.Rounding): Wert {
  const n = stellen(scale);
  if (!istZahl(zahl) || n === null) return null;
  if (n >= 0) return zahl.decimalPlaces() <= n ? zahl : new Zahl(zahl.toFixed(n, art));
  return zahl.times(Zahl.pow(10, n)).toDecimalPlaces(0, art).times(Zahl.pow(10, -n));
}

const rundung = (art: Decimal.Rounding): Eingebaut => eingebaut('n, scale', ([n = null, s = null]) => runde(n, s, art));
const ganz = (art: Decimal.Rounding): Eingebaut =>
  eingebaut('n, scale?', ([n = null, s]) => runde(n, s ?? new Zahl(0), art));

export const ZAHLEN: Record<string, Eingebaut> = {
  floor: ganz(Decimal.ROUND_FLOOR),
  ceiling: ganz(Decimal.ROUND_CEIL),
  decimal: rundung(Decimal.ROUND_HALF_EVEN),
  'round half up': rundung(Decimal.ROUND_HALF_UP),
  'round half down': rundung(Decimal.ROUND_HALF_DOWN),
  'round half even': rundung(Decimal.ROUND_HALF_EVEN),
  'round up': rundung(Decimal.ROUND_UP),
  'round down': rundung(Decimal.ROUND_DOWN),
  abs: eingebaut('n', ([n = null]) => {
    if (istZahl(n)) return n.abs();
    if (istMonate(n)) return monate(Math.abs(n.monate));
    return istSekunden(n) ? sekunden(n.sekunden.abs()) : null;
  }),
  modulo: eingebaut('dividend, divisor', ([a = null, b = null]) =>
    istZahl(a) && istZahl(b) && !b.isZero() ? a.minus(b.times(a.div(b).floor())) : null,
  ),
  even: eingebaut('number', ([n = null]) => (istZahl(n) ? n.mod(2).isZero() : null)),
  odd: eingebaut('number', ([n = null]) => (istZahl(n) ? n.mod(2).abs().equals(1) : null)),
  number: eingebaut('from, grouping separator?, decimal separator?', ([text = null, gruppe = null, komma = null]) => {
    if (istZahl(text)) return text;
    if (typeof text !== 'string' || text.length > 100) return null;
    if (![null, ' ', ',', '.'].includes(gruppe as string | null) || ![null, ',', '.'].includes(komma as string | null))
      return null;
    if (gruppe !== null && gruppe === komma) return null;
    const ohne = gruppe === null ? text : text.replaceAll(String(gruppe), '');
    const zahl = komma === ',' ? ohne.replace(',', '.') : ohne;
    return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?$/i.test(zahl)
      ? endlich(new Zahl(zahl).toSignificantDigits(34))
      : null;
  }),
};

const endlich = (zahl: InstanceType<typeof Zahl>): Wert => (zahl.isFinite() ? zahl : null);
