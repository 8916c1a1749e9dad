import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestandsaenderungen, type Zustand } from './model.ts';

const tag = (n: number): string => `2026-10-${String(n + 1).padStart(2, '0')}`;
const HUND = { leistung: 'hundesteuer-anmeldung', oertlich: 'w' };

/** A dog that came on day `ab`, and what was entered since: the day it left, or null for "it did not". */
const hund = fc.record({
  ab: fc.nat(20),
  spaeter: fc.array(fc.nat(9), { maxLength: 6 }),
});

/** Its states: end and undo take turns, as the register allows. */
const staendeOf = ({ ab, spaeter }: { ab: number; spaeter: number[] }, id: string): Zustand[] =>
  [null, ...spaeter.map((s, i) => (i % 2 === 0 ? tag(ab + s) : null))].map((ende, i) => ({
    ...HUND,
    id,
    stand: i + 1,
    ab: ende === tag(ab) ? null : tag(ab),
    ende,
  }));

describe('Der Bestand an Hunden', () => {
  it('ist an jedem Tag, was der letzte Stand jedes Eintrags sagt', () => {
    fc.assert(
      fc.property(fc.array(hund, { maxLength: 5 }), fc.nat(30), (hunde, heute) => {
        const staende = hunde.map((h, i) => staendeOf(h, `h${i}`));
        const bestand = bestandsaenderungen(staende.flat())
          .filter((a) => a.tag <= tag(heute))
          .reduce((n, a) => n + a.menge, 0);
        const soll = hunde.filter(({ ab }, i) => {
          const ende = staende[i]?.at(-1)?.ende ?? null;
          return tag(ab) <= tag(heute) && (ende === null || tag(heute) < ende);
        });
        expect(bestand).toBe(soll.length);
      }),
    );
  });

  it('nennt zu jeder Rücknahme den Abgang, den sie zurücknimmt', () => {
    const a = bestandsaenderungen(staendeOf({ ab: 4, spaeter: [3, 0, 5] }, 'x'));
    expect(a.map((x) => [x.stand, x.tag, x.menge, x.zu])).toEqual([
      [1, tag(4), 1, null],
      [2, tag(7), -1, null],
      [3, tag(7), 1, 2],
      [4, tag(9), -1, null],
    ]);
  });
});
