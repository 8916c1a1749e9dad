import type { TextFeld } from '../model.ts';
import type { Gelesen } from './ergebnis.ts';

// controls, invisible and direction-changing characters, private use, lone surrogates, unassigned code points
const UNERLAUBT = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Line ends as \n, tabs and fixed spaces as spaces, Unicode NFC, without outer space: what all texts go through first. */
export function normalisiere(roh: string): string {
  return roh
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\u00a0\u202f]/g, ' ')
    .trim();
}

/** Free text: any letters (String.Latin and beyond), no control characters; line breaks only in several lines. */
export function parseText(text: string, feld: TextFeld): Gelesen<string> {
  const zeilen = feld.art === 'mehrzeilig' ? text.replaceAll('\n', '') : text;
  if (UNERLAUBT.test(zeilen))
    return { meldung: 'Entfernen Sie aus {feld} die unsichtbaren Zeichen oder Zeilenumbrüche.' };
  if ([...text].length > feld.maxLaenge) {
    return { meldung: `Kürzen Sie {feld} auf höchstens ${feld.maxLaenge} Zeichen.` };
  }
  if (feld.muster && !feld.muster.regex.test(text)) return { meldung: feld.muster.meldung };
  return { wert: text };
}
