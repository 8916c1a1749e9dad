import { describe, expect, it } from 'vitest';
import { readBeispiele } from './beispiele.ts';
import { girocode } from './girocode.ts';

const gut = {
  kontoinhaber: 'Stadt Wurzen',
  iban: 'DE02 5001 0517 0137 0750 30',
  bic: 'INGDDEFF',
  betragCent: 5005,
  verwendungszweck: 'WUR.2026.018872.3',
};

describe('GiroCode nach EPC069-12', () => {
  it('schreibt die Zeilen in der vorgeschriebenen Reihenfolge', () => {
    const code = girocode(gut);
    expect(code.ok && code.text).toBe(
      'BCD\n002\n1\nSCT\nINGDDEFF\nStadt Wurzen\nDE02500105170137075030\nEUR50.05\n\n\nWUR.2026.018872.3',
    );
  });

  it('lässt die BIC leer, wo keine angegeben ist', () => {
    const { bic: _, ...ohne } = gut;
    const code = girocode(ohne);
    expect(code.ok && code.text.split('\n')[4]).toBe('');
  });

  it('gibt eine quadratische Matrix mit den drei Suchmustern', () => {
    const code = girocode(gut);
    if (!code.ok) throw new Error(code.meldung);
    const { matrix } = code;
    expect(matrix.every((reihe) => reihe.length === matrix.length && /^[01]+$/.test(reihe))).toBe(true);
    expect((matrix.length - 17) % 4).toBe(0);
    expect((matrix.length - 17) / 4).toBeLessThanOrEqual(13);
    expect(matrix[0]?.startsWith('1111111')).toBe(true);
    expect(matrix[0]?.endsWith('1111111')).toBe(true);
    expect(matrix.at(-1)?.startsWith('1111111')).toBe(true);
    expect(matrix.at(-1)?.endsWith('1111111')).toBe(false);
  });

  it.each([
    ['falscher Prüfziffer', { iban: 'DE03 5001 0517 0137 0750 30' }],
    ['falscher BIC', { bic: 'X' }],
    ['Betrag null', { betragCent: 0 }],
    ['halben Cent', { betragCent: 10.5 }],
    ['Zeilenumbruch im Namen', { kontoinhaber: 'Stadt\nWurzen' }],
    ['leerem Verwendungszweck', { verwendungszweck: ' ' }],
    ['zu langem Verwendungszweck', { verwendungszweck: 'x'.repeat(141) }],
    ['mehr als 331 Bytes', { kontoinhaber: 'ß'.repeat(70), verwendungszweck: 'ß'.repeat(140) }],
  ])('lehnt ab bei %s', (_fall, falsch) => {
    expect(girocode({ ...gut, ...falsch })).toMatchObject({ ok: false, code: 'girocode-angaben' });
  });

  it('steht in den Beispielen so, wie er berechnet wird', () => {
    const mitZahlung = readBeispiele().flatMap((b) => b.auftrag.daten.zahlung ?? []);
    expect(mitZahlung.length).toBeGreaterThanOrEqual(2);
    for (const z of mitZahlung) {
      const betragCent = Number(z.betrag.replaceAll(/\D/g, ''));
      const code = girocode({ ...z, betragCent, verwendungszweck: z.kassenzeichen });
      expect(code.ok && code.matrix).toEqual(z.girocode);
    }
  });
});
