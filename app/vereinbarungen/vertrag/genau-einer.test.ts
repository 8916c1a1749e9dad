import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Regel, zustaendigkeit } from '../model.ts';
import type { Befehl } from './befehle.ts';
import type { Inhalt, Vertragsseite } from './inhalt.ts';
import { BEIDE, inhalt, spielwiese } from './pruefstand.ts';
import { beide } from './stand.ts';
import { geltungen, zeilenOf } from './zeilen.ts';

const ANFANG = localDate('2026-01-01');
const ORTE = ['a', 'b', 'c'] as const;
const LEISTUNGEN = ['x', 'y'] as const;
const tag = fc.integer({ min: -20, max: 200 }).map((n) => addDays(ANFANG, n));
const seite = fc.constantFrom<Vertragsseite>(...BEIDE);

const text = fc.record({
  art: fc.constantFrom('mandatierend', 'delegierend', 'personal'),
  auftraggeber: fc.constantFrom(...ORTE),
  auftragnehmer: fc.constantFrom(...ORTE),
  leistungen: fc.uniqueArray(fc.constantFrom(...LEISTUNGEN), { minLength: 1 }),
  ab: fc.option(tag),
  bis: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: tag }),
}) as fc.Arbitrary<Partial<Inhalt>>;

type Zug =
  | { was: 'entwerfen'; i: Partial<Inhalt> }
  | { was: 'weiter'; mal: number }
  | { was: 'befehl'; b: Befehl; s: Vertragsseite };
const befehl: fc.Arbitrary<Befehl> = fc.oneof(
  fc.record({
    art: fc.constant('aussetzen' as const),
    ab: tag,
    bis: fc.option(tag),
    grund: fc.constant('g'),
    bestaetigung: fc.constantFrom('', 'ja'),
  }),
  fc.record({ art: fc.constantFrom('fortsetzen' as const, 'zuruecknehmen' as const), ab: tag }),
  fc.record({
    art: fc.constant('kuendigen' as const),
    zum: tag,
    grund: fc.constant('g'),
    wichtig: fc.boolean(),
    genehmigung: fc.option(fc.constant('092')),
    bestaetigung: fc.constantFrom('', 'ja'),
  }),
  fc.record({ art: fc.constant('zurueckziehen' as const), grund: fc.constant('g') }),
  fc.constant<Befehl>({ art: 'freischalten', bestaetigung: 'ja' }),
);
const zug: fc.Arbitrary<{ id: string; tage: number; z: Zug }> = fc.record({
  id: fc.constantFrom('v1', 'v2', 'v3'),
  tage: fc.integer({ min: 0, max: 9 }),
  z: fc.oneof(
    { weight: 2, arbitrary: fc.record({ was: fc.constant('entwerfen' as const), i: text }) },
    { weight: 5, arbitrary: fc.record({ was: fc.constant('weiter' as const), mal: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 3, arbitrary: fc.record({ was: fc.constant('befehl' as const), b: befehl, s: seite }) },
  ),
});

/** Both sides take whatever is next for them; most of it is refused, and that is the point. */
function weiter(w: ReturnType<typeof spielwiese>, id: string, heute: string): void {
  const hash = w.staende.get(id)?.fassungen.at(-1)?.textHash ?? '';
  const alle: Befehl[] = [
    { art: 'erklaeren', textHash: hash },
    { art: 'beschliessen', tag: heute, nummer: '1' },
    { art: 'genehmigen', behoerde: w.welt.aufsicht, tag: heute, zeichen: '1' },
    { art: 'bekanntmachen', tag: heute, fundstelle: '1' },
    ...(w.staende.get(id)?.nachweise.length
      ? []
      : [{ art: 'nachweisen', was: 'datenschutz', tag: heute, zeichen: '1' } as const]),
    { art: 'freischalten', bestaetigung: 'ja' },
  ];
  for (const b of alle) for (const s of BEIDE) if (w.gehe(id, s, b).ok && b.art !== 'nachweisen') return;
}

describe('Für beliebige Folgen von Schritten an beliebigen Tagen', () => {
  it('ist für jede Leistung und jeden Ort an jedem Tag genau einer zuständig, oder es wird abgelehnt', () => {
    let inKraft = 0;
    fc.assert(
      fc.property(fc.array(zug, { minLength: 12, maxLength: 26 }), (zuege) => {
        const w = spielwiese();
        let heute: LocalDate = ANFANG;
        for (const { id, tage, z } of zuege) {
          heute = addDays(heute, tage);
          w.welt.heute = heute;
          const vorher = w.staende.get(id);
          if (z.was === 'weiter') for (let i = 0; i < z.mal; i++) weiter(w, id, heute);
          else {
            const e = z.was === 'entwerfen' ? w.entwirf(id, 'auftraggeber', inhalt(z.i)) : w.gehe(id, z.s, z.b);
            // nothing half in force: a refusal leaves everything as it was
            if (!e.ok && w.staende.get(id) !== vorher) throw new Error('eine Ablehnung hat etwas verändert');
          }
        }
        inKraft += pruefe(w.regeln(), w);
      }),
      { numRuns: 100, endOnFailure: true },
    );
    // the sequences really bring agreements into force
    expect(inKraft).toBeGreaterThan(20);
  });
});

/** Every day on which something begins or ends, the day before, and one far away. */
const tageAus = (regeln: readonly Regel[]): string[] => [
  ...new Set(regeln.flatMap((r) => [r.ab, r.bis]).flatMap((t) => (t === null ? [] : [t, addDays(localDate(t), -1)]))),
  ANFANG,
  '2029-01-01',
];

function pruefe(regeln: readonly Regel[], w: ReturnType<typeof spielwiese>): number {
  const alle = [...w.staende.values()].flatMap((s) => zeilenOf(s).filter((r) => r.stand === 'in_kraft'));
  const falsch: string[] = [];
  for (const t of tageAus(regeln))
    for (const ort of ORTE)
      for (const leistung of LEISTUNGEN) {
        const z = zustaendigkeit({ leistung, ort, tag: t }, regeln, () => true);
        // told otherwise: of all texts at most one is at work here on the day, and it is the answer
        const wirkt = alle.filter(
          (r) => r.von === ort && r.leistung === leistung && (r.ab ?? '') <= t && (r.bis === null || t < r.bis),
        );
        const [r] = wirkt;
        const soll = r ? [r.art === 'delegierend' ? r.an : ort, r.an] : [ort, ort];
        const ist = z.ok ? [z.zustaendig, z.stelle] : [z.grund];
        if (wirkt.length > 1 || ist.join() !== soll.join())
          falsch.push(`${t} ${leistung} in ${ort}: ${ist} statt ${soll}`);
      }
  expect(falsch).toEqual([]);
  let inKraft = 0;
  for (const s of w.staende.values()) {
    // also of a lending, which has no lines: no day has two texts, and so two prices
    const tage = geltungen(s);
    for (const [i, g] of tage.entries())
      for (const h of tage.slice(i + 1))
        expect(g.bis !== null && g.bis <= h.ab, `${g.ab}–${g.bis}, ${h.ab}`).toBe(true);
    for (const g of tage) {
      inKraft += 1;
      // never in force without both sides' declarations, resolutions and switches, the approval and the publication before
      const f = g.fassung;
      expect([f.erklaert, f.beschlossen, f.freigeschaltet].every(beide)).toBe(true);
      expect((f.genehmigt?.tag ?? '9') <= (f.bekanntgemacht?.tag ?? '0') && (f.bekanntgemacht?.tag ?? '9') < g.ab).toBe(
        true,
      );
    }
  }
  return inKraft;
}
