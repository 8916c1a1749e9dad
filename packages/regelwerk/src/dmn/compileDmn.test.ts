import { describe, expect, it } from 'vitest';
import { compileDmn, entscheide } from '../index.ts';

const NS = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const datei = (inhalt: string): string =>
  `<definitions xmlns="${NS}" id="d" name="Probe" namespace="urn:probe">${inhalt}</definitions>`;
const X = '<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>';
const entscheidung = (inhalt: string, name = 'E', braucht = '#x'): string =>
  `<decision id="${name}" name="${name}"><variable name="${name}"/><informationRequirement><${braucht === '#x' ? 'requiredInput' : 'requiredDecision'} href="${braucht}"/></informationRequirement>${inhalt}</decision>`;
const literal = (text: string): string => `<literalExpression><text>${text}</text></literalExpression>`;
const regel = (wenn: string, dann: string): string =>
  `<rule><inputEntry><text>${wenn}</text></inputEntry><outputEntry><text>${dann}</text></outputEntry></rule>`;
const tabelle = (attribute: string, regeln: string, ausgabe = '<output/>'): string =>
  datei(
    X +
      entscheidung(
        `<decisionTable ${attribute}><input><inputExpression><text>x</text></inputExpression></input>${ausgabe}${regeln}</decisionTable>`,
      ),
  );

async function ergebnis(xml: string, x: unknown = 5): Promise<unknown> {
  const u = await compileDmn(xml);
  if (!u.ok) return u.fehler;
  const e = entscheide(u.modell, 'E', { x });
  return e.ok ? e.wert : [e.code, e.meldung];
}

describe('Trefferregeln', () => {
  const drei = regel('&gt; 1', '"mittel"') + regel('&gt; 2', '"hoch"') + regel('&gt; 9', '"tief"');
  const rang = '<output><outputValues><text>"hoch","mittel","tief"</text></outputValues></output>';
  const zahlen = regel('&gt; 1', '10.1') + regel('&gt; 2', '20.2') + regel('&gt; 3', '10.1');

  it.each([
    ['FIRST', drei, '<output/>', 'mittel'],
    ['PRIORITY', drei, rang, 'hoch'],
    ['OUTPUT ORDER', drei, rang, ['hoch', 'mittel']],
    ['RULE ORDER', drei, '<output/>', ['mittel', 'hoch']],
    ['COLLECT', drei, '<output/>', ['mittel', 'hoch']],
    ['ANY', regel('&gt; 1', '7') + regel('&gt; 2', '7'), '<output/>', 7],
    ['COLLECT" aggregation="SUM', zahlen, '<output/>', 40.4],
    ['COLLECT" aggregation="MIN', zahlen, '<output/>', 10.1],
    ['COLLECT" aggregation="MAX', zahlen, '<output/>', 20.2],
    ['COLLECT" aggregation="COUNT', zahlen, '<output/>', 3],
  ])('%s', async (politik, regeln, ausgabe, erwartet) => {
    expect(await ergebnis(tabelle(`hitPolicy="${politik}"`, regeln, ausgabe))).toEqual(erwartet);
  });

  it('UNIQUE mit zwei Treffern nennt die Regeln', async () => {
    expect(await ergebnis(tabelle('', drei))).toEqual(['mehrere-regeln', expect.stringMatching(/„E“.*Regeln 1 und 2/)]);
  });

  it('ANY mit verschiedenen Ergebnissen nennt die Regeln', async () => {
    expect(await ergebnis(tabelle('hitPolicy="ANY"', drei))).toEqual([
      'widerspruch',
      expect.stringContaining('Regeln 1 und 2'),
    ]);
  });

  const standard =
    '<output><outputValues><text>7, 8</text></outputValues><defaultOutputEntry><text>7</text></defaultOutputEntry></output>';
  it.each(['UNIQUE', 'FIRST', 'ANY', 'PRIORITY'])(
    '%s: eine Regel, die zutrifft und null ergibt, gilt; der Standard ist für keine',
    async (politik) => {
      const xml = tabelle(`hitPolicy="${politik}"`, regel('&gt; 1', 'null'), standard);
      expect(await ergebnis(xml)).toBe(null);
      expect(await ergebnis(xml, 1)).toBe(7);
    },
  );

  it('eine Regel, die zutrifft und null ergibt, hinterlässt keinen Hinweis, dass keine zutrifft', async () => {
    const u = await compileDmn(tabelle('', regel('&gt; 1', 'null')));
    const e = u.ok ? entscheide(u.modell, 'E', { x: 5 }) : u;
    expect(e).toMatchObject({ ok: true, wert: null, spur: [{ hinweise: [] }] });
  });

  it('ohne Treffer gilt die Standardausgabe, sonst null mit Hinweis', async () => {
    expect(
      await ergebnis(
        tabelle('', drei, '<output><defaultOutputEntry><text>"nichts"</text></defaultOutputEntry></output>'),
        0,
      ),
    ).toBe('nichts');
    expect(await ergebnis(tabelle('', drei), 0)).toBe(null);
    expect(await ergebnis(tabelle('hitPolicy="COLLECT"', drei), 0)).toEqual([]);
  });
});

