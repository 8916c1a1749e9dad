import { type Antworten, type FeldFehler, liesAntwort, parseSchritt } from '@rathausverbund/formular';
import { addDays, localDate } from '@rathausverbund/fristen';
import { type Kostenregel, pruefeKostenregeln, type Schluessel } from '@rathausverbund/kosten';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aufwandsfeld, kostenabschnitte } from './kosten.ts';
import { pruefeKosten } from './kostenpruefung.ts';
import { felderAus, regelnOf } from './kostenregeln.ts';
import { abschnitteOf, fuegeHinzu, gewaehlte, type Roh, teileOf, uebernimmKosten, zeilenOf } from './roh.ts';

const AB = localDate('2027-01-01');
/** the key of a text is enough to know which one was said */
const t = (schluessel: string) => schluessel;

/** What the page would read of these fields: what does not fit its field, what contradicts, and the rules. */
function lies(roh: Roh, n = 1): { fehler: FeldFehler[]; regeln: Kostenregel[] } {
  const felder = [
    ...kostenabschnitte(t, roh, n, '01.01.2027').flatMap((a) => [...a.teile.flatMap((x) => x.felder), ...a.felder]),
    aufwandsfeld(t, n),
  ];
  const formular = { titel: '', version: '1', schritte: [{ id: 'k', titel: '', felder }] };
  const e = parseSchritt(formular, 'k', roh, {} as Antworten, AB);
  const lesen = (f: string) => liesAntwort(e.antworten, f);
  const weitere = pruefeKosten(t, roh, n, lesen, { ab: AB, bis: localDate('2030-01-01') });
  return { fehler: [...e.fehler, ...weitere], regeln: regelnOf(roh, { n, leistung: 'x' }, lesen, AB, null) };
}
const falsch = (roh: Roh) =>
  lies({
    schluessel_1_1_1: 'fall',
    preis_1_1_1: '38',
    ust_1_1: 'zu-pruefen',
    ustgrund_1_1: '§ 2b UStG',
    ...roh,
  }).fehler.map((f) => `${f.feld} ${f.meldung.split('.').at(-1)}`);

const cent = fc.integer({ min: 1, max: 10_000_000 });
const preis = fc.integer({ min: 1, max: 99_999_999 });
const wort = fc.stringMatching(/^[a-zäöü§][a-zäöü0-9 §.]{0,20}[a-z]$/);
const einfach: fc.Arbitrary<Schluessel> = fc.oneof(
  fc.record({ art: fc.constant('menge' as const), einheit: fc.constantFrom('fall', 'seite'), preis }),
  fc.record({ art: fc.constant('bestand' as const), einheit: fc.constantFrom('hund', 'einwohner'), preis }),
  fc.record({ art: fc.constant('fest' as const), betrag: cent }),
  fc.record({
    art: fc.constant('umlage' as const),
    pool: wort,
    nach: fc.constantFrom('fall', 'seite', 'hund', 'einwohner'),
  }),
) as fc.Arbitrary<Schluessel>;
const schluessel: fc.Arbitrary<Schluessel> = fc.oneof(
  { weight: 3, arbitrary: einfach },
  { weight: 1, arbitrary: fc.record({ art: fc.constant('kostenfrei' as const), grund: wort }) },
  {
    weight: 2,
    arbitrary: fc.record({
      art: fc.constant('mischung' as const),
      teile: fc.array(einfach, { minLength: 2, maxLength: 4 }),
    }),
  },
);
const ust: fc.Arbitrary<Kostenregel['ust']> = fc.oneof(
  fc.record({ stand: fc.constant('steuerpflichtig' as const), satz: fc.constant(19 as const), grund: wort }),
  fc.record({ stand: fc.constantFrom('nicht-steuerbar', 'steuerfrei'), satz: fc.constant(0 as const), grund: wort }),
  fc.record({ stand: fc.constant('zu-pruefen' as const), satz: fc.constantFrom(0, 19), grund: wort }),
) as fc.Arbitrary<Kostenregel['ust']>;
const regel = fc.record({
  schluessel,
  ust,
  minimum: fc.option(fc.integer({ min: 1, max: 50_000 })),
  maximum: fc.option(fc.integer({ min: 50_000, max: 10_000_000 })),
  abschlag: fc.option(cent),
});
/** One price after another, each some days later. */
const regeln = fc
  .array(fc.tuple(regel, fc.integer({ min: 1, max: 200 })), { minLength: 1, maxLength: 4 })
  .map((paare) => {
    let tag = AB;
    return paare.map(([r, dauer], i): Kostenregel => {
      const ab = tag;
      tag = addDays(tag, dauer);
      return { ...r, leistung: 'x', ab, bis: i === paare.length - 1 ? null : tag, verrechnetMit: null };
    });
  });

