import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, typ } from '../beispiele/modell.ts';
import { aufDeutsch, compileDmn, entscheide, erklaere, type Json, type Lesart, Zahl } from '../index.ts';

describe('Werte auf Deutsch', () => {
  it.each<[Json, string]>([
    [1234.5, '1.234,50'],
    [1234567, '1.234.567'],
    [-1000, '-1.000'],
    [0.125, '0,125'],
    [1e-7, '0,0000001'],
    ['1234567890123456', '1234567890123456'],
    ['04808', '04808'],
    [true, 'ja'],
    [false, 'nein'],
    [null, 'ohne Angabe'],
    ['2026-05-01', '1. Mai 2026'],
    ['2026-13-01', '2026-13-01'],
    ['2026-05-01T10:30:00', '1. Mai 2026, 10:30 Uhr'],
    ['10:30:15.5', '10:30:15,5 Uhr'],
    ['10:30:00+02:00', '10:30 Uhr (UTC+02:00)'],
    ['P1Y6M', '1 Jahr und 6 Monate'],
    ['-P3DT1H', 'minus 3 Tage und 1 Stunde'],
    ['P', 'P'],
    [[1, 2, 'drei'], '1, 2 und drei'],
    [[], 'nichts'],
    [{ Cent: 9000, fällig: '2026-07-01' }, 'Cent: 9.000; fällig: 1. Juli 2026'],
  ])('%j: %s', (wert, erwartet) => expect(aufDeutsch(wert)).toBe(erwartet));
});

describe('Werte mit einer Lesart', () => {
  const betrag = { titel: 'Betrag', zahl: 'cent' } as const;
  it.each<[Json, Lesart, string]>([
    [5000, betrag, '50,00 Euro'],
    [-123456789, betrag, '-1.234.567,89 Euro'],
    [5, betrag, '0,05 Euro'],
    [0.5, betrag, '0,50 Cent'],
    ['333333.3333333333333333333333333333', betrag, '333.333,3333333333… Cent'],
    ['12345678901234567890', betrag, '123.456.789.012.345.678,90 Euro'],
    ['2026.5', { zahl: 'jahr' }, '2026,5'],
    [2026, { zahl: 'jahr' }, '2026'],
    [null, betrag, 'ohne Angabe'],
    [[100, 250], betrag, '1,00 Euro und 2,50 Euro'],
    ['natuerlich', { worte: { natuerlich: 'natürliche Person' } }, 'natürliche Person'],
    ['toString', { worte: { natuerlich: 'natürliche Person' } }, 'toString'],
    [{ betrag: 700, toString: 'x' }, { teile: { betrag } }, 'Betrag: 7,00 Euro; toString: x'],
    [[{ betrag: 100 }, { betrag: 200 }], { teile: { betrag } }, '(Betrag: 1,00 Euro) und (Betrag: 2,00 Euro)'],
    [
      { termine: [{ betrag: 100, faellig: '2026-05-01' }] },
      { teile: { termine: { titel: 'Termine', teile: { betrag, faellig: { titel: 'fällig' } } } } },
      'Termine: (Betrag: 1,00 Euro; fällig: 1. Mai 2026)',
    ],
  ])('%j: %s', (wert, lesart, erwartet) => expect(aufDeutsch(wert, lesart)).toBe(erwartet));
});

