import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runde } from './runden.ts';

describe('Gerundet', () => {
  it('wird der halbe Cent vom Nullpunkt weg', () => {
    expect([runde(5n, 10n), runde(-5n, 10n), runde(4n, 10n), runde(15n, 10n), runde(0n, 7n)]).toEqual([1, -1, 0, 2, 0]);
  });

  it('weicht nie mehr als eine halbe Einheit ab, und das Vorzeichen ändert nichts', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 6n), (z, n) => {
        const r = BigInt(runde(z, n));
        const abstand = r * n - z;
        expect(2n * (abstand < 0n ? -abstand : abstand) <= n).toBe(true);
        expect(runde(-z, n) + runde(z, n)).toBe(0);
      }),
    );
  });

  it('gibt nichts zurück, was keine genaue Zahl mehr ist', () => {
    expect(() => runde(10n ** 20n, 1n)).toThrow('zu groß');
    expect(() => runde(1n, 0n)).toThrow('positiv');
  });
});