describe('Die Felder der Kosten', () => {
  it('sagen jede Regel, die vereinbart werden kann: hinein und wieder heraus ist sie dieselbe', () => {
    fc.assert(
      fc.property(regeln, (alle) => {
        expect(pruefeKostenregeln(alle, { id: null, leistungen: ['x'] })).toEqual([]);
        const e = lies(felderAus(alle, [], 1, AB));
        expect(e).toEqual({ fehler: [], regeln: alle });
      }),
      { numRuns: 300 },
    );
  });

  it('beginnen bei einer Änderung mit dem Preis, der heute gilt', () => {
    const grund = { stand: 'nicht-steuerbar', satz: 0, grund: 'g' } as const;
    const r = (ab: string, bis: string | null, betrag: number): Kostenregel => ({
      leistung: 'x',
      ab: localDate(ab),
      bis: bis === null ? null : localDate(bis),
      schluessel: { art: 'fest', betrag },
      minimum: null,
      maximum: null,
      ust: grund,
      abschlag: null,
      verrechnetMit: null,
    });
    const felder = felderAus(
      [r('2025-01-01', '2026-01-01', 1), r('2027-07-01', null, 3), r('2026-01-01', '2027-07-01', 2)],
      [],
      4,
      '2026-06-01',
    );
    expect([felder['preis_4_1_1'], felder['preis_4_2_1'], felder['ab_4_1'], felder['ab_4_2']]).toEqual([
      '0,02',
      '0,03',
      undefined,
      '01.07.2027',
    ]);
  });

  it('nennen jeden Widerspruch an seinem Feld', () => {
    expect(falsch({})).toEqual([]);
    expect(falsch({ preis_1_1_1: '' })[0]).toMatch(/^preis_1_1_1 /);
    expect(falsch({ preis_1_1_1: '0' })).toEqual(['preis_1_1_1 preis']);
    expect(falsch({ preis_1_1_1: '10.000' })).toEqual([]);
    expect(falsch({ preis_1_1_1: '10.000,0001' })).toEqual(['preis_1_1_1 preisZuGross']);
    expect(falsch({ preis_1_1_1: '999999999999' })).toEqual(['preis_1_1_1 preisZuGross']);
    expect(falsch({ schluessel_1_1_1: 'fest', preis_1_1_1: '100.000.001' })).toEqual(['preis_1_1_1 betragZuGross']);
    expect(falsch({ minimum_1_1: '100.000.000,01' })).toEqual(['minimum_1_1 betragZuGross']);
    expect(falsch({ preis_1_1_1: '0,00001' })[0]).toMatch(/^preis_1_1_1 /);
    expect(falsch({ schluessel_1_1_1: 'fest', preis_1_1_1: '12,345' })).toEqual(['preis_1_1_1 cent']);
    expect(falsch({ schluessel_1_1_1: 'umlage_fall', angabe_1_1_1: 'Scanstelle' })).toEqual([
      'preis_1_1_1 preisZuviel',
    ]);
    for (const art of ['umlage_fall', 'kostenfrei'])
      expect(falsch({ schluessel_1_1_1: art, preis_1_1_1: '' }).join()).toMatch(/^angabe_1_1_1 [^,]*$/);
    expect(falsch({ angabe_1_1_1: 'Scanstelle' })).toEqual(['angabe_1_1_1 angabeZuviel']);
    expect(falsch({ schluessel_1_1_2: '', preis_1_1_2: '5' })).toEqual(['schluessel_1_1_2 schluessel']);
    expect(falsch({ schluessel_1_1_2: 'kostenfrei', angabe_1_1_2: 'g' })).toEqual([
      'schluessel_1_1_2 kostenfreiGemischt',
    ]);
    expect(falsch({ minimum_1_1: '100', maximum_1_1: '99,99' })).toEqual(['maximum_1_1 grenzen']);
    expect(falsch({ abschlag_1_1: '0' })).toEqual(['abschlag_1_1 betragNull']);
    expect(falsch({ ust_1_1: 'steuerpflichtig', satz_1_1: '0' })).toEqual(['satz_1_1 satzFehlt']);
    expect(falsch({ ust_1_1: 'steuerfrei', satz_1_1: '19' })).toEqual(['satz_1_1 satzZuviel']);
    expect(falsch({ aufwand_1: 'einfach 20' })).toEqual(['aufwand_1 aufwand']);
    expect(falsch({ aufwand_1: 'einfach: 20\neinfach: 30' })).toEqual(['aufwand_1 aufwand']);
  });

  it('nehmen einen späteren Preis nur von einem späteren Tag an, und einen leeren gar nicht', () => {
    const spaeter = {
      ab_1_2: '01.07.2027',
      schluessel_1_2_1: 'seite',
      preis_1_2_1: '0,11',
      ust_1_2: 'steuerfrei',
      ustgrund_1_2: 'g',
    };
    expect(falsch(spaeter)).toEqual([]);
    expect(falsch({ ...spaeter, ab_1_2: '01.01.2027' })).toEqual(['ab_1_2 preisAb']);
    expect(falsch({ ...spaeter, ab_1_2: '01.01.2030' })).toEqual(['ab_1_2 nachEnde']);
    expect(falsch({ ...spaeter, ab_1_2: '' })).toHaveLength(1);
    expect(falsch({ ab_1_2: '', schluessel_1_2_1: '', ust_1_2: '', ustgrund_1_2: ' ' })).toEqual([]);
    const { regeln: r } = lies({
      schluessel_1_1_1: 'fall',
      preis_1_1_1: '38',
      ust_1_1: 'zu-pruefen',
      ustgrund_1_1: 'g',
      ...spaeter,
    });
    expect(r.map((x) => [x.ab, x.bis])).toEqual([
      ['2027-01-01', '2027-07-01'],
      ['2027-07-01', null],
    ]);
  });
});

