import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, typ, wissen } from '../beispiele/modell.ts';
import { compileDmn, type EntscheidOptionen, entscheide } from '../index.ts';

async function ergebnis(
  inhalt: string,
  eingaben: Record<string, unknown> = {},
  optionen: EntscheidOptionen = {},
  nachsichtig = false,
): Promise<unknown> {
  const u = await compileDmn(dokument(inhalt), { nachsichtig });
  if (!u.ok) return u.fehler.map((f) => f.meldung);
  const e = entscheide(u.modell, 'E', eingaben, optionen);
  return e.ok ? e.wert : [e.code, e.meldung];
}

const kasten = (name: string, kinder: readonly (readonly [string, string])[], attribute = ''): string =>
  `<${name}${attribute}>${kinder.map(([kind, inhalt]) => `<${kind}>${inhalt}</${kind}>`).join('')}</${name}>`;

describe('Kästen von DMN 1.4 und 1.5', () => {
  const wenn = (bedingung: string) =>
    kasten('conditional', [
      ['if', feel(bedingung)],
      ['then', feel('"ja"')],
      ['else', feel('"nein"')],
    ]);
  const schleife = (name: string, liste: string, kind: string, ausdruck: string) =>
    kasten(
      name,
      [
        ['in', feel(liste)],
        [kind, feel(ausdruck)],
      ],
      ' iteratorVariable="x"',
    );

  it.each([
    ['conditional, wahr', wenn('1 = 1'), 'ja'],
    ['conditional, ohne Wert', wenn('null'), 'nein'],
    ['conditional, keine Bedingung', wenn('"vielleicht"'), null],
    [
      'filter',
      kasten('filter', [
        ['in', feel('[1, 5, 7]')],
        ['match', feel('item > 4')],
      ]),
      [5, 7],
    ],
    [
      'filter über Strukturen',
      kasten('filter', [
        ['in', feel('[{n: 1, w: "a"}, {n: 2, w: "b"}]')],
        ['match', feel('n = 2')],
      ]),
      [{ n: 2, w: 'b' }],
    ],
    [
      'filter mit Stelle',
      kasten('filter', [
        ['in', feel('[1, 5, 7]')],
        ['match', feel('-1')],
      ]),
      7,
    ],
    ['for', schleife('for', '[1, 2]', 'return', 'x * 10'), [10, 20]],
    ['for mit dem bisherigen', schleife('for', '[1, 2, 3]', 'return', 'x + sum(append(partial, 0))'), [1, 3, 7]],
    ['for über einen Bereich', schleife('for', '[1..3]', 'return', 'x'), [1, 2, 3]],
    ['some', schleife('some', '[1, 2]', 'satisfies', 'x > 1'), true],
    ['every', schleife('every', '[1, 2]', 'satisfies', 'x > 1'), false],
    ['every ohne Urteil', schleife('every', '[1]', 'satisfies', '"nein"'), null],
    ['list', `<list>${feel('1')}${wenn('true')}</list>`, [1, 'ja']],
  ])('%s', async (_, inhalt, erwartet) => expect(await ergebnis(entscheidung('E', inhalt))).toEqual(erwartet));
});

