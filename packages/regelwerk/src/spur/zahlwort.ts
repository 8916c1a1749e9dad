import type { Lesart } from '../werte/lesart.ts';
import type { Zahl } from '../werte/wert.ts';

type Dezimal = InstanceType<typeof Zahl>;

/** `1.234,50`; cents as euros, what is no whole cent as cents, years without points. */
export function zahlWort(n: Dezimal, als: Lesart['zahl']): string {
  const ziffern = gekuerzt(n.isZero() ? '0' : n.toFixed());
  if (als === 'jahr') return ziffern.replace('.', ',');
  if (als !== 'cent') return gruppiert(ziffern);
  return n.isInteger() ? `${euro(BigInt(ziffern))} Euro` : `${gruppiert(ziffern)} Cent`;
}

/** Ten digits behind the point tell enough; `…` says that there are more. */
const gekuerzt = (ziffern: string): string => ziffern.replace(/(\.0*\d{10})\d+$/, '$1…');

function euro(cent: bigint): string {
  const betrag = cent < 0n ? -cent : cent;
  return `${cent < 0n ? '-' : ''}${gruppiert(`${betrag / 100n}.${String(betrag % 100n).padStart(2, '0')}`)}`;
}

function gruppiert(ziffern: string): string {
  const [ganze = '', bruch] = ziffern.split('.');
  const punkte = ganze.replace(/\B(?=(\d{3})+$)/g, '.');
  // money is written with two places
  return bruch === undefined ? punkte : `${punkte},${bruch.padEnd(2, '0')}`;
}