describe('Eine weitere Zeile', () => {
  const roh: Roh = {
    leistung_1: 'a',
    leistung_3: 'b',
    schluessel_1_1_1: 'fall',
    preis_1_1_1: '38',
    ust_1_1: 'steuerfrei',
    ustgrund_1_1: 'g',
    minimum_1_1: '5',
  };
  it('lässt stehen, was getippt war, und nimmt nie eine Nummer, die schon vergeben ist', () => {
    const mehr = fuegeHinzu(roh, 'mehr_leistung');
    expect(mehr).toEqual({ ...roh, leistung_4: '' });
    expect(zeilenOf(mehr ?? {})).toEqual([1, 3, 4]);
    expect(gewaehlte({ ...mehr, leistung_4: 'a' })).toEqual([
      { n: 1, leistung: 'a' },
      { n: 3, leistung: 'b' },
    ]);
    expect(teileOf(fuegeHinzu(roh, 'mehr_teil_1_1') ?? {}, 1, 1)).toEqual([1, 2]);
    expect(fuegeHinzu(roh, 'weiter')).toBeNull();
    expect(fuegeHinzu({ leistung_99: '' }, 'mehr_leistung')).toEqual({ leistung_99: '' });
  });

  it('beginnt als neuer Preis wie der davor, ohne dessen Tag', () => {
    const mehr = fuegeHinzu({ ...roh, ab_1_1: '01.01.2027' }, 'mehr_abschnitt_1') ?? {};
    expect(abschnitteOf(mehr, 1)).toEqual([1, 2]);
    expect(mehr).toMatchObject({
      ab_1_2: '',
      schluessel_1_2_1: 'fall',
      preis_1_2_1: '38',
      minimum_1_2: '5',
      ust_1_2: 'steuerfrei',
    });
  });

  it('übernimmt die Kosten der Leistung davor nur, solange zu ihr nichts gesagt ist', () => {
    const zwei = uebernimmKosten({ ...roh, ab_1_2: '01.07.2027', ust_1_2: 'steuerfrei' }, 3);
    expect(zwei.von).toBe('a');
    expect(zwei.roh).toMatchObject({ schluessel_3_1_1: 'fall', ustgrund_3_1: 'g', ab_3_2: '01.07.2027' });
    expect(uebernimmKosten({ ...roh, ust_3_1: '' }, 3).von).toBeNull();
    expect(uebernimmKosten(roh, 1)).toEqual({ roh, von: null });
  });
});