describe('Erlaubte Werte einer Spalte', () => {
  const spalte =
    '<input><inputExpression><text>x</text></inputExpression><inputValues><text>[0..10]</text></inputValues></input>';
  const xml = datei(X + entscheidung(`<decisionTable>${spalte}<output/>${regel('-', '"ja"')}</decisionTable>`));

  it('für einen anderen Wert gilt keine Regel, auch die für alle nicht', async () => {
    expect(await ergebnis(xml, 10)).toBe('ja');
    expect(await ergebnis(xml, 11)).toEqual(['falscher-wert', expect.stringContaining('[0..10]')]);
    const u = await compileDmn(xml);
    expect(u.ok && entscheide(u.modell, 'E', { x: 11 }, { ablehnenBei: 'nie' })).toMatchObject({
      ok: true,
      wert: null,
    });
  });

  it('liest man wie DMN, gilt die Regel, die ihn nennt, sonst die Standardausgabe', async () => {
    const standard = '<output><defaultOutputEntry><text>"sonst"</text></defaultOutputEntry></output>';
    const regeln = regel('-', '"ja"') + regel('11', '"elf"');
    const u = await compileDmn(datei(X + entscheidung(`<decisionTable>${spalte}${standard}${regeln}</decisionTable>`)));
    const mit = (x: number) => u.ok && entscheide(u.modell, 'E', { x }, { ablehnenBei: 'nie' });
    expect(mit(10)).toMatchObject({ wert: 'ja' });
    expect(mit(11)).toMatchObject({ wert: 'elf' });
    expect(mit(12)).toMatchObject({ wert: 'sonst' });
  });
});

describe('Erlaubte Werte einer Spalte mit Listen', () => {
  const spalte = (werte: string) =>
    datei(
      `<inputData id="x" name="x"><variable name="x"/></inputData>${entscheidung(`<decisionTable><input><inputExpression><text>x</text></inputExpression><inputValues><text>${werte}</text></inputValues></input><output/>${regel('list contains(?, "a")', '"ja"')}</decisionTable>`)}`,
    );

  it('sind die der Elemente, wo sie von der ganzen Liste nichts sagen', async () => {
    const u = await compileDmn(spalte('"a", "b"'));
    const mit = (x: unknown) => u.ok && entscheide(u.modell, 'E', { x }, { ablehnenBei: 'unmoeglich' });
    expect(mit(['b', 'a'])).toMatchObject({ ok: true, wert: 'ja', spur: [{ hinweise: [] }] });
    expect(mit(['a', null])).toMatchObject({ ok: true, wert: 'ja' });
    expect(mit(['a', 'c'])).toMatchObject({ ok: false, code: 'falscher-wert' });
  });

  it('gelten der ganzen Liste, wo sie nach ihr fragen', async () => {
    expect(await ergebnis(spalte('count(?) = 2'), ['a', 'b'])).toBe('ja');
    expect(await ergebnis(spalte('count(?) = 1'), ['a', 'b'])).toEqual(['falscher-wert', expect.anything()]);
  });
});