const MODELL = (label: (text: string) => string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Kosten" namespace="urn:kosten">
  <itemDefinition name="tCent"><typeRef>number</typeRef></itemDefinition>
  <itemDefinition name="tPerson"><typeRef>string</typeRef>
    <allowedValues ${label('natürliche Person; juristische Person')}><text>"natuerlich", "juristisch"</text></allowedValues></itemDefinition>
  <itemDefinition name="tRahmen"><itemComponent name="von" ${label('ab')}><typeRef>tCent</typeRef></itemComponent></itemDefinition>
  <inputData id="person" name="person"><variable name="person" typeRef="tPerson"/></inputData>
  <decision id="gebuehr" name="gebuehr" ${label('Kosten')}>
    <variable name="gebuehr"/>
    <informationRequirement><requiredInput href="#person"/></informationRequirement>
    <decisionTable>
      <input ${label('Person')}><inputExpression typeRef="tPerson"><text>person</text></inputExpression></input>
      <output name="betrag" typeRef="tCent" ${label('Betrag')}/>
      <output name="stufe" ${label('Stufe')}><outputValues ${label('Erste Stufe')}><text>"eins"</text></outputValues></output>
      <rule><inputEntry><text>"natuerlich"</text></inputEntry><outputEntry><text>5000</text></outputEntry><outputEntry><text>"eins"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision id="rahmen" name="rahmen" ${label('Rahmen')}>
    <variable name="rahmen" typeRef="tRahmen"/>
    <informationRequirement><requiredDecision href="#gebuehr"/></informationRequirement>
    <literalExpression><text>{von: gebuehr.betrag}</text></literalExpression>
  </decision>
</definitions>`;

describe('Beschriftungen des Modells', () => {
  const uebersetze = async (label: (text: string) => string) => {
    const u = await compileDmn(MODELL(label));
    if (!u.ok) throw new Error(JSON.stringify(u.fehler));
    const e = entscheide(u.modell, 'rahmen', { person: 'natuerlich' });
    return { unbenannt: u.modell.unbenannt, gruende: erklaere(e.ok ? e.spur : []) };
  };

  it('stehen in den Sätzen: Entscheidung, Spalten, Werte, Teile eines Typs; Cent werden Euro', async () => {
    const { unbenannt, gruende } = await uebersetze((text) => `label="${text}"`);
    expect(gruende).toEqual([
      'Kosten: Es gilt Regel 1, denn Person: natürliche Person. Daraus folgt Betrag: 50,00 Euro; Stufe: Erste Stufe.',
      'Rahmen: Das Ergebnis ist ab: 50,00 Euro.',
    ]);
    expect(unbenannt).toEqual([]);
  });

  it('fehlen sie, rechnet das Modell dasselbe, und jede Lücke wird genannt', async () => {
    const { unbenannt, gruende } = await uebersetze(() => '');
    expect(gruende[0]).toBe(
      'gebuehr: Es gilt Regel 1, denn person: natuerlich. Daraus folgt betrag: 50,00 Euro; stufe: eins.',
    );
    expect(unbenannt.map((f) => `${f.decision}: ${f.meldung}`)).toEqual([
      'null: Typ „tPerson“: Die erlaubten Werte haben keine Beschriftung (label).',
      'null: „von“ hat keine Beschriftung (label).',
      'gebuehr: „gebuehr“ hat keine Beschriftung (label).',
      'gebuehr: „person“ hat keine Beschriftung (label).',
      'gebuehr: „betrag“ hat keine Beschriftung (label).',
      'gebuehr: „stufe“ hat keine Beschriftung (label).',
      'gebuehr: „stufe“: Die erlaubten Werte haben keine Beschriftung (label).',
      'rahmen: „rahmen“ hat keine Beschriftung (label).',
    ]);
  });

  it('nennen gleich viele Wörter wie Werte, sonst gelten sie nicht', async () => {
    const { unbenannt, gruende } = await uebersetze((text) => `label="${text.replace('; juristische Person', '')}"`);
    expect(gruende[0]).toContain('Person: natuerlich.');
    expect(unbenannt.map((f) => f.meldung)).toEqual([
      'Typ „tPerson“: 2 erlaubte Werte, aber 1 Wörter in der Beschriftung (label).',
    ]);
  });
});

describe('Gründe für den Bescheid', () => {
  it('nennen Entscheidung, Regel, Werte, Folge und Anmerkung', async () => {
    const xml = readFileSync(join(import.meta.dirname, '..', 'beispiele', 'hundesteuer.dmn'), 'utf8');
    const u = await compileDmn(xml);
    if (!u.ok) throw new Error(JSON.stringify(u.fehler));
    const hund = { gefaehrlich: false, 'Beginn der Haltung': '2026-05-10', Geburtstag: '2020-01-01' };
    const e = entscheide(u.modell, 'Hundesteuer', { Hund: hund, 'Nummer des Hundes': 2, Steuerjahr: 2026 });
    const gruende = erklaere(e.ok ? e.spur : []);
    expect(gruende[0]).toBe(
      'Jahressatz: Es gilt Regel 2, denn gefährlich: nein; Nummer: 2. Daraus folgt Cent: 9.000. Für jeden weiteren Hund beträgt die Steuer 90 Euro im Jahr.',
    );
    expect(gruende[1]).toBe('Beginn der Steuerpflicht: Das Ergebnis ist 1. Juni 2026.');
    expect(gruende.at(-1)).toBe('Hundesteuer: Das Ergebnis ist 5.250.');
  });

  it('enden mit einem Punkt, auch wenn ein Wert schon ein Satz ist', () => {
    const lesart = { titel: 'Gebühr', eingaben: {}, ausgaben: {} };
    const regel = {
      tabelle: 'Gebühr',
      regel: 1,
      id: null,
      eingaben: {},
      ausgaben: { Grund: 'Es war einfach.' },
      lesart,
    };
    const gruende = erklaere([
      {
        decision: 'Gebühr',
        wert: 'Es war einfach.',
        regeln: [{ ...regel, begruendung: '' }],
        begruendung: '',
        hinweise: [],
        lesart,
      },
    ]);
    expect(gruende).toEqual(['Gebühr: Es gilt Regel 1. Daraus folgt Grund: Es war einfach.']);
  });

  it('nennen die Tabelle eines Wissensmodells und was nicht zu berechnen war', () => {
    const gruende = erklaere([
      {
        decision: 'gebuehr',
        wert: null,
        regeln: [
          {
            tabelle: 'satz',
            regel: 3,
            id: null,
            eingaben: { Art: 'A' },
            ausgaben: { satz: new Zahl(1.5) },
            begruendung: '',
            lesart: { titel: 'Satz', eingaben: {}, ausgaben: {} },
          },
        ],
        begruendung: '',
        hinweise: ['In „*“ fehlt ein Wert.'],
        lesart: { titel: 'Gebühr' },
      },
    ]);
    expect(gruende).toEqual([
      'Gebühr: Es gilt Regel 3 aus „Satz“, denn Art: A. Daraus folgt 1,50. Das Ergebnis ist ohne Angabe. Nicht zu berechnen war: In „*“ fehlt ein Wert.',
    ]);
  });

  const gruende = async (inhalt: string, x: unknown = 5, ausdruck = 'x'): Promise<string> => {
    const u = await compileDmn(dokument(eingabe('x') + inhalt.replaceAll('EINGABE', ausdruck)));
    if (!u.ok) throw new Error(JSON.stringify(u.fehler));
    const e = entscheide(u.modell, 'E', { x });
    return e.ok ? (erklaere(e.spur).at(-1) ?? '') : e.meldung;
  };
  const zeile = (dann: string) =>
    `<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>${dann}</text></outputEntry></rule>`;
  const tafel = (politik: string, regeln: string, ausgabe = '<output/>') =>
    entscheidung(
      'E',
      `<decisionTable hitPolicy="${politik}"><input><inputExpression><text>EINGABE</text></inputExpression></input>${ausgabe}${regeln}</decisionTable>`,
      ['e:#x'],
    );

  it('nennen einen Betrag, der kein ganzer Cent ist, in Cent und nie ohne Einheit', async () => {
    const cent = typ('tCent', '<typeRef>number</typeRef>');
    expect(await gruende(cent + entscheidung('E', feel('x / 3'), ['e:#x'], 'tCent'), 1_000_000)).toBe(
      'E: Das Ergebnis ist 333.333,3333333333… Cent.',
    );
  });

  it('nennen das Ergebnis, wo eine Zusammenfassung es aus dem Treffer macht', async () => {
    expect(await gruende(tafel('COLLECT" aggregation="COUNT', zeile('"a"')))).toBe(
      'E: Es gilt Regel 1, denn x: 5. Daraus folgt a. Das Ergebnis ist 1.',
    );
  });

  it('nennen die Folge jeder Regel, auch wenn zwei dasselbe ergeben', async () => {
    expect(await gruende(tafel('COLLECT" aggregation="SUM', zeile('1') + zeile('1')))).toBe(
      'E: Es gilt Regel 1, denn x: 5. Daraus folgt 1. Es gilt Regel 2, denn x: 5. Daraus folgt 1. Das Ergebnis ist 2.',
    );
  });

  it('nennen das Ergebnis, wo die Entscheidung mit der Folge einer Tabelle weiterrechnet', async () => {
    const innen = tafel('UNIQUE', zeile('100')).replace(/.*(<decisionTable.*<\/decisionTable>).*/, '$1');
    const kontext = `<context><contextEntry><variable name="Satz"/>${innen}</contextEntry><contextEntry>${feel('Satz * 2')}</contextEntry></context>`;
    expect(await gruende(entscheidung('E', kontext, ['e:#x']))).toBe(
      'E: Es gilt Regel 1, denn x: 5. Daraus folgt 100. Das Ergebnis ist 200.',
    );
  });

  it('sagen, dass keine Regel zutrifft, wo die Standardausgabe gilt', async () => {
    const nie = zeile('1').replace('<text>-</text>', '<text>&gt; 9</text>');
    const standard = '<output><defaultOutputEntry><text>7</text></defaultOutputEntry></output>';
    expect(await gruende(tafel('UNIQUE', nie, standard))).toBe(
      'E: Keine Regel trifft zu, denn x: 5. Es gilt die Standardausgabe: 7.',
    );
  });

  it.each([
    ['"P1M"', 'P1M'],
    ['duration("P1M")', '1 Monat'],
    ['"1234567890123456"', '1234567890123456'],
    ['1234567890123456', '1.234.567.890.123.456'],
    ['[1..3)', 'von 1 bis 3 (ausgenommen)'],
    ['(&lt; 5)', '&lt; 5'],
  ])('sagen einen Wert nach seiner Art: %s als %s', async (ausdruck, erwartet) => {
    expect(await gruende(tafel('UNIQUE', zeile(ausdruck)))).toBe(
      `E: Es gilt Regel 1, denn x: 5. Daraus folgt ${erwartet.replace('&lt;', '<')}.`,
    );
  });

  it('enden auch bei einem Wert, dessen Teile einander vielfach enthalten', async () => {
    const oft = '(for i in 1..60 return if i = 1 then {a: 1} else {a: partial[-1], b: partial[-1]})[60]';
    expect(await gruende(tafel('UNIQUE', zeile('1')), 5, oft)).toMatch(
      /^E: Es gilt Regel 1, denn .*….* Daraus folgt 1\.$/,
    );
  });
});