describe('Typen', () => {
  const person = typ(
    'tPerson',
    '<itemComponent name="Name"><typeRef>string</typeRef></itemComponent><itemComponent name="Kinder"><typeRef>number</typeRef></itemComponent>',
  );
  const zahlen = typ('tZahlen', '<typeRef>number</typeRef>', true);
  const note = typ('tNote', '<typeRef>number</typeRef><allowedValues><text>[1..6]</text></allowedValues>');
  const auswahl = typ('tAuswahl', '<typeRef>string</typeRef><typeConstraint><text>"a", "b"</text></typeConstraint>');
  const alle = person + zahlen + note + auswahl;

  it.each([
    ['eine Liste aus einem Wert ist der Wert', 'number', '[3]', 3],
    ['auch über mehrere Stufen', 'number', '[[3]]', 3],
    ['eine Liste aus einem Tag ist dessen Mitternacht', 'date and time', '[@"2026-05-01"]', '2026-05-01T00:00:00Z'],
    ['ein Wert ist eine Liste aus einem', 'tZahlen', '3', [3]],
    ['ein Tag ist seine Mitternacht', 'date and time', '@"2026-05-01"', '2026-05-01T00:00:00Z'],
    ['eine passende Struktur bleibt', 'tPerson', '{Name: "A", Kinder: 2}', { Name: 'A', Kinder: 2 }],
    ['erlaubter Wert', 'tNote', '6', 6],
    ['weitere Felder schaden nicht', 'tPerson', '{Name: "A", Kinder: 2, mehr: 1}', { Name: 'A', Kinder: 2, mehr: 1 }],
  ])('%s', async (_, t, text, erwartet) =>
    expect(await ergebnis(alle + entscheidung('E', feel(text), [], t))).toEqual(erwartet),
  );

  it.each([
    ['falsche Art', 'number', '"drei"', 'kein Wert vom Typ number'],
    ['nicht erlaubt', 'tNote', '7', 'gehört nicht zu den erlaubten ([1..6])'],
    ['nicht in der Auswahl', 'tAuswahl', '"c"', 'gehört nicht zu den erlaubten ("a", "b")'],
    ['falsches Feld', 'tPerson', '{Name: 1, Kinder: 2}', 'das Ergebnis.Name ist kein Wert vom Typ'],
    ['fehlendes Feld', 'tPerson', '{Name: "A"}', '„Kinder“ fehlt'],
    ['falsches Element', 'tZahlen', '[1, "b"]', 'das Ergebnis[2]'],
  ])('%s: strenges Recht lehnt ab, DMN antwortet null', async (_, t, text, meldung) => {
    const inhalt = alle + entscheidung('E', feel(text), [], t);
    expect(await ergebnis(inhalt)).toEqual(['falscher-wert', expect.stringContaining(meldung)]);
    expect(await ergebnis(inhalt, {}, { ablehnenBei: 'nie' })).toBe(null);
  });

  it('Parameter und Ergebnis eines Wissensmodells werden angepasst und geprüft', async () => {
    const w = wissen('W', { n: 'number' }, feel('n + 1'), 'number');
    expect(await ergebnis(w + entscheidung('E', feel('W([1])'), ['w:#W']))).toBe(2);
    expect(await ergebnis(w + entscheidung('E', feel('W("a")'), ['w:#W']))).toEqual([
      'falscher-wert',
      expect.stringContaining('„n“'),
    ]);
    const fragt = wissen('W', { n: 'number' }, feel('if n = null then "fehlt" else "da"'));
    const rufe = (text: string) => fragt + entscheidung('E', feel(text), ['w:#W']);
    expect(await ergebnis(rufe('W("a")'), {}, { ablehnenBei: 'nie' })).toBeNull();
    expect(await ergebnis(rufe('W(null)'), {}, { ablehnenBei: 'nie' })).toBe('fehlt');
    const falsch = wissen('W', { n: undefined }, feel('"a"'), 'number');
    expect(await ergebnis(falsch + entscheidung('E', feel('W(1)'), ['w:#W']))).toEqual([
      'falscher-wert',
      expect.stringContaining('Ergebnis von „W“'),
    ]);
  });

  it('eine Funktion, die ihr Ergebnis nicht nennt, wird an dem geprüft, was der Typ verlangt', async () => {
    const f = typ('tF', '<functionItem outputTypeRef="number"><parameters name="n" typeRef="number"/></functionItem>');
    const mit = (rumpf: string) =>
      f + entscheidung('F', feel(`function(n: number) ${rumpf}`), [], 'tF') + entscheidung('E', feel('F(1)'), ['d:#F']);
    expect(await ergebnis(mit('n + 1'))).toBe(2);
    expect(await ergebnis(mit('[n]'))).toBe(1);
    expect(await ergebnis(mit('"a"'))).toEqual(['falscher-wert', expect.stringContaining('Ergebnis der Funktion')]);
  });

  it('eine Tabelle ohne genannte Parameter hat ihre Eingänge als Parameter', async () => {
    const tabelle = `<decisionTable hitPolicy="UNIQUE"><input><inputExpression typeRef="number"><text>Zahl der Hunde</text></inputExpression></input>
      <output/><rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>"viele"</text></outputEntry></rule></decisionTable>`;
    const w = wissen('W', {}, tabelle);
    for (const text of ['W(2)', 'W(Zahl der Hunde: 2)'])
      expect(await ergebnis(w + entscheidung('E', feel(text), ['w:#W']))).toBe('viele');
    expect(await ergebnis(w + entscheidung('E', feel('W("a")'), ['w:#W']))).toEqual([
      'falscher-wert',
      expect.stringContaining('„Zahl der Hunde“'),
    ]);
  });

  it('was ein Aufruf mit Namen auslässt, ist null; beim Veröffentlichen fehlt es', async () => {
    const w = wissen('W', { a: 'number', b: 'number' }, feel('if b = null then a else b'));
    const e = entscheidung('E', feel('W(a: 1)'), ['w:#W']);
    expect(await ergebnis(w + e, {}, { ablehnenBei: 'nie' }, true)).toBe(1);
    expect(await ergebnis(w + e)).toEqual([expect.stringContaining('W(a, b)')]);
  });

  it('Namen mit Leerzeichen werden durch Typen hindurch erkannt', async () => {
    const inhalt =
      typ('tHaus', '<itemComponent name="Größe in m²"><typeRef>number</typeRef></itemComponent>') +
      eingabe('Mein Haus', 'tHaus').replaceAll('id="Mein Haus"', 'id="h"') +
      entscheidung('E', feel('Mein  Haus.Größe in m² - 1'), ['e:#h']);
    expect(await ergebnis(inhalt, { 'Mein Haus': { 'Größe in m²': 100 } })).toBe(99);
  });
});