describe('Erlaubte Werte eines Teils', () => {
  const teil = (name: string, typ: string, tests: string, liste = '') =>
    `<itemComponent name="${name}"${liste}><typeRef>${typ}</typeRef>${tests}</itemComponent>`;
  const tests = (art: string, text: string) => `<${art}><text>${text}</text></${art}>`;
  const xml = datei(
    `<itemDefinition name="tZeit">${teil('von tag', 'date', '')}${teil('bis', 'date', tests('typeConstraint', '&gt;= von tag'))}${teil('ruhe', 'date', tests('allowedValues', '[von tag..bis]'), ' isCollection="true"')}</itemDefinition>` +
      `<itemDefinition name="tFall"><itemComponent name="zeit"><typeRef>tZeit</typeRef></itemComponent></itemDefinition>` +
      `<inputData id="x" name="x"><variable name="x" typeRef="tFall"/></inputData>${entscheidung(literal('x.zeit.bis'))}`,
  );
  const zeit = (von: string | null, bis: string, ruhe: readonly string[] = []) => ({
    zeit: { 'von tag': von, bis, ruhe },
  });

  it('dürfen sich auf die anderen Teile beziehen', async () => {
    expect(await ergebnis(xml, zeit('2026-01-01', '2026-02-01', ['2026-01-01', '2026-01-20']))).toBe('2026-02-01');
    for (const [falsch, wo] of [
      [zeit('2026-01-02', '2026-01-01'), 'zeit.bis'],
      [zeit(null, '2026-01-01'), 'zeit.bis'],
      [zeit('2026-01-01', '2026-02-01', ['2026-01-02', '2026-03-01']), 'zeit.ruhe[2]'],
    ] as const)
      expect(await ergebnis(xml, falsch)).toEqual(['falsche-eingabe', expect.stringContaining(wo)]);
  });

  it('kennen sonst keine Namen', async () => {
    expect(await compileDmn(xml.replace('&gt;= von tag', '&gt;= x'))).toMatchObject({
      ok: false,
      fehler: [{ meldung: expect.stringContaining('tZeit.bis') }],
    });
  });
});

describe('Zeilenenden', () => {
  it.each(['\r\n', '\r', '\n'])('sind in einem Text eines: %j', async (ende) => {
    expect(await ergebnis(datei(X + entscheidung(literal(`"a${ende}b&#13;"`))))).toBe('a\nb\r');
  });
});

describe('Verweise auf Zeichen', () => {
  it('geben auch Zeichen jenseits der ersten Ebene, in CDATA stehen sie für sich', async () => {
    const laenge = datei(X + entscheidung(literal('string length(&quot;&#x1F40E;&#128014;ab&#228;&quot;)')));
    expect(await ergebnis(laenge)).toBe(5);
    expect(await ergebnis(datei(X + entscheidung(literal('"&#x1F40E;"'))))).toBe('🐎');
    expect(await ergebnis(datei(X + entscheidung(literal('<![CDATA["&#x1F40E;"]]>'))))).toBe('&#x1F40E;');
  });
});

describe('Kästen und Wissen', () => {
  it('Kontext, Liste, Relation, Aufruf und Wissensmodell', async () => {
    const wissen =
      '<businessKnowledgeModel id="w" name="Anteil"><variable name="Anteil"/><encapsulatedLogic><formalParameter name="Satz"/><formalParameter name="Monate"/><literalExpression><text>Satz * Monate / 12</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>';
    const kontext = `<context><contextEntry><variable name="s"/>${literal('6000')}</contextEntry><contextEntry><variable name="r"/><relation><column name="a"/><column name="b"/><row>${literal('1')}${literal('s')}</row></relation></contextEntry><contextEntry><variable name="l"/><list>${literal('x')}${literal('Anteil(s, x)')}</list></contextEntry><contextEntry><variable name="i"/><invocation>${literal('Anteil')}<binding><parameter name="Monate"/>${literal('x')}</binding><binding><parameter name="Satz"/>${literal('s')}</binding></invocation></contextEntry></context>`;
    const xml = datei(
      `${X}${wissen}<decision id="E" name="E"><variable name="E"/><informationRequirement><requiredInput href="#x"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#w"/></knowledgeRequirement>${kontext}</decision>`,
    );
    expect(await ergebnis(xml)).toEqual({ s: 6000, r: [{ a: 1, b: 6000 }], l: [5, 2500], i: 2500 });
  });
});

