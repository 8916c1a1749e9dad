import { describe, expect, it } from 'vitest';
import { dokument, eingabe, entscheidung, feel, typ, wissen } from '../beispiele/modell.ts';
import { compileDmn, entscheide, entscheideMitWerten, type Wert, Zahl } from '../index.ts';

const IMPORT = (ns: string, name: string) =>
  `<import namespace="${ns}" name="${name}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`;

const tarif = dokument(
  `${typ('tSatz', '<typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues>')}${eingabe('Jahr', 'number')}${entscheidung('Satz', feel('if Jahr >= 2026 then 6000 else 5000'), ['e:#Jahr'], 'tSatz')}${wissen('anteilig', { Betrag: 'number', Monate: 'number' }, feel('Betrag * Monate / 12'))}`,
  'urn:tarif',
);
const haupt = (ausdruck: string, name = 'Unser Tarif') =>
  dokument(
    `${IMPORT('urn:tarif', name)}${entscheidung('E', feel(ausdruck), ['d:urn:tarif#Satz', 'w:urn:tarif#anteilig'], name === '' ? 'tSatz' : `${name}.tSatz`)}`,
  );

describe('Eingebundene Dateien', () => {
  it('geben Entscheidungen, Funktionen und Typen unter ihrem Namen', async () => {
    const u = await compileDmn(haupt('Unser Tarif.anteilig(Unser Tarif.Satz, 7)'), { importe: [tarif] });
    expect(u.ok && entscheide(u.modell, 'E', { Jahr: 2026 })).toMatchObject({ ok: true, wert: 3500 });
    const minus = await compileDmn(haupt('-Unser Tarif.Satz'), { importe: [tarif] });
    expect(minus.ok && entscheide(minus.modell, 'E', { Jahr: 2026 })).toMatchObject({
      ok: false,
      code: 'falscher-wert',
    });
  });

  it('ohne Namen stehen sie neben den eigenen', async () => {
    const u = await compileDmn(haupt('anteilig(Satz, 6)', ''), { importe: [tarif] });
    expect(u.ok && entscheide(u.modell, 'E', { Jahr: 2025 })).toMatchObject({ ok: true, wert: 2500 });
  });

  it('ohne Namen sind auch ihre Verweise, Typen und Einbindungen wie eigene, die eigenen gehen vor', async () => {
    const tief = dokument(
      typ('tText', '<typeRef>string</typeRef>') + entscheidung('C', feel('"tief"')) + entscheidung('B', feel('"C.B"')),
      'urn:c',
    );
    const mitte = dokument(IMPORT('urn:c', '') + entscheidung('B', feel('"Mitte"')), 'urn:b');
    const eigen = dokument(
      IMPORT('urn:b', '') + entscheidung('E', feel('B + " " + C'), ['d:#B', 'd:#C'], 'tText'),
      'urn:a',
    );
    const u = await compileDmn(eigen, { importe: [tief, mitte] });
    expect(u.ok && entscheide(u.modell, 'E', {})).toMatchObject({ ok: true, wert: 'Mitte tief' });
    expect(u.ok && entscheide(u.modell, 'B', {})).toMatchObject({ ok: true, wert: 'Mitte' });
    const leer = await compileDmn(dokument(IMPORT('urn:c', ''), 'urn:a'), { importe: [tief] });
    expect(leer.ok && entscheide(leer.modell, 'C', {})).toMatchObject({ ok: true, wert: 'tief' });
  });

  it('zweierlei unter einem Namen wird abgelehnt', async () => {
    const fremd = dokument(entscheidung('B', feel('1')), 'urn:b');
    const eigen = dokument(
      IMPORT('urn:b', '') + entscheidung('B', feel('2')) + entscheidung('E', feel('B'), ['d:#B', 'd:urn:b#B']),
      'urn:a',
    );
    expect(await compileDmn(eigen, { importe: [fremd] })).toMatchObject({
      ok: false,
      fehler: [{ decision: 'E', meldung: expect.stringContaining('zweierlei') }],
    });
  });

  it('fehlt eine, sagt das Veröffentlichen welche', async () => {
    const u = await compileDmn(haupt('1'));
    expect(u).toMatchObject({ ok: false, fehler: [{ meldung: expect.stringContaining('urn:tarif') }] });
  });

  it('ein Kreis von Dateien wird abgelehnt', async () => {
    const a = dokument(IMPORT('urn:b', 'b') + entscheidung('A', feel('1')), 'urn:a');
    const b = dokument(IMPORT('urn:a', 'a') + entscheidung('B', feel('1')), 'urn:b');
    expect(await compileDmn(a, { importe: [b] })).toMatchObject({
      ok: false,
      fehler: [{ meldung: expect.stringContaining('im Kreis') }],
    });
    const mild = await compileDmn(a, { importe: [b], nachsichtig: true });
    expect(mild.ok && entscheide(mild.modell, 'A', {})).toMatchObject({ ok: true, wert: 1 });
  });
});

