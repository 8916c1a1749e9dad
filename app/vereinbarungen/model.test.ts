import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoVereinbarungen } from '../demo/welt.ts';
import { type Regel, widerspruchsbehoerde, zustaendigkeit } from './model.ts';

const regeln: Regel[] = demoVereinbarungen(2026).flatMap((v) =>
  v.leistungen.map((leistung) => ({
    ...v,
    vereinbarung: `${v.von}-${v.an}-${leistung}`,
    leistung,
    titel: `Zweckvereinbarung vom ${v.vom}`,
    fundstelle: 'Amtsblatt',
  })),
);
const alle = () => true;
const frage = (leistung: string, ort: string, tag: string) => ({ leistung, ort, tag });
const GA = 'gewerbe-anmeldung';
const HS = 'hundesteuer-anmeldung';
const VA = 'verkehrsrechtliche-anordnung';
const HEUTE = '2026-06-15';

/** [Leistung, place, day, competent, works, kind] */
const TABELLE: [string, string, string, string, string, string][] = [
  [GA, 'thallwitz', HEUTE, 'thallwitz', 'wurzen', 'mandatierend'],
  [GA, 'thallwitz', '2024-12-31', 'thallwitz', 'thallwitz', 'eigene'],
  [GA, 'thallwitz', '2025-01-01', 'thallwitz', 'wurzen', 'mandatierend'],
  [GA, 'lossatal', HEUTE, 'wurzen', 'wurzen', 'delegierend'],
  [GA, 'lossatal', '2024-06-30', 'lossatal', 'lossatal', 'eigene'],
  [GA, 'lossatal', '2024-07-01', 'wurzen', 'wurzen', 'delegierend'],
  [GA, 'augustusburg', '2026-02-28', 'augustusburg', 'augustusburg', 'eigene'],
  [GA, 'augustusburg', '2026-03-01', 'augustusburg', 'wurzen', 'mandatierend'],
  [GA, 'wurzen', HEUTE, 'wurzen', 'wurzen', 'eigene'],
  [HS, 'wurzen', '2026-03-01', 'wurzen', 'augustusburg', 'mandatierend'],
  [HS, 'thallwitz', HEUTE, 'thallwitz', 'thallwitz', 'eigene'],
  [VA, 'bennewitz', HEUTE, 'wurzen', 'wurzen', 'delegierend'],
  ['posteingang', 'lossatal', HEUTE, 'lossatal', 'wurzen', 'mandatierend'],
  // resolved by the council, approval pending: changes nothing
  [GA, 'bennewitz', HEUTE, 'bennewitz', 'bennewitz', 'eigene'],
  // ended: the last day is 30 September, from 1 October on the place itself
  [HS, 'lossatal', '2023-12-31', 'lossatal', 'lossatal', 'eigene'],
  [HS, 'lossatal', '2024-01-01', 'lossatal', 'augustusburg', 'mandatierend'],
  [HS, 'lossatal', '2026-09-30', 'lossatal', 'augustusburg', 'mandatierend'],
  [HS, 'lossatal', '2026-10-01', 'lossatal', 'lossatal', 'eigene'],
];