describe('Veröffentlichen lehnt ab', () => {
  it.each([
    ['kein XML', 'Guten Tag'],
    ['abgeschnittenes XML', tabelle('', regel('1', '1')).slice(0, 200)],
    ['leerer Text', ''],
    ['anderes XML', '<a/>'],
    ['alte Fassung 1.2', `<definitions xmlns="http://www.omg.org/spec/DMN/20180521/MODEL/"/>`],
    ['Entitäten', `<!DOCTYPE a [<!ENTITY b "c">]>${datei('')}`],
    ['unbekanntes Element', datei('<zauber/>')],
    ['unbekanntes Attribut', datei('<decision id="E" name="E" geheim="1"/>')],
    ['Text zwischen Elementen', datei(`hallo${X}`)],
    ['nichts zu entscheiden', datei('')],
    ['Import', datei('<import namespace="urn:a" name="a" importType="x"/>')],
  ])('%s', async (_, xml) => {
    const u = await compileDmn(xml);
    expect(u.ok).toBe(false);
    expect(!u.ok && u.fehler[0]?.meldung).toMatch(/\p{Lu}.*\./u);
  });

  it('nennt den Verweis des Schaubilds, der zu nichts führt', async () => {
    const bild = `<dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/"><dmndi:DMNDiagram id="b"><dmndi:DMNShape id="f" dmnElementRef="weg"/></dmndi:DMNDiagram></dmndi:DMNDI>`;
    const u = await compileDmn(datei(X + bild));
    expect(!u.ok && u.fehler.map((f) => f.meldung)).toEqual([
      'Ein Verweis führt zu „weg“; ein solches Element gibt es in dieser Datei nicht.',
    ]);
  });

  it('nennt Entscheidung, Regel und Ausdruck', async () => {
    expect(await ergebnis(tabelle('', regel('1', '1') + regel('&lt; y', '1')))).toEqual([
      { decision: 'E', regel: 2, ausdruck: '< y', meldung: expect.stringContaining('„y“') },
    ]);
  });

  it.each([
    ['unbekannte Funktion', tabelle('', regel('1', 'zaubere(1)')), 'zaubere'],
    ['leere Ausgabe', tabelle('', regel('1', '')), 'leer'],
    ['zu wenige Spalten', tabelle('', '<rule><outputEntry><text>1</text></outputEntry></rule>'), '0 Bedingungen'],
    ['unbekannte Trefferregel', tabelle('hitPolicy="WÜRFELN"', regel('1', '1')), 'WÜRFELN'],
    ['Rangfolge fehlt', tabelle('hitPolicy="PRIORITY"', regel('1', '1')), 'Rangfolge'],
    ['Summe ohne COLLECT', tabelle('aggregation="SUM"', regel('1', '1')), 'SUM'],
    [
      'unbekannter Typ',
      datei(X + entscheidung(literal('1')).replace('<variable name="E"/>', '<variable name="E" typeRef="tNix"/>')),
      'tNix',
    ],
    ['fehlender Verweis', datei(entscheidung(literal('1'))), '„x“'],
    ['nicht geforderter Name', datei(`${X}<decision id="E" name="E">${literal('x')}</decision>`), '„x“'],
    ['leere Entscheidung', datei(X + entscheidung('')), 'keinen Inhalt'],
    [
      'andere Sprache',
      datei(X + entscheidung('<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>')),
      'javascript',
    ],
    ['zwei Inhalte', datei(X + entscheidung(literal('1') + literal('2'))), 'mehrfach'],
    ['doppelter Name', datei(X + X.replace('id="x"', 'id="x2"')), 'zweimal'],
    ['Kreis', datei(entscheidung(literal('B'), 'A', '#B') + entscheidung(literal('A'), 'B', '#A')), 'Kreis'],
    [
      'Typ in sich selbst',
      datei(
        `<itemDefinition name="t"><itemComponent name="u"><typeRef>t</typeRef></itemComponent></itemDefinition>${X}`,
      ),
      'enthält sich selbst',
    ],
    ['Ausdruck von 1 MB', datei(X + entscheidung(literal(`1${'+1'.repeat(500_000)}`))), 'länger als'],
  ])('%s', async (_, xml, wort) => {
    expect(await ergebnis(xml)).toEqual(
      expect.arrayContaining([expect.objectContaining({ meldung: expect.stringContaining(wort) })]),
    );
  });

  it('meldet alle Fehler auf einmal', async () => {
    const u = await compileDmn(datei(X + entscheidung(literal('1 +'), 'A') + entscheidung(literal('y'), 'B')));
    expect(!u.ok && u.fehler.map((f) => f.decision)).toEqual(['A', 'B']);
  });

  it('nennt auch beim Rechnen Entscheidung, Regel und Ausdruck', async () => {
    const endlos = tabelle('', regel('-', 'count(for i in 1..1000000000 return i)'));
    expect(await ergebnis(endlos)).toEqual([
      'zu-viele-schritte',
      expect.stringMatching(/„E“, Regel 1, Ausdruck „count/),
    ]);
  });
});
