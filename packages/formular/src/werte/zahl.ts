import type { BetragFeld, ZahlFeld } from '../model.ts';
import type { Gelesen } from './ergebnis.ts';

// digits plain or in groups of three by points; a comma for the fraction
const DEUTSCH = /^(-?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/;

/** "1.234,5" as a number with at most the decimals of the field. */
export function parseZahl(text: string, feld: ZahlFeld): Gelesen<number> {
  const stellen = feld.dezimalstellen;
  const teile = zerlege(text, stellen);
  const beispiel =
    stellen === 0
      ? 'als ganze Zahl ein, zum Beispiel 12.'
      : `als Zahl mit höchstens ${stellen} Nachkommastellen ein, zum Beispiel 1,5.`;
  if (teile === undefined) return { meldung: `Geben Sie {feld} ${beispiel}` };
  return imBereich(Number(`${teile.ganz}.${teile.bruch || '0'}`), feld, formatZahl);
}

/** "1.234,50", "12,5 €" or "12 Euro" as cents. */
export function parseBetrag(text: string, feld: BetragFeld): Gelesen<number> {
  const teile = zerlege(text.replace(/\s*(?:€|EUR|Euro)$/i, ''), 2);
  if (teile === undefined) return { meldung: 'Geben Sie {feld} in Euro mit Komma ein, zum Beispiel 12,50.' };
  return imBereich(Number(teile.ganz + teile.bruch.padEnd(2, '0')), feld, formatBetrag);
}

/** A number in German, with points between thousands: "1.234,5". */
export function formatZahl(wert: number): string {
  const [ganz = '', bruch] = dezimaltext(Math.abs(wert)).split('.');
  const gruppiert = ganz.replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `${wert < 0 ? '-' : ''}${gruppiert}${bruch === undefined ? '' : `,${bruch}`}`;
}

/** Cents as "1.234,50 €". */
export function formatBetrag(cent: number): string {
  const betrag = Math.abs(cent);
  const euro = formatZahl(Math.trunc(betrag / 100));
  return `${cent < 0 ? '-' : ''}${euro},${String(betrag % 100).padStart(2, '0')} €`;
}

// the shortest decimal form; only where String() would write 1e-7 the six decimals a field can have
function dezimaltext(wert: number): string {
  const kurz = String(wert);
  return kurz.includes('e') ? wert.toFixed(6).replace(/\.?0+$/, '') : kurz;
}

function zerlege(text: string, stellen: number): { ganz: string; bruch: string } | undefined {
  const treffer = DEUTSCH.exec(text.replaceAll(' ', ''));
  const [, minus = '', ganz = '', bruch = ''] = treffer ?? [];
  if (!treffer || bruch.length > stellen) return undefined;
  return { ganz: minus + ganz.replaceAll('.', ''), bruch };
}

function imBereich(
  wert: number,
  { min, max }: { readonly min?: number; readonly max?: number },
  format: (wert: number) => string,
): Gelesen<number> {
  if (!Number.isSafeInteger(Math.trunc(wert))) return { meldung: 'Prüfen Sie {feld}. Die Zahl ist zu groß.' };
  if (min !== undefined && wert < min)
    return { meldung: `Prüfen Sie {feld}. Der kleinste mögliche Wert ist ${format(min)}.` };
  if (max !== undefined && wert > max)
    return { meldung: `Prüfen Sie {feld}. Der größte mögliche Wert ist ${format(max)}.` };
  // -0 would not survive JSON
  return { wert: wert === 0 ? 0 : wert };
}
