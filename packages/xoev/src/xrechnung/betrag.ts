/** An exact decimal as text without needless zeros: "38", "0.11", "-1.5". Used for quantities, unit prices and rates. */
export type Dezimal = string;

const FORM = /^([+-]?)(\d{1,18})(?:\.(\d{1,10}))?$/;

/** Null when the text is no plain decimal number (no exponent, no comma, at most ten decimals). */
export function parseDezimal(text: string): Dezimal | null {
  const teile = FORM.exec(text);
  if (!teile) return null;
  const ganz = (teile[2] ?? '').replace(/^0+(?=\d)/, '');
  const rest = (teile[3] ?? '').replace(/0+$/, '');
  const betrag = rest === '' ? ganz : `${ganz}.${rest}`;
  return teile[1] === '-' && betrag !== '0' ? `-${betrag}` : betrag;
}

/** Whole cents of an amount in euros; null when it is no number or has a third decimal that says something. */
export function parseCent(text: string): number | null {
  const dezimal = parseDezimal(text);
  const rest = dezimal?.split('.')[1] ?? '';
  if (dezimal === null || rest.length > 2) return null;
  const cent = Number(dezimal.replace('.', '') + '0'.repeat(2 - rest.length));
  return Number.isSafeInteger(cent) ? cent || 0 : null;
}

/** "-12.50", as invoices write amounts. */
export function formatCent(cent: number): string {
  const ziffern = String(Math.abs(cent)).padStart(3, '0');
  return `${cent < 0 ? '-' : ''}${ziffern.slice(0, -2)}.${ziffern.slice(-2)}`;
}

interface Bruch {
  readonly zaehler: bigint;
  readonly nenner: bigint;
}

function bruch(wert: Dezimal): Bruch {
  const [ganz = '0', rest = ''] = wert.split('.');
  return { zaehler: BigInt(ganz + rest), nenner: 10n ** BigInt(rest.length) };
}

/** Half a cent and more goes away from zero ("kaufmännisch"), so that a counter-entry is the exact mirror of its entry. */
function rundeBruch(zaehler: bigint, nenner: bigint): number {
  const minus = zaehler < 0n !== nenner < 0n;
  const [z, n] = [zaehler < 0n ? -zaehler : zaehler, nenner < 0n ? -nenner : nenner];
  const gerundet = (2n * z + n) / (2n * n);
  return Number(minus ? -gerundet : gerundet) || 0;
}

/** Quantity × price ÷ base quantity, in whole cents. `basis` must not be zero. */
export function zeilenbetrag(menge: Dezimal, preis: Dezimal, basis: Dezimal = '1'): number {
  const [m, p, b] = [bruch(menge), bruch(preis), bruch(basis)];
  return rundeBruch(m.zaehler * p.zaehler * b.nenner * 100n, m.nenner * p.nenner * b.zaehler);
}

/** `satz` per cent of an amount, in whole cents. */
export function anteil(cent: number, satz: Dezimal): number {
  const s = bruch(satz);
  return rundeBruch(BigInt(cent) * s.zaehler, s.nenner * 100n);
}

export const istNull = (wert: Dezimal): boolean => bruch(wert).zaehler === 0n;
export const istNegativ = (wert: Dezimal): boolean => wert.startsWith('-');
