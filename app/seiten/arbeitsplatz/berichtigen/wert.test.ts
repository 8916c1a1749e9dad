import { describe, expect, it } from 'vitest';
import { type Art, liesWert } from './wert.ts';

describe('Ein von Hand gesetzter Wert', () => {
  it.each<[Art, string, unknown]>([
    ['text', ' neu ', 'neu'],
    ['zahl', '1.234,5', 1234.5],
    ['zahl', '-7', -7],
    ['betrag', '50', 5000],
    ['betrag', '1.050,9 €', 105090],
    ['betrag', '0,07', 7],
    ['datum', '1.12.2026', '2026-12-01'],
    ['wahr', 'ja', true],
    ['wahr', 'nein', false],
    ['liste', 'Anna; Bert\n Carl ;', ['Anna', 'Bert', 'Carl']],
  ])('wird als %s gelesen: %s', (art, text, wert) => {
    expect(liesWert(art, text)).toEqual(wert);
  });

  it.each<[Art, string]>([
    ['text', '  '],
    ['zahl', '1,2,3'],
    ['zahl', '1234567890123456'],
    ['zahl', 'zwölf'],
    ['betrag', '12,345'],
    ['betrag', '-5'],
    ['datum', '31.2.2026'],
    ['wahr', 'vielleicht'],
    ['liste', ' ; \n '],
  ])('ist kein Wert der Art %s: %s', (art, text) => {
    expect(liesWert(art, text)).toBeUndefined();
  });
});
