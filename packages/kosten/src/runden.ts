/**
 * Commercial rounding to whole units, half away from zero (DIN 1333). The only rounding of this package: every line is rounded
 * once, and what months lose by it the year's true-up gives back.
 */
export function runde(zaehler: bigint, nenner: bigint): number {
  if (nenner <= 0n) throw new RangeError('Nenner muss positiv sein');
  const betrag = zaehler < 0n ? -zaehler : zaehler;
  const ganz = (2n * betrag + nenner) / (2n * nenner);
  const wert = Number(zaehler < 0n ? -ganz : ganz);
  if (!Number.isSafeInteger(wert)) throw new RangeError('Betrag zu groß');
  return wert === 0 ? 0 : wert;
}
