import { electronicFormatIBAN, friendlyFormatIBAN, isSEPACountry, isValidIBAN } from 'ibantools';
import type { Gelesen } from './ergebnis.ts';

const EMAIL = /^[^\s@"<>(),;:\\[\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u;

/** An IBAN of the SEPA area in electronic form; spaces and small letters are taken. */
export function parseIban(text: string): Gelesen<string> {
  const iban = electronicFormatIBAN(text) ?? '';
  if (!isValidIBAN(iban))
    return { meldung: 'Prüfen Sie {feld}. Eine deutsche IBAN beginnt mit DE und hat 22 Stellen.' };
  if (!isSEPACountry(iban.slice(0, 2))) return { meldung: 'Geben Sie bei {feld} ein Konto im SEPA-Raum an.' };
  return { wert: iban };
}

/** "DE02 1203 0000 0000 2020 51" */
export function formatIban(iban: string): string {
  return friendlyFormatIBAN(iban) ?? iban;
}

/** One e-mail address without name. */
export function parseEmail(text: string): Gelesen<string> {
  if (text.length <= 254 && EMAIL.test(text) && !text.includes('..')) return { wert: text };
  return { meldung: 'Geben Sie {feld} vollständig ein, zum Beispiel name@beispiel.de.' };
}

/** A telephone number as typed, with single spaces; 3 to 15 digits (ITU-T E.164), a plus only in front. */
export function parseTelefon(text: string): Gelesen<string> {
  const nummer = text.replace(/ +/g, ' ');
  const ziffern = nummer.replace(/\D/g, '').length;
  if (/^\+?[\d ()/-]+$/.test(nummer) && ziffern >= 3 && ziffern <= 15) return { wert: nummer };
  return { meldung: 'Geben Sie {feld} mit Vorwahl und nur mit Ziffern ein, zum Beispiel 03425 123456.' };
}

/** A German postcode. */
export function parsePlz(text: string): Gelesen<string> {
  if (/^\d{5}$/.test(text) && text >= '01001') return { wert: text };
  return { meldung: 'Geben Sie {feld} mit fünf Ziffern ein, zum Beispiel 04808.' };
}
