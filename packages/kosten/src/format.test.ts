import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatEuro, formatPreis } from './format.ts';

it.each([
  [0, '0,00 €'],
  [5, '0,05 €'],
  [125_000, '1.250,00 €'],
  [-350, '−3,50 €'],
  [123_456_789, '1.234.567,89 €'],
])('%d Cent sind %s', (cent, text) => expect(formatEuro(cent)).toBe(text));

it.each([
  [380_000, '38,00 €'],
  [1100, '0,11 €'],
  [995, '0,0995 €'],
  [950, '0,095 €'],
])('ein Preis von %d Zehntausendsteln ist %s', (preis, text) => expect(formatPreis(preis)).toBe(text));

it('sagt jeden Betrag ganz: aus dem Text entsteht er wieder', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cent) => {
      const ziffern = formatEuro(cent)
        .replace(/[^\d−]/g, '')
        .replace('−', '-');
      expect(Number(ziffern)).toBe(cent);
    }),
  );
});
