import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kassenzeichenOf } from './actions.ts';

/** ISO 7064 mod 97-10 from the other side: letters as two digits, the whole number leaves 1. */
function stimmt(kassenzeichen: string): boolean {
  const zahl = [...kassenzeichen.replaceAll('.', '')].map((z) => Number.parseInt(z, 36)).join('');
  return BigInt(zahl) % 97n === 1n;
}

const aktenzeichen = fc
  .tuple(
    fc.stringMatching(/^[A-Z]{2,4}$/),
    fc.constantFrom('GA', 'HS', 'VA', 'P'),
    fc.integer({ min: 2024, max: 2099 }),
    fc.integer({ min: 1, max: 9_999_999 }),
  )
  .map(([k, l, jahr, nr]) => `${k}-${l}-${jahr}-${String(nr).padStart(6, '0')}`);

describe('Das Kassenzeichen', () => {
  it('ist aus dem Aktenzeichen lesbar und trägt zwei Prüfziffern', () => {
    expect(kassenzeichenOf('THW-GA-2026-000123')).toMatch(/^THW\.GA\.26000123\.\d{2}$/);
  });

  it('stimmt für jedes Aktenzeichen und ist für jedes ein anderes', () => {
    fc.assert(
      fc.property(aktenzeichen, aktenzeichen, (a, b) => {
        expect(stimmt(kassenzeichenOf(a))).toBe(true);
        expect(kassenzeichenOf(a) === kassenzeichenOf(b)).toBe(a === b);
      }),
    );
  });

  it('verrät jede einzelne vertippte Ziffer', () => {
    fc.assert(
      fc.property(aktenzeichen, fc.nat(), fc.integer({ min: 1, max: 9 }), (a, wo, um) => {
        const k = kassenzeichenOf(a);
        const stellen = [...k].flatMap((z, i) => (/\d/.test(z) ? [i] : []));
        const i = stellen[wo % stellen.length] ?? 0;
        expect(stimmt(k.slice(0, i) + String((Number(k[i]) + um) % 10) + k.slice(i + 1))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('verrät jede Vertauschung zweier Nachbarn', () => {
    fc.assert(
      fc.property(aktenzeichen, (a) => {
        const k = kassenzeichenOf(a);
        for (let i = 0; i + 1 < k.length; i++) {
          const [x = '', y = ''] = [k[i], k[i + 1]];
          if (x === y || !/\d\d|[A-Z]{2}/.test(x + y)) continue;
          expect(stimmt(k.slice(0, i) + y + x + k.slice(i + 2)), `${k} an ${i}`).toBe(false);
        }
      }),
    );
  });
});