describe('Namen aus Ergebnissen ohne Typ', () => {
  const tabelle =
    '<decisionTable hitPolicy="FIRST"><output name="Satz je Tag"/><output name="Grund"/><rule><outputEntry><text>5</text></outputEntry><outputEntry><text>"a"</text></outputEntry></rule></decisionTable>';

  it.each([
    ['eines Kontexts', feel('{"Satz je Tag": 5}')],
    ['einer Liste von Kontexten', feel('[{"Satz je Tag": 5}]')],
    ['einer Tabelle mit mehreren Ausgaben', tabelle],
    ['eines Kastens', `<context><contextEntry><variable name="Satz je Tag"/>${feel('5')}</contextEntry></context>`],
  ])('%s werden beim Veröffentlichen erkannt', async (_, inhalt) => {
    const weiter = entscheidung('B', feel('A'), ['d:#A']);
    const e = entscheidung('E', feel('sum(B.Satz je Tag) * 2'), ['d:#B']);
    expect(await ergebnis(entscheidung('A', inhalt) + weiter + e)).toBe(10);
  });
});

describe('Fehler beim Rechnen', () => {
  const inhalt = entscheidung('E', feel('"a" + 1'));

  it('sind null mit Hinweis, bis der Aufrufer bei jedem ablehnt', async () => {
    expect(await ergebnis(inhalt)).toBe(null);
    expect(await ergebnis(inhalt, {}, { ablehnenBei: 'jeder' })).toEqual([
      'nicht-berechenbar',
      expect.stringMatching(/Entscheidung „E“, Ausdruck „"a" \+ 1“.*Text und Zahl/),
    ]);
  });

  it('die Uhrzeit kommt von außen', async () => {
    const heute = entscheidung('E', feel('[today(), now()]'));
    const jetzt = '2026-05-01T10:00:00+02:00[Europe/Berlin]';
    expect(await ergebnis(heute, {}, { jetzt })).toEqual(['2026-05-01', '2026-05-01T10:00:00@Europe/Berlin']);
    expect(await ergebnis(heute)).toEqual([null, null]);
  });
});

describe('Externe Funktionen', () => {
  const java = (methode: string, aufruf: string) =>
    entscheidung(
      'E',
      `<context><contextEntry><variable name="f"/>${feel(`function(a, b) external {java: {class: "java.lang.Math", method signature: "${methode}"}}`)}</contextEntry><contextEntry>${feel(aufruf)}</contextEntry></context>`,
    );

  it('sind eine geschlossene Liste von Methoden, die hier gerechnet werden', async () => {
    expect(await ergebnis(java('max(int, int)', 'f(2, 3)'))).toBe(3);
    expect(await ergebnis(java('max(int, int)', 'f(2, 3.5)'))).toBe(null);
    expect(JSON.stringify(await ergebnis(java('exit(int)', 'f(2, 3)')))).toContain(
      'java.lang.Math.exit(int)“ wird nicht unterstützt',
    );
  });
});
