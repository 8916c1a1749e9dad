import { bedingung } from '@rathausverbund/regelwerk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormular, uebernimmServiceportal } from '../index.ts';
import { beispiel } from './beispiel.ts';

const deps = { compileBedingung: bedingung };

describe('a form of the Serviceportal changed at random', () => {
  const ERSATZ: readonly unknown[] = [
    null,
    '',
    ' ',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    ['x'],
    { id: 'x' },
    'STRING',
    'CHECKBOX',
    'TEXT',
    'EURO_BETRAG',
    'haendler',
    '__proto__',
    'toString',
    'ä ö',
    '\u202e\ud800',
    'x'.repeat(300),
    "${rufname == 'Ada'}",
    '${E01 == null || strom}',
    ['${empty E01}'],
    [{ value: 'a' }, { value: 'a', label: '' }],
    '9',
    'if',
  ];

  /** All places of a value, so that a mutation can hit each of them. */
  function stellen(wert: unknown): [Record<string, unknown>, string][] {
    if (typeof wert !== 'object' || wert === null) return [];
    const o = wert as Record<string, unknown>;
    return Object.keys(o).flatMap((key) => [[o, key] as [Record<string, unknown>, string], ...stellen(o[key])]);
  }

  it('it is refused or taken over completely, and nothing throws', () => {
    let uebernommen = 0;
    const eingriff = fc.tuple(fc.nat(3), fc.nat(10_000), fc.nat(10_000));
    fc.assert(
      fc.property(fc.array(eingriff, { minLength: 1, maxLength: 6 }), (eingriffe) => {
        const form = beispiel();
        for (const [was, wo, womit] of eingriffe) {
          const alle = stellen(form);
          const [o, key] = alle[wo % alle.length] ?? [{}, ''];
          const anderes = alle[womit % alle.length];
          if (was === 0) delete o[key];
          else if (was === 1)
            o[womit % 2 === 0 ? 'displayConditions' : 'fremd'] = structuredClone(ERSATZ[womit % ERSATZ.length]);
          else if (was === 2 && anderes) o[key] = structuredClone(anderes[0][anderes[1]]);
          else o[key] = structuredClone(ERSATZ[womit % ERSATZ.length]);
        }
        const text = JSON.stringify(form);
        const u = uebernimmServiceportal(text, deps);
        if (!u.ok) {
          expect(u.fehler.length).toBeGreaterThan(0);
          // a fault our own compiler finds in what we made ourselves would be ours
          expect(u.fehler.filter((f) => /^(schritte|titel|version)/.test(f.pfad))).toEqual([]);
          return;
        }
        uebernommen += 1;
        expect(compileFormular(u.quelle, deps).ok).toBe(true);
        const unsere = new Set(u.formular.schritte.flatMap((s) => s.felder.map((f) => f.id)));
        for (const h of u.herkunft) {
          for (const id of h.felder) expect(unsere.has(id)).toBe(true);
          if (h.felder.length === 0) expect(u.hinweise.some((x) => x.pfad === h.pfad)).toBe(true);
        }
        for (const h of u.hinweise) expect(h.meldung).toMatch(/^[\p{Lu}„].*\.$/su);
      }),
      { numRuns: 800 },
    );
    expect(uebernommen).toBeGreaterThan(100);
  });

  it('whatever else comes is refused as a value', () => {
    const form = fc.record({ id: fc.string(), sections: fc.array(fc.jsonValue()) });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          form.map((f) => JSON.stringify(f)),
        ),
        (text) => {
          const u = uebernimmServiceportal(text, deps);
          return !u.ok && u.fehler.length > 0 && u.fehler.every((f) => f.meldung.endsWith('.'));
        },
      ),
    );
  });

  it('cut anywhere it is refused', () => {
    const text = JSON.stringify(beispiel());
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        (n) => !uebernimmServiceportal(text.slice(0, n), deps).ok,
      ),
    );
  });
});