describe('Wer zuständig ist', () => {
  it.each(TABELLE)('%s in %s am %s: %s, es arbeitet %s (%s)', (leistung, ort, tag, zustaendig, stelle, art) => {
    expect(zustaendigkeit(frage(leistung, ort, tag), regeln, alle)).toMatchObject({
      ok: true,
      oertlich: ort,
      zustaendig,
      stelle,
      basis: { art },
    });
  });

  it('nennt die Vereinbarung und die Norm, auf die es sich stützt', () => {
    expect(zustaendigkeit(frage(GA, 'thallwitz', HEUTE), regeln, alle)).toMatchObject({
      basis: { vereinbarung: `thallwitz-wurzen-${GA}`, norm: '§ 71 Abs. 2 SächsKomZG' },
    });
    expect(zustaendigkeit(frage(GA, 'lossatal', HEUTE), regeln, alle)).toMatchObject({
      basis: { norm: '§ 71 Abs. 1 SächsKomZG' },
    });
    expect(zustaendigkeit(frage(GA, 'wurzen', HEUTE), regeln, alle)).toMatchObject({ basis: { vereinbarung: null } });
  });

  const gesetz: Regel = {
    vereinbarung: 'vg',
    art: 'gesetz',
    leistung: '*',
    von: 'thallwitz',
    an: 'lossatal',
    ab: '1999-01-01',
    bis: null,
    titel: 'Verwaltungsgemeinschaft',
    fundstelle: '',
    stand: 'in_kraft',
  };

  it('fragt zuerst das Gesetz, dann die Vereinbarungen', () => {
    expect(zustaendigkeit(frage(GA, 'thallwitz', HEUTE), [...regeln, gesetz], alle)).toMatchObject({
      zustaendig: 'lossatal',
      stelle: 'lossatal',
      basis: { art: 'gesetz', vereinbarung: null },
    });
    const frueher = { ...gesetz, bis: '2000-01-01' };
    expect(zustaendigkeit(frage(GA, 'thallwitz', HEUTE), [...regeln, frueher], alle)).toMatchObject({
      stelle: 'wurzen',
    });
  });

  it('rät nicht, wenn zwei Regeln einander widersprechen', () => {
    const zweite = { ...gesetz, art: 'delegierend', leistung: GA, an: 'bennewitz', titel: 'Zweite' } as const;
    const e = zustaendigkeit(frage(GA, 'thallwitz', HEUTE), [...regeln, zweite], alle);
    expect(e).toMatchObject({ ok: false, grund: 'zustaendigkeit.widerspruch' });
    expect(!e.ok && e.angaben?.['regeln']).toContain('Zweite');
    expect(
      zustaendigkeit(frage(GA, 'thallwitz', HEUTE), [gesetz, { ...gesetz, vereinbarung: 'x' }], alle),
    ).toMatchObject({
      grund: 'zustaendigkeit.widerspruch',
    });
  });

  it('lehnt ab, wenn die zuständige oder die bearbeitende Körperschaft hier nicht arbeitet', () => {
    for (const fehlt of ['wurzen', 'thallwitz'])
      expect(zustaendigkeit(frage(GA, 'thallwitz', HEUTE), regeln, (k) => k !== fehlt)).toEqual({
        ok: false,
        grund: 'zustaendigkeit.niemand',
      });
    expect(zustaendigkeit(frage(GA, 'grimma', HEUTE), regeln, (k) => k !== 'grimma').ok).toBe(false);
    // under delegation the place itself need not work here
    expect(zustaendigkeit(frage(GA, 'lossatal', HEUTE), regeln, (k) => k !== 'lossatal').ok).toBe(true);
  });

  it('antwortet an jedem Tag genau einmal oder lehnt ab, in welcher Reihenfolge die Regeln auch stehen', () => {
    const ort = fc.constantFrom('a', 'b', 'c');
    const tag = fc
      .date({ min: new Date('2024-01-01'), max: new Date('2024-02-15'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    const regel = fc.record<Regel>({
      vereinbarung: fc.uuid(),
      art: fc.constantFrom('mandatierend', 'delegierend', 'gesetz'),
      leistung: fc.constantFrom('x', 'y', '*'),
      von: ort,
      an: ort,
      ab: fc.option(tag),
      bis: fc.option(tag),
      titel: fc.string(),
      fundstelle: fc.constant(''),
      stand: fc.constantFrom('in_kraft', 'genehmigung_offen', 'beendet'),
    });
    fc.assert(
      fc.property(fc.array(regel, { maxLength: 6 }), ort, tag, (r, o, wann) => {
        const e = zustaendigkeit(frage('x', o, wann), r, (k) => k !== 'c');
        const umgekehrt = zustaendigkeit(frage('x', o, wann), [...r].reverse(), (k) => k !== 'c');
        if (!e.ok) {
          expect(umgekehrt).toMatchObject({ ok: false, grund: e.grund });
          return;
        }
        expect(umgekehrt).toEqual(e);
        expect(e.oertlich).toBe(o);
        expect([e.zustaendig, e.stelle]).not.toContain('c');
        const quelle = r.find((x) => x.vereinbarung === e.basis.vereinbarung);
        if (e.basis.art === 'eigene') expect([e.zustaendig, e.stelle]).toEqual([o, o]);
        else {
          expect(quelle?.stand).not.toBe('genehmigung_offen');
          expect((quelle?.ab ?? '') <= wann && (quelle?.bis == null || wann < quelle.bis)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('Wer über den Widerspruch entscheidet', () => {
  const wer = (
    aufgabenart: Parameters<typeof widerspruchsbehoerde>[0]['aufgabenart'],
    einwohner: number,
    kreisId: string | null = 'lra',
  ) => widerspruchsbehoerde({ aufgabenart, einwohner, kommune: { id: 'stadt', kreisId } });

  it('ist bis 5.000 Einwohner das Landratsamt, darüber die Gemeinde selbst', () => {
    for (const art of ['pflichtaufgabe-weisungsfrei', 'freiwillig'] as const) {
      expect(wer(art, 5000)).toMatchObject({ behoerde: 'lra', norm: '§ 27 Abs. 1 SächsJG' });
      expect(wer(art, 5001)).toMatchObject({ behoerde: 'stadt', norm: '§ 73 Abs. 1 Satz 2 Nr. 3 VwGO' });
    }
  });

  it('ist in der kreisfreien Stadt sie selbst, in Weisungsaufgaben die nächsthöhere Behörde', () => {
    expect(wer('freiwillig', 600_000, null)).toMatchObject({ behoerde: 'stadt' });
    expect(wer('weisungsaufgabe', 3000)).toMatchObject({ behoerde: 'lra', zuBestaetigen: true });
    expect(wer('weisungsaufgabe', 16_000)).toMatchObject({ behoerde: 'lra', zuBestaetigen: true });
    expect(wer('weisungsaufgabe', 600_000, null)).toEqual({ ok: false, grund: 'widerspruch.landesdirektion' });
  });
});
