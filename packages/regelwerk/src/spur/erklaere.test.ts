import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aufDeutsch, compileDmn, entscheide, erklaere, type Json } from '../index.ts';

describe('Werte auf Deutsch', () => {
  it.each<[Json, string]>([
    [1234.5, '1.234,50'],
    [1234567, '1.234.567'],
    [-1000, '-1.000'],
    [0.125, '0,125'],
    [1e-7, '0,0000001'],
    ['12345678901234567890.5', '12.345.678.901.234.567.890,50'],
    ['04808', '04808'],
    [true, 'ja'],
    [false, 'nein'],
    [null, 'ohne Angabe'],
    ['2026-05-01', '1. Mai 2026'],
    ['2026-13-01', '2026-13-01'],
    ['2026-05-01T10:30:00', '1. Mai 2026, 10:30 Uhr'],
    ['10:30:15.5', '10:30:15,5 Uhr'],
    ['10:30:00+02:00', '10:30 Uhr (UTC+02:00)'],
    ['P1Y6M', '1 Jahr und 6 Monate'],
    ['-P3DT1H', 'minus 3 Tage und 1 Stunde'],
    ['P', 'P'],
    [[1, 2, 'drei'], '1, 2 und drei'],
    [[], 'nichts'],
    [{ Cent: 9000, fällig: '2026-07-01' }, 'Cent: 9.000; fällig: 1. Juli 2026'],
  ])('%j: %s', (wert, erwartet) => expect(aufDeutsch(wert)).toBe(erwartet));
});

describe('Gründe für den Bescheid', () => {
  it('nennen Entscheidung, Regel, Werte, Folge und Anmerkung', async () => {
    const xml = readFileSync(join(import.meta.dirname, '..', 'beispiele', 'hundesteuer.dmn'), 'utf8');
    const u = await compileDmn(xml);
    if (!u.ok) throw new Error(JSON.stringify(u.fehler));
    const hund = { gefaehrlich: false, 'Beginn der Haltung': '2026-05-10', Geburtstag: '2020-01-01' };
    const e = entscheide(u.modell, 'Hundesteuer', { Hund: hund, 'Nummer des Hundes': 2, Steuerjahr: 2026 });
    const gruende = erklaere(e.ok ? e.spur : []);
    expect(gruende[0]).toBe(
      'Jahressatz: Es gilt Regel 2, denn gefährlich: nein; Nummer: 2. Daraus folgt Cent: 9.000. Für jeden weiteren Hund beträgt die Steuer 90 Euro im Jahr.',
    );
    expect(gruende[1]).toBe('Beginn der Steuerpflicht: Das Ergebnis ist 1. Juni 2026.');
    expect(gruende.at(-1)).toBe('Hundesteuer: Das Ergebnis ist 5.250.');
  });

  it('enden mit einem Punkt, auch wenn ein Wert schon ein Satz ist', () => {
    const regel = { tabelle: 'Gebühr', regel: 1, id: null, eingaben: {}, ausgaben: { Grund: 'Es war einfach.' } };
    const gruende = erklaere([
      { decision: 'Gebühr', wert: null, regeln: [{ ...regel, begruendung: '' }], begruendung: '', hinweise: [] },
    ]);
    expect(gruende).toEqual(['Gebühr: Es gilt Regel 1. Daraus folgt Grund: Es war einfach.']);
  });

  it('nennen die Tabelle eines Wissensmodells und was nicht zu berechnen war', () => {
    const gruende = erklaere([
      {
        decision: 'Gebühr',
        wert: null,
        regeln: [
          { tabelle: 'Satz', regel: 3, id: null, eingaben: { Art: 'A' }, ausgaben: { Satz: 1.5 }, begruendung: '' },
        ],
        begruendung: '',
        hinweise: ['In „*“ fehlt ein Wert.'],
      },
    ]);
    expect(gruende).toEqual([
      'Gebühr: Es gilt Regel 3 aus „Satz“, denn Art: A. Daraus folgt 1,50. Das Ergebnis ist ohne Angabe. Nicht zu berechnen war: In „*“ fehlt ein Wert.',
    ]);
  });
});
