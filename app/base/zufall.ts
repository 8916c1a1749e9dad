import { randomFillSync } from 'node:crypto';

const VORRAT = 8192;
const vorrat = Buffer.allocUnsafeSlow(VORRAT);
let weg = VORRAT;

/**
 * Random bytes of the operating system's generator, taken in stock: a call for a few bytes costs as much as one for thousands.
 * Each byte is given out once and is gone from the stock then. For ids, nonces and salts; @param anzahl at most 8,192
 */
export function zufallsbytes(anzahl: number): Buffer {
  if (anzahl > VORRAT) throw new RangeError(`mehr als ${VORRAT} Zufallsbytes auf einmal`);
  if (weg + anzahl > VORRAT) {
    randomFillSync(vorrat);
    weg = 0;
  }
  const b = Buffer.from(vorrat.subarray(weg, weg + anzahl));
  vorrat.fill(0, weg, (weg += anzahl));
  return b;
}