describe('Entscheidungsdienste', () => {
  const dienst =
    '<decisionService id="D" name="D"><variable name="D"/><outputDecision href="#Summe"/><encapsulatedDecision href="#Doppelt"/><inputDecision href="#Vorher"/><inputData href="#x"/></decisionService>';
  const modell = dokument(
    eingabe('x', 'number') +
      entscheidung('Vorher', feel('100'), [], 'number') +
      entscheidung('Doppelt', feel('2 * x'), ['e:#x']) +
      entscheidung('Summe', feel('Doppelt + Vorher'), ['d:#Doppelt', 'd:#Vorher']) +
      dienst +
      entscheidung('E', feel('[D(3, 1), D(Vorher: 5, x: 1), Vorher]'), ['w:#D', 'd:#Vorher']),
  );
  const werte = (paare: Record<string, number>) =>
    new Map<string, Wert>(Object.entries(paare).map(([n, w]) => [n, new Zahl(w)]));

  it('rechnen mit den Werten des Aufrufs, nicht mit denen daneben', async () => {
    const u = await compileDmn(modell);
    expect(u.ok && entscheide(u.modell, 'E', {})).toMatchObject({ ok: true, wert: [7, 7, 100] });
  });

  it('lassen sich von außen rufen, wie auch Wissensmodelle', async () => {
    const u = await compileDmn(modell);
    expect(u.ok && entscheideMitWerten(u.modell, 'D', werte({ x: 4, Vorher: 1 }))).toMatchObject({
      ok: true,
      wert: new Zahl(9),
    });
    const t = await compileDmn(tarif);
    expect(t.ok && entscheideMitWerten(t.modell, 'anteilig', werte({ Betrag: 1200, Monate: 1 }))).toMatchObject({
      ok: true,
      wert: new Zahl(100),
    });
    expect(t.ok && entscheideMitWerten(t.modell, 'fehlt', werte({}))).toMatchObject({
      ok: false,
      code: 'unbekannte-entscheidung',
    });
  });
});

