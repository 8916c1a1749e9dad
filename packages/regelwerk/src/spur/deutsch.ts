import type { Lesart, Lesarten } from '../werte/lesart.ts';
import type { Json } from '../werte/spur.ts';

const MONATE = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');
const DATUM = /^(-?\d{4,6})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const ZEITPUNKT = /^(-?\d{4,6}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}.*)$/;
const UHRZEIT = /^(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z_+\-/0-9]+)?$/;
const DAUER = /^(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const ZAHL = /^-?\d+(\.\d+)?$/;

/**
 * A value of a decision as a letter would write it: `1.234,50`, `1. Mai 2026`, `ja`. Dates, times and durations are told by
 * their ISO form, as JSON has no kinds for them; numbers beyond JSON arrive as the text of their digits. `lesart` knows more: words for
 * texts, cents told as euros, years without points, names of parts.
 */
export function aufDeutsch(wert: Json, lesart: Lesart = {}): string {
  if (wert === null) return 'ohne Angabe';
  if (typeof wert === 'boolean') return wert ? 'ja' : 'nein';
  if (typeof wert === 'number') {
    const ganz = Number.isInteger(wert);
    if (lesart.zahl === 'jahr') return String(wert);
    if (lesart.zahl === 'cent') return ganz ? `${euro(BigInt(wert))} Euro` : `${zahl(dezimal(wert))} Cent`;
    return zahl(ganz ? String(BigInt(wert)) : dezimal(wert));
  }
  if (typeof wert === 'string')
    return lesart.worte && Object.hasOwn(lesart.worte, wert) ? (lesart.worte[wert] ?? wert) : text(wert);
  if (Array.isArray(wert)) return wert.length === 0 ? 'nichts' : aufzaehlung(wert.map((w) => innen(w, lesart)));
  return paare(wert, lesart.teile);
}

/** `gefährlich: nein; Nummer: 2` */
export const paare = (werte: { [name: string]: Json }, teile: Lesarten = {}): string =>
  Object.entries(werte)
    .map(([name, wert]) => {
      const lesart = Object.hasOwn(teile, name) ? teile[name] : undefined;
      return `${lesart?.titel ?? name}: ${innen(wert, lesart)}`;
    })
    .join('; ');

/** What has parts of its own stands in brackets inside another. */
const innen = (wert: Json, lesart?: Lesart): string =>
  typeof wert === 'object' && wert !== null && !Array.isArray(wert)
    ? `(${aufDeutsch(wert, lesart)})`
    : aufDeutsch(wert, lesart);

const aufzaehlung = (teile: readonly string[]): string =>
  teile.length < 2 ? (teile[0] ?? '') : `${teile.slice(0, -1).join(', ')} und ${teile.at(-1)}`;

/** The shortest digits of a float without an exponent. */
const dezimal = (n: number): string => (/e/.test(String(n)) ? n.toFixed(20).replace(/0+$/, '') : String(n));

function euro(cent: bigint): string {
  const betrag = cent < 0n ? -cent : cent;
  return `${cent < 0n ? '-' : ''}${zahl(`${betrag / 100n}.${String(betrag % 100n).padStart(2, '0')}`)}`;
}

function zahl(ziffern: string): string {
  const [ganze = '', bruch] = ziffern.split('.');
  const gruppiert = ganze.replace(/\B(?=(\d{3})+$)/g, '.');
  // money is written with two places
  return bruch === undefined ? gruppiert : `${gruppiert},${bruch.padEnd(2, '0')}`;
}

function text(wert: string): string {
  const zeitpunkt = ZEITPUNKT.exec(wert);
  if (zeitpunkt) return [datum(zeitpunkt[1] ?? ''), uhrzeit(zeitpunkt[2] ?? '')].filter((t) => t !== null).join(', ');
  return datum(wert) ?? uhrzeit(wert) ?? dauer(wert) ?? (wert.length > 15 && ZAHL.test(wert) ? zahl(wert) : wert);
}

function datum(wert: string): string | null {
  const m = DATUM.exec(wert);
  return m ? `${Number(m[3])}. ${MONATE[Number(m[2]) - 1]} ${Number(m[1])}` : null;
}

function uhrzeit(wert: string): string | null {
  const m = UHRZEIT.exec(wert);
  if (!m) return null;
  const sekunden = Number(m[3]) === 0 ? '' : `:${m[3]?.replace('.', ',')}`;
  const wo =
    m[4] === undefined ? '' : m[4].startsWith('@') ? ` (${m[4].slice(1)})` : ` (UTC${m[4] === 'Z' ? '' : m[4]})`;
  return `${m[1]}:${m[2]}${sekunden} Uhr${wo}`;
}

const EINHEITEN = [
  ['Jahr', 'Jahre'],
  ['Monat', 'Monate'],
  ['Tag', 'Tage'],
  ['Stunde', 'Stunden'],
  ['Minute', 'Minuten'],
  ['Sekunde', 'Sekunden'],
] as const;

function dauer(wert: string): string | null {
  const m = DAUER.exec(wert);
  if (!m) return null;
  const teile = EINHEITEN.flatMap(([eins, viele], i) => {
    const n = m[i + 2];
    return n === undefined ? [] : [`${n.replace('.', ',')} ${Number(n) === 1 ? eins : viele}`];
  });
  return teile.length === 0 ? null : `${m[1] ? 'minus ' : ''}${aufzaehlung(teile)}`;
}
