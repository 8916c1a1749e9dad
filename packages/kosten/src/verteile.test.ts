import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verteile } from './verteile.ts';

const gewichte = fc
  .uniqueArray(fc.record({ id: fc.uuid(), gewicht: fc.integer({ min: 0, max: 100_000 }) }), {
    minLength: 1,
    maxLength: 40,
    selector: (g) => g.id,
  })
  .filter((l) => l.some((g) => g.gewicht > 0));
const betrag = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

describe('Eine Umlage', () => {
  it('gibt die übrigen Cent den größten Resten', () => {
    const drei = ['a', 'b', 'c'].map((id) => ({ id, gewicht: 1 }));
    expect([...verteile(100, drei)]).toEqual([
      ['a', 34],
      ['b', 33],
      ['c', 33],
    ]);
    expect(verteile(-100, drei).get('a')).toBe(-34);
    expect(verteile(0, drei).get('b')).toBe(0);
  });

  it('geht immer auf den Cent auf', () => {
    fc.assert(
      fc.property(betrag, gewichte, (b, g) => {
        expect([...verteile(b, g).values()].reduce((s, x) => s + x, 0)).toBe(b);
      }),
    );
  });

  it('hängt nicht von der Reihenfolge ab und weicht bei niemandem um einen ganzen Cent ab', () => {
    fc.assert(
      fc.property(betrag, gewichte, (b, g) => {
        const a = verteile(b, g);
        const rueckwaerts = verteile(b, g.toReversed());
        const summe = g.reduce((s, x) => s + x.gewicht, 0);
        for (const x of g) {
          expect(rueckwaerts.get(x.id)).toBe(a.get(x.id));
          const abstand = BigInt(a.get(x.id) ?? 0) * BigInt(summe) - BigInt(b) * BigInt(x.gewicht);
          expect(abstand < BigInt(summe) && abstand > -BigInt(summe)).toBe(true);
        }
      }),
    );
  });

  it('verweigert, was sich nicht verteilen lässt', () => {
    expect(() => verteile(1, [])).toThrow('Ohne Gewicht');
    expect(() => verteile(1.5, [{ id: 'a', gewicht: 1 }])).toThrow('ganze Zahlen');
    expect(() => verteile(1, [{ id: 'a', gewicht: -1 }])).toThrow('ganze Zahlen');
    expect(() =>
      verteile(1, [
        { id: 'a', gewicht: 1 },
        { id: 'a', gewicht: 1 },
      ]),
    ).toThrow('nur einmal');
  });
});
