import { isValidBIC, isValidIBAN } from 'ibantools';
import { encode } from 'uqr';

export type Ueberweisung = {
  kontoinhaber: string;
  iban: string;
  bic?: string;
  /** integer cents, 1 to 99,999,999,999 */
  betragCent: number;
  /** what the payer must quote, here the Kassenzeichen; at most 140 characters */
  verwendungszweck: string;
};

export type GirocodeErgebnis =
  | { ok: true; text: string; matrix: string[] }
  | { ok: false; code: 'girocode-angaben'; meldung: string };

/**
 * Credit transfer as QR code after EPC069-12, version 002: UTF-8, lines by LF, error correction M, at most
 * 331 bytes and QR version 13. `matrix` has one string of `0`/`1` per row, without the quiet zone.
 */
export function girocode(u: Ueberweisung): GirocodeErgebnis {
  const iban = u.iban.replaceAll(/\s/g, '').toUpperCase();
  const bic = u.bic?.replaceAll(/\s/g, '').toUpperCase() ?? '';
  const fehler = pruefe(u, iban, bic);
  if (fehler) return { ok: false, code: 'girocode-angaben', meldung: fehler };
  const text = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    u.kontoinhaber,
    iban,
    `EUR${Math.floor(u.betragCent / 100)}.${String(u.betragCent % 100).padStart(2, '0')}`,
    '', // purpose code
    '', // structured reference: a Kassenzeichen is no ISO 11649 reference
    u.verwendungszweck,
  ].join('\n');
  if (new TextEncoder().encode(text).length > 331) {
    return { ok: false, code: 'girocode-angaben', meldung: 'Die Angaben sind für einen GiroCode zu lang.' };
  }
  const { data } = encode(text, { ecc: 'M', boostEcc: false, border: 0, maxVersion: 13 });
  return { ok: true, text, matrix: data.map((reihe) => reihe.map((dunkel) => (dunkel ? '1' : '0')).join('')) };
}

function pruefe(u: Ueberweisung, iban: string, bic: string): string | undefined {
  if (!isValidIBAN(iban)) return 'Die IBAN für den GiroCode ist ungültig.';
  if (bic !== '' && !isValidBIC(bic)) return 'Die BIC für den GiroCode ist ungültig.';
  if (!Number.isInteger(u.betragCent) || u.betragCent < 1 || u.betragCent > 99_999_999_999) {
    return 'Ein GiroCode braucht einen Betrag zwischen 0,01 € und 999.999.999,99 €.';
  }
  if (!istZeile(u.kontoinhaber, 70)) return 'Der Kontoinhaber muss eine Zeile mit höchstens 70 Zeichen sein.';
  if (!istZeile(u.verwendungszweck, 140)) return 'Der Verwendungszweck muss eine Zeile mit höchstens 140 Zeichen sein.';
  return undefined;
}

const istZeile = (text: string, laenge: number) =>
  text.trim() !== '' && [...text].length <= laenge && !/[\r\n]/.test(text);
