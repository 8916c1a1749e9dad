import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eingabewert, type Feld, formatWert } from './index.ts';
import { parseWert, pruefeWert } from './wert.ts';

const basis = { id: 'x', beschriftung: 'X', pflicht: false, pruefungen: [] };
const zahl = (dezimalstellen: number): Feld => ({ ...basis, art: 'zahl', dezimalstellen });
const betrag: Feld = { ...basis, art: 'betrag' };
const text: Feld = { ...basis, art: 'text', maxLaenge: 200 };
const einfach = (art: 'iban' | 'email' | 'telefon' | 'plz'): Feld => ({ ...basis, art });

describe('what is shown in an input field', () => {
  it('is read back as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), fc.integer({ min: 0, max: 3 }), (n, stellen) => {
        const wert = stellen === 0 ? n : n / 10 ** stellen;
        expect(parseWert(zahl(stellen), eingabewert(zahl(stellen), wert))).toEqual({ wert: wert === 0 ? 0 : wert });
        expect(parseWert(betrag, eingabewert(betrag, n))).toEqual({ wert: n });
        expect(parseWert(betrag, formatWert(betrag, n))).toEqual({ wert: n });
      }),
    );
  });

  it('is written with points between thousands and a comma', () => {
    expect(formatWert(zahl(2), -1234567.25)).toBe('-1.234.567,25');
    expect(formatWert(betrag, 5)).toBe('0,05 €');
    expect(formatWert(betrag, -123456)).toBe('-1.234,56 €');
    expect(formatWert(zahl(6), 0.000001)).toBe('0,000001');
  });

  it('is refused when too large to be exact', () => {
    for (const feld of [zahl(0), zahl(2), betrag]) {
      expect(parseWert(feld, '9'.repeat(30))).toEqual({ meldung: 'Prüfen Sie „X“. Die Zahl ist zu groß.' });
    }
    expect(parseWert(betrag, '-0,50')).toEqual({ wert: -50 });
    expect(parseWert(betrag, '-0')).toEqual({ wert: 0 });
  });
});

describe('texts', () => {
  it('keep letters of String.Latin and combine what belongs together', () => {
    for (const name of ['Ångström', 'Łukasz', 'Đorđević', 'Çelik', 'O’Brien', 'M̂aria', 'Müller-Lüdenscheidt']) {
      expect(parseWert(text, name)).toEqual({ wert: name.normalize('NFC') });
    }
  });

  it('count characters, not code units', () => {
    expect(parseWert({ ...text, maxLaenge: 2 }, '𝒜𝒷')).toEqual({ wert: '𝒜𝒷' });
    expect(parseWert({ ...text, maxLaenge: 2 }, 'abc')).toHaveProperty('meldung');
  });

  it('do not carry the dollar signs of a label into the sentence as patterns', () => {
    const feld: Feld = { ...text, beschriftung: 'Preis in $& und $1', maxLaenge: 1 };
    expect(parseWert(feld, 'ab')).toEqual({ meldung: 'Kürzen Sie „Preis in $& und $1“ auf höchstens 1 Zeichen.' });
  });
});

describe('identifiers', () => {
  it('are taken as people write them', () => {
    expect(parseWert(einfach('iban'), 'AT61 1904 3002 3457 3201')).toEqual({ wert: 'AT611904300234573201' });
    expect(parseWert(einfach('telefon'), '+49 (0) 3425  12-34')).toEqual({ wert: '+49 (0) 3425 12-34' });
    expect(parseWert(einfach('plz'), ' 04808 ')).toEqual({ wert: '04808' });
    expect(parseWert(einfach('email'), 'Jörg.Groß@bürgeramt.example')).toEqual({ wert: 'Jörg.Groß@bürgeramt.example' });
  });

  it('are refused when wrong', () => {
    const falsch: [Feld, string][] = [
      [einfach('iban'), 'DE00000000000000000000'],
      [einfach('iban'), 'BR1500000000000010932840814P2'],
      [einfach('telefon'), '110110110110110110'],
      [einfach('plz'), '00000'],
      [einfach('email'), 'a..b@c.de'],
      [einfach('email'), 'a@-c.de'],
    ];
    for (const [feld, eingabe] of falsch) expect(parseWert(feld, eingabe), eingabe).toHaveProperty('meldung');
  });

  it('in storage must have their canonical form', () => {
    expect(pruefeWert(einfach('iban'), 'DE02120300000000202051')).toBeUndefined();
    expect(pruefeWert(einfach('iban'), 'de02 1203 0000 0000 2020 51')).toBeDefined();
  });

  it('are checked in linear time', () => {
    // time of the processor, not on the clock: what others have the machine do does not count
    const beginn = process.cpuUsage();
    for (const boese of ['a@' + 'a-'.repeat(100_000), '1.'.repeat(100_000), `${'('.repeat(200_000)}x`]) {
      for (const feld of [einfach('email'), einfach('telefon'), einfach('iban'), zahl(2), betrag, text])
        parseWert(feld, boese);
    }
    expect(process.cpuUsage(beginn).user / 1000).toBeLessThan(3000);
  });
});