describe('Nachsichtig gelesen, wie DMN es für fremde Modelle verlangt', () => {
  it('verbinden sich Wörter zu einem Namen, wo niemand die Namen kennt', async () => {
    const xml = dokument(
      entscheidung('A', feel('context([{key: "erster Name", value: "x"}])')) +
        entscheidung('E', feel('A.erster Name'), ['d:#A']),
    );
    const mild = await compileDmn(xml, { nachsichtig: true });
    expect(mild.ok && entscheide(mild.modell, 'E', {})).toMatchObject({ ok: true, wert: 'x' });
    expect(await compileDmn(xml)).toMatchObject({ ok: false });
  });

  it('prüft eine Spalte den Wert selbst, auch wenn sie ihn Text nennt', async () => {
    const regel = (test: string, ergebnis: string) =>
      `<rule><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${ergebnis}</text></outputEntry></rule>`;
    const spalte = '<input><inputExpression typeRef="string"><text>A</text></inputExpression></input><output/>';
    const regeln = regel('[1..100)', '"klein"') + regel('[100..200]', '"groß"');
    const xml = dokument(
      entscheidung('A', feel('120')) + entscheidung('E', `<decisionTable>${spalte}${regeln}</decisionTable>`, ['d:#A']),
    );
    const mild = await compileDmn(xml, { nachsichtig: true });
    expect(mild.ok && entscheideMitWerten(mild.modell, 'E', new Map(), { ablehnenBei: 'nie' })).toMatchObject({
      wert: 'groß',
      hinweise: [expect.stringContaining('kein Wert vom Typ string')],
    });
    expect(mild.ok && entscheideMitWerten(mild.modell, 'E', new Map())).toMatchObject({ ok: false });
    const genau = await compileDmn(xml);
    expect(genau.ok && entscheideMitWerten(genau.modell, 'E', new Map(), { ablehnenBei: 'nie' })).toMatchObject({
      wert: null,
    });
  });

  it('meint ein Präfix, das niemand erklärt, den eigenen Typ', async () => {
    const xml = dokument(typ('tText', '<typeRef>string</typeRef>') + entscheidung('E', feel('"x"'), [], 't:tText'));
    const mild = await compileDmn(xml, { nachsichtig: true });
    expect(mild.ok && entscheide(mild.modell, 'E', {})).toMatchObject({ ok: true, wert: 'x' });
    expect(await compileDmn(xml)).toMatchObject({ ok: false });
  });

  it('beschränkt ein unbekannter Typ nichts, und es steht dabei', async () => {
    const xml = dokument(entscheidung('A', feel('1'), [], 'tWeg') + entscheidung('E', feel('A + 1'), ['d:#A']));
    const mild = await compileDmn(xml, { nachsichtig: true });
    expect(mild.ok && entscheideMitWerten(mild.modell, 'E', new Map())).toMatchObject({
      ok: true,
      wert: new Zahl(2),
      hinweise: ['Entscheidung „A“: Den Typ „tWeg“ gibt es nicht.'],
    });
    expect(await compileDmn(xml)).toMatchObject({ ok: false });
  });

  it('ist Unlesbares null mit Grund, und das Übrige rechnet', async () => {
    const xml = dokument(
      entscheidung('A', feel('zaubere(1)')) +
        entscheidung('B', '') +
        entscheidung('E', feel('[A, B, 1]'), ['d:#A', 'd:#B']),
    );
    const u = await compileDmn(xml, { nachsichtig: true });
    const e = u.ok && entscheideMitWerten(u.modell, 'E', new Map());
    expect(e).toMatchObject({
      ok: true,
      wert: [null, null, new Zahl(1)],
      hinweise: [expect.stringContaining('zaubere'), expect.stringContaining('keinen Inhalt')],
    });
  });

  it('hält ein Typ, der sich nicht lesen lässt oder sich selbst enthält, das Übrige nicht auf', async () => {
    const typen = [
      typ('tWeg', '<typeRef>nirgends</typeRef>'),
      typ('tErlaubt', '<typeRef>string</typeRef><allowedValues><text>a b c</text></allowedValues>'),
      typ(
        'tBaum',
        '<itemComponent name="w"><typeRef>number</typeRef></itemComponent><itemComponent name="k" isCollection="true"><typeRef>tBaum</typeRef></itemComponent>',
      ),
    ];
    for (const t of typen)
      expect(await compileDmn(dokument(t + entscheidung('E', feel('1'))))).toMatchObject({ ok: false });
    const inhalt = entscheidung('A', feel('1'), [], 'tWeg') + entscheidung('B', feel('"a"'), [], 'tErlaubt');
    const e = entscheidung('E', feel('{w: A, k: [{w: 2, k: []}]}'), ['d:#A', 'd:#B'], 'tBaum');
    const u = await compileDmn(dokument(typen.join('') + inhalt + e), { nachsichtig: true });
    expect(u.ok && entscheide(u.modell, 'E', {})).toMatchObject({ ok: true, wert: { w: 1, k: [{ w: 2, k: [] }] } });
  });

  it('dürfen zwei Elemente gleich heißen, und was keinen Namen hat, bleibt außen vor', async () => {
    const xml = dokument(`${entscheidung('E', feel('1'))}<inputData id="e" name="E"/><inputData id="ohne"/>`);
    expect(await compileDmn(xml)).toMatchObject({ ok: false });
    const u = await compileDmn(xml, { nachsichtig: true });
    expect(u.ok && entscheide(u.modell, 'E', {})).toMatchObject({ ok: true, wert: 1 });
  });

  it('ist null mit Grund, was sich im Kreis braucht', async () => {
    const xml = dokument(entscheidung('A', feel('E'), ['d:#E']) + entscheidung('E', feel('[1, A]'), ['d:#A']));
    const u = await compileDmn(xml, { nachsichtig: true });
    expect(u.ok && entscheideMitWerten(u.modell, 'E', new Map(), { ablehnenBei: 'nie' })).toMatchObject({
      ok: true,
      wert: [new Zahl(1), null],
      hinweise: expect.arrayContaining([expect.stringContaining('im Kreis')]),
    });
    expect(u.ok && entscheide(u.modell, 'E', {})).toMatchObject({ ok: false, code: 'zu-tief' });
  });
});

describe('Eingaben gleichen Namens aus zwei Dateien', () => {
  it('werden durch ihren Namensraum unterschieden', async () => {
    const eins = dokument(eingabe('x') + entscheidung('A', feel('x'), ['e:#x']), 'urn:eins');
    const e = entscheidung('E', feel('[x, eins.A]'), ['e:#x', 'd:urn:eins#A']);
    const u = await compileDmn(dokument(IMPORT('urn:eins', 'eins') + eingabe('x') + e), { importe: [eins] });
    const mit = (...werte: (readonly [string, Wert])[]) => u.ok && entscheideMitWerten(u.modell, 'E', new Map(werte));
    expect(mit(['x', 'hier'], ['urn:eins#x', 'dort'])).toMatchObject({ wert: ['hier', 'dort'] });
    expect(mit(['x', 'hier'], ['urn:eins#x', null])).toMatchObject({ wert: ['hier', null] });
    expect(mit(['x', 'hier'])).toMatchObject({ wert: ['hier', 'hier'] });
  });
});
