const FORM = /^(\d{2,12})(?:-([A-Z0-9]{1,30}))?-(\d{2})$/;

/**
 * True for a Leitweg-ID with the right check digits (ISO 7064, MOD 97-10 over coarse and fine address, letters as 10 to 35).
 * Source: Formatspezifikation Leitweg-ID (KoSIT).
 * @example isLeitwegId('04011000-12345-03') // true
 */
export function isLeitwegId(text: string): boolean {
  const teile = FORM.exec(text.toUpperCase());
  if (!teile) return false;
  const ziffern = [...`${teile[1]}${teile[2] ?? ''}${teile[3]}`].map((z) => String(Number.parseInt(z, 36))).join('');
  return BigInt(ziffern) % 97n === 1n;
}

/** A Leitweg-ID of its two addresses, with the check digits that belong to them. */
export function leitwegId(grob: string, fein: string): string {
  const ziffern = [...`${grob}${fein}00`].map((z) => String(Number.parseInt(z, 36))).join('');
  return `${grob}-${fein}-${String(98n - (BigInt(ziffern) % 97n)).padStart(2, '0')}`;
}
