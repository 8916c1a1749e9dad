import { Decimal } from 'decimal.js';
import { TEUER, verbrauche } from '../werte/lauf.ts';
import { istMonate, istSekunden, istZahl, type Lauf, monate, sekunden, type Wert, Zahl } from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

type Dezimal = InstanceType<typeof Zahl>;
const ZWEI = new Zahl(2);

const als = (w: Wert | undefined): Dezimal => (w !== undefined && istZahl(w) ? w : new Zahl(Number.NaN));

/** Scales beyond those of Decimal128 have no meaning (DMN 1.5, table 76). */
const stellen = (wert: Dezimal): number | null =>
  wert.isInteger() && wert.gte(-6111) && wert.lte(6176) ? wert.toNumber() : null;

/** Rounds to a number of decimal places; negative places round before the point. */
function runde(zahl: Dezimal, scale: Dezimal, art: Decimal.Rounding): Wert | undefined {
  const n = stellen(scale);
  if (n === null) return undefined;
  if (n >= 0) return zahl.decimalPlaces() <= n ? zahl : new Zahl(zahl.toFixed(n, art));
  return zahl.times(Zahl.pow(10, n)).toDecimalPlaces(0, art).times(Zahl.pow(10, -n));
}

const rundung = (art: Decimal.Rounding): Eingebaut =>
  eingebaut('n: number, scale: number', ([n, s]) => runde(als(n), als(s), art));
const ganz = (art: Decimal.Rounding): Eingebaut => [
  ...eingebaut('n: number', ([n]) => runde(als(n), new Zahl(0), art)),
  ...rundung(art),
];
const einer = (name: string, tue: (n: Dezimal, lauf: Lauf) => Wert | undefined): Eingebaut =>
  eingebaut(`${name}: number`, ([n], lauf) => tue(als(n), lauf));
const teuer = (name: string, tue: (n: Dezimal) => Wert | undefined): Eingebaut =>
  einer(name, (n, lauf) => {
    verbrauche(lauf, TEUER);
    return tue(n);
  });

/** The remainder divides digit by digit: between numbers far apart there are thousands. */
function rest(a: Dezimal, b: Dezimal, lauf: Lauf): Dezimal {
  verbrauche(lauf, Math.max(0, a.e - b.e) / 10);
  return a.mod(b);
}

export const ZAHLEN: Record<string, Eingebaut> = {
  // of a scale with decimals `decimal` takes the whole part; the functions that came later ask for a whole scale
  decimal: eingebaut('n: number, scale: number', ([n, s]) => runde(als(n), als(s).trunc(), Decimal.ROUND_HALF_EVEN)),
  floor: ganz(Decimal.ROUND_FLOOR),
  ceiling: ganz(Decimal.ROUND_CEIL),
  'round half up': rundung(Decimal.ROUND_HALF_UP),
  'round half down': rundung(Decimal.ROUND_HALF_DOWN),
  'round half even': rundung(Decimal.ROUND_HALF_EVEN),
  'round up': rundung(Decimal.ROUND_UP),
  'round down': rundung(Decimal.ROUND_DOWN),
  abs: [
    ...einer('n', (n) => n.abs()),
    ...eingebaut('n: years and months duration', ([d = null]) =>
      istMonate(d) ? monate(Math.abs(d.monate)) : undefined,
    ),
    ...eingebaut('n: days and time duration', ([d = null]) =>
      istSekunden(d) ? sekunden(d.sekunden.abs()) : undefined,
    ),
  ],
  modulo: eingebaut('dividend: number, divisor: number', ([x, y], lauf) => {
    const [a, b] = [als(x), als(y)];
    return b.isZero() ? undefined : rest(a, b, lauf);
  }),
  sqrt: teuer('number', (n) => (n.isNegative() && !n.isZero() ? undefined : n.sqrt())),
  log: teuer('number', (n) => (n.lte(0) ? undefined : n.ln())),
  exp: teuer('number', (n) => n.exp()),
  even: einer('number', (n, lauf) => rest(n, ZWEI, lauf).isZero()),
  odd: einer('number', (n, lauf) => rest(n, ZWEI, lauf).abs().equals(1)),
  number: [
    ...eingebaut('from: string', ([text]) => lies(String(text), '', '.')),
    ...eingebaut('from: number', ([n]) => n),
    ...eingebaut('from: string, grouping separator?: string, decimal separator?: string', ([text, gruppe, komma]) => {
      if (gruppe !== undefined && ![' ', ',', '.'].includes(String(gruppe))) return undefined;
      if ((komma !== undefined && ![',', '.'].includes(String(komma))) || (gruppe !== undefined && gruppe === komma))
        return undefined;
      return lies(String(text), String(gruppe ?? ''), String(komma ?? '.'));
    }),
  ],
};

function lies(text: string, gruppe: string, komma: string): Wert | undefined {
  if (text.length > 100) return undefined;
  const ohne = gruppe === '' ? text : text.replaceAll(gruppe, '');
  if (komma !== '.' && ohne.includes('.')) return undefined;
  const zahl = ohne.replace(komma, '.');
  return /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d{1,4})?$/i.test(zahl) ? new Zahl(zahl).toSignificantDigits(34) : undefined;
}
