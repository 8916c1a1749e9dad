import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  beiEreignis,
  dauer,
  dienst,
  ende,
  erweitert,
  fertige,
  geher,
  gruende,
  mehrfach,
  modell,
  offen,
  pfade,
  start,
  teilprozess,
  uebersetze,
} from '../test/bpmn.ts';

const mit = async (xml: string, variablen = {}) => {
  const g = geher(await uebersetze(xml));
  g.tue({ art: 'start', variablen });
  return g;
};

describe('ein Teilprozess', () => {
  const eingabe = erweitert(
    '<zeebe:ioMapping><zeebe:input source="=betrag + 1" target="rest"/><zeebe:output source="=rest" target="uebrig"/></zeebe:ioMapping>',
  );
  it('hat eigene Variablen und gibt nach außen, was zugeordnet ist', async () => {
    const g = await mit(
      modell(
        `${start}${teilprozess('u', `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}`, eingabe)}${ende()}${pfade('s>u', 'u>e')}`,
      ),
      { betrag: 1 },
    );
    expect(g.zustand().token).toMatchObject([
      { element: 'u', lokal: { rest: 2 } },
      { element: 't', in: 2 },
    ]);
    expect(g.zustand().variablen).toEqual({ betrag: 1 });
    fertige(g, 't', { rest: 7, betrag: 5 });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { betrag: 5, uebrig: 7 } });
    expect(g.zustand().variablen).not.toHaveProperty('rest');
  });

  it('ist zu Ende, wenn alle seine Zweige es sind; Beendigung darin beendet nur ihn', async () => {
    const innen = (letztes: string) =>
      `<bpmn:parallelGateway id="auf"/>${aufgabe('a')}${aufgabe('b')}${letztes}${ende('ue')}${pfade('us>auf', 'auf>a', 'auf>b', 'a>x', 'b>ue')}`;
    const xml = (letztes: string) =>
      modell(
        `${start}${teilprozess('u', innen(letztes))}${aufgabe('danach')}${ende()}${pfade('s>u', 'u>danach', 'danach>e')}`,
      );
    const g = await mit(xml(ende('x')));
    fertige(g, 'a');
    expect(offen(g)).toEqual(['b']);
    fertige(g, 'b');
    expect(offen(g)).toEqual(['danach']);
    const h = await mit(xml('<bpmn:endEvent id="x"><bpmn:terminateEventDefinition/></bpmn:endEvent>'));
    expect(fertige(h, 'a')).toMatchObject([
      { art: 'aufgabe-entfernen' },
      { art: 'aufgabe-anlegen', element: 'danach' },
    ]);
  });
});

describe('Mehrfachausführung', () => {
  it('sammelt auch die Nummer der Durchführung', async () => {
    const nummern = mehrfach('outputCollection="nummern" outputElement="=loopCounter"');
    const innen = `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}`;
    const g = await mit(
      modell(`${start}${teilprozess('u', innen, nummern)}${aufgabe('n')}${ende()}${pfade('s>u', 'u>n', 'n>e')}`),
      { liste: ['a', 'b'] },
    );
    fertige(g, 't');
    fertige(g, 't');
    expect(g.zustand().variablen['nummern']).toEqual([1, 2]);
  });

  const xml = (art: string, schleife: string) =>
    modell(
      `${start}${art === 'a' ? aufgabe('t', schleife) : teilprozess('t', `${aufgabe('i')}${ende('te')}${pfade('ts>i', 'i>te')}`, schleife)}${ende()}${pfade('s>t', 't>e')}`,
    );
  const sammeln = 'outputCollection="antworten" outputElement="=antwort"';

  it('legt für jeden Eintrag eine Aufgabe an und sammelt die Antworten in der Reihenfolge der Einträge', async () => {
    const g = geher(await uebersetze(xml('a', mehrfach(sammeln))));
    expect(g.tue({ art: 'start', variablen: { liste: ['A', 'B', 'C'] } })).toMatchObject([
      { art: 'aufgabe-anlegen', schritt: 3, nr: 1, eingabe: { x: 'A' } },
      { schritt: 4, nr: 2, eingabe: { x: 'B' } },
      { schritt: 5, nr: 3, eingabe: { x: 'C' } },
    ]);
    expect(g.code({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} })).toBe('schritt-unbekannt');
    g.tue({ art: 'aufgabe-erledigt', schritt: 5, variablen: { antwort: 'c' } });
    g.tue({ art: 'aufgabe-erledigt', schritt: 3, variablen: { antwort: 'a' } });
    expect(g.zustand().variablen).toEqual({ liste: ['A', 'B', 'C'] });
    g.tue({ art: 'aufgabe-erledigt', schritt: 4, variablen: { antwort: 'b' } });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { antworten: ['a', 'b', 'c'] } });
    expect(g.zustand().variablen).not.toHaveProperty('antwort');
  });

  it('geht nacheinander, wenn das Modell es sagt', async () => {
    const g = await mit(xml('a', mehrfach(sammeln, true)), { liste: [1, 2] });
    expect(offen(g)).toEqual(['t']);
    expect(fertige(g, 't', { antwort: 10 })).toMatchObject([{ art: 'aufgabe-anlegen', nr: 2, eingabe: { x: 2 } }]);
    fertige(g, 't', { antwort: 20 });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { antworten: [10, 20] } });
  });

  it('endet früher, wenn genug geantwortet haben, und zieht die übrigen Aufgaben zurück', async () => {
    const g = await mit(xml('a', mehrfach(sammeln, false, '=numberOfCompletedInstances >= 2'.replace('>', '&gt;'))), {
      liste: [1, 2, 3],
    });
    fertige(g, 't', { antwort: 'eins' });
    expect(g.tue({ art: 'aufgabe-erledigt', schritt: 5, variablen: { antwort: 'drei' } })).toEqual([
      { art: 'aufgabe-entfernen', schritt: 4 },
      { art: 'beendet', ergebnis: 'ende' },
    ]);
    expect(g.zustand().variablen).toMatchObject({ antworten: ['eins', null, 'drei'] });
  });

  it('sammelt, was die Ausgabe-Zuordnung ergibt, und behält es für sich', async () => {
    const zuordnung = '<zeebe:ioMapping><zeebe:output source="=bote.nr" target="antwort"/></zeebe:ioMapping>';
    const g = await mit(xml('a', erweitert(zuordnung) + mehrfach(sammeln)), { liste: [1, 2] });
    fertige(g, 't', { bote: { nr: 'A' } });
    fertige(g, 't', { bote: { nr: 'B' } });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { antworten: ['A', 'B'] } });
    expect(g.zustand().variablen).not.toHaveProperty('antwort');
  });

  it('kann nach dem enden, was schon gesammelt ist', async () => {
    const g = await mit(xml('a', mehrfach(sammeln, false, '=antworten.1 = "nein"')), { liste: [1, 2, 3] });
    fertige(g, 't', { antwort: 'ja' });
    expect(offen(g)).toEqual(['t', 't']);
    fertige(g, 't', { antwort: 'nein' });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { antworten: ['ja', 'nein', null] } });
  });

  it('führt Teilprozesse nebeneinander aus, jeden mit eigenem Eintrag und Ergebnis', async () => {
    const g = await mit(xml('t', mehrfach(sammeln)), { liste: ['A', 'B'] });
    expect(offen(g)).toEqual(['i', 'i']);
    fertige(g, 'i', { antwort: 1 });
    fertige(g, 'i', { antwort: 2 });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { antworten: [1, 2] } });
  });

  it('geht bei leerer Liste weiter und hält an, wenn es keine Liste ist', async () => {
    expect((await mit(xml('a', mehrfach(sammeln)), { liste: [] })).zustand()).toMatchObject({
      fertig: 'ende',
      variablen: { antworten: [] },
    });
    const g = await mit(xml('a', mehrfach()), { liste: 'x' });
    expect(g.zustand().token).toMatchObject([
      { element: 't', vorfall: { meldung: expect.stringContaining('ergibt keine Liste') } },
    ]);
    g.tue({ art: 'vorfall-behoben', schritt: 2, variablen: { liste: [1] } });
    expect(offen(g)).toEqual(['t']);
    const viele = await mit(xml('a', mehrfach()), { liste: Array.from({ length: 301 }, (_, i) => i) });
    expect(viele.zustand().token).toMatchObject([
      { vorfall: { meldung: expect.stringContaining('301 sind zu viele') } },
    ]);
  });

  it('zählt auch ohne Liste, mit einer Anzahl', async () => {
    const g = await mit(
      xml(
        'a',
        '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>',
      ),
    );
    expect(offen(g)).toEqual(['t', 't', 't']);
  });
});

describe('in jedem Teilprozess für sich', () => {
  it('sammelt ein paralleles Gateway nur die eigenen Zweige', async () => {
    const g = await mit(
      modell(
        `${start}${teilprozess('u', `<bpmn:parallelGateway id="auf"/>${aufgabe('a')}${aufgabe('b')}<bpmn:parallelGateway id="zu"/>${aufgabe('c')}${ende('ue')}${pfade('us>auf', 'auf>a', 'auf>b', 'a>zu', 'b>zu', 'zu>c', 'c>ue')}`, mehrfach())}${ende()}${pfade('s>u', 'u>e')}`,
      ),
      { liste: [1, 2] },
    );
    const im = (element: string, nr: number) => {
      const bereich = g.zustand().token.find((t) => t.element === 'u' && t.nr === nr)?.schritt;
      return g.zustand().token.find((t) => t.element === element && t.in === bereich)?.schritt ?? 0;
    };
    g.tue({ art: 'aufgabe-erledigt', schritt: im('a', 1), variablen: {} });
    g.tue({ art: 'aufgabe-erledigt', schritt: im('b', 2), variablen: {} });
    expect(offen(g).sort()).toEqual(['a', 'b']);
    g.tue({ art: 'aufgabe-erledigt', schritt: im('b', 1), variablen: {} });
    expect(offen(g).sort()).toEqual(['a', 'c']);
  });

  it('endet mit ihm auch, worauf seine Ereignis-Teilprozesse noch warten', async () => {
    const g = await mit(
      modell(
        `${start}${teilprozess('u', `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}${beiEreignis('x', dauer(), `${ende('xe')}${pfade('xs>xe')}`, false)}`)}${aufgabe('danach')}${ende()}${pfade('s>u', 'u>danach', 'danach>e')}`,
      ),
    );
    expect(fertige(g, 't')).toMatchObject([
      { art: 'zeitgeber-entfernen' },
      { art: 'aufgabe-anlegen', element: 'danach' },
    ]);
    expect(g.zustand().token).toHaveLength(1);
  });
});

describe('ein aufgerufener Prozess', () => {
  const ANFANG = '<bpmn:startEvent id="us"/>';
  const gerufen = `<bpmn:process id="unter" name="Unter" isExecutable="true">${ANFANG}${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}</bpmn:process>`;
  const ruf = (attribute: string) =>
    modell(
      `${start}<bpmn:callActivity id="c">${erweitert(`<zeebe:calledElement processId="unter" ${attribute}/>`)}</bpmn:callActivity>${ende()}${pfade('s>c', 'c>e')}`,
      gerufen,
    );

  it('läuft darin, mit eigenen Variablen, und gibt sie am Ende zurück', async () => {
    const g = await mit(ruf(''), { a: 1 });
    expect(offen(g)).toEqual(['c/t']);
    fertige(g, 'c/t', { a: 2, b: 3 });
    expect(g.zustand()).toMatchObject({ fertig: 'ende', variablen: { a: 2, b: 3 } });
  });

  it('behält, was ihm unter eigenem Namen gegeben wurde: der Rufende hat dort vielleicht anderes', async () => {
    const eingabe = '<zeebe:ioMapping><zeebe:input source="=antrag.name" target="name"/></zeebe:ioMapping>';
    const g = await mit(ruf('').replace('</bpmn:extensionElements>', `${eingabe}</bpmn:extensionElements>`), {
      name: 'Amt',
      antrag: { name: 'Ada' },
    });
    fertige(g, 'c/t', { b: 3 });
    expect(g.zustand().variablen).toEqual({ name: 'Amt', antrag: { name: 'Ada' }, b: 3 });
  });

  it('gibt nichts zurück, wenn das Modell es so will', async () => {
    const g = await mit(ruf('propagateAllChildVariables="false"'), { a: 1 });
    fertige(g, 'c/t', { a: 2 });
    expect(g.zustand().variablen).toEqual({ a: 1 });
  });

  it('eine Entscheidung darin sieht, was Ausdrücke dort sehen, und nichts vom Rufenden', async () => {
    const regel = (eingabe: string) =>
      `<bpmn:businessRuleTask id="t">${erweitert(`<zeebe:calledDecision decisionId="d" resultVariable="r"/>${eingabe}`)}</bpmn:businessRuleTask>`;
    const sieht = async (attribute: string, eingabe = '') => {
      const g = geher(await uebersetze(ruf(attribute).replace(aufgabe('t'), regel(eingabe))));
      return g.tue({ art: 'start', variablen: { betrag: 999 } });
    };
    const eingabe = '<zeebe:ioMapping><zeebe:input source="=betrag" target="summe"/></zeebe:ioMapping>';
    const allein = 'propagateAllParentVariables="false"';
    expect(await sieht(allein)).toMatchObject([{ art: 'entscheidung', eingabe: {} }]);
    expect((await sieht(allein, eingabe))[0]).toHaveProperty('eingabe', { summe: null });
    expect((await sieht('', eingabe))[0]).toHaveProperty('eingabe', { betrag: 999, summe: 999 });
  });

  it('darf sich nicht selbst aufrufen', async () => {
    const kreis = ruf('').replace(aufgabe('t'), '<bpmn:callActivity id="t" calledElement="unter"/>');
    expect(await gruende(kreis)).toEqual(['t: Der Prozess „unter“ ruft sich selbst auf.']);
  });

  it('darf mit wenigen Zeilen kein riesiges Modell ergeben', async () => {
    const stufe = (n: number) =>
      `<bpmn:process id="p${n}" isExecutable="true">${ANFANG.replace('us', `s${n}`)}${
        n === 0
          ? `${dienst('a0')}${ende('e0')}${pfade('s0>a0', 'a0>e0')}`
          : `<bpmn:callActivity id="a${n}" calledElement="p${n - 1}"/><bpmn:callActivity id="b${n}" calledElement="p${n - 1}"/>${ende(`e${n}`)}${pfade(`s${n}>a${n}`, `a${n}>b${n}`, `b${n}>e${n}`)}`
      }</bpmn:process>`;
    const xml = modell(
      `${start}<bpmn:callActivity id="a" calledElement="p20"/>${ende()}${pfade('s>a', 'a>e')}`,
      Array.from({ length: 21 }, (_, n) => stufe(n)).join(''),
    );
    expect((await gruende(xml))[0]).toContain('Das Modell ist zu groß');
  });
});

describe('der gespeicherte Stand', () => {
  it('bleibt klein: XOR, Aufgabe mit Frist und drei Aufgaben nebeneinander in höchstens 1000 Zeichen neben den Variablen', async () => {
    const g = await mit(
      modell(
        `${start}<bpmn:exclusiveGateway id="Gateway_weg" default="Gateway_weg_Aufgabe_pruefen"/>${aufgabe('Aufgabe_pruefen')}` +
          `<bpmn:boundaryEvent id="Rand_frist" attachedToRef="Aufgabe_pruefen" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeDuration>P14D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>` +
          `${aufgabe('Aufgabe_stellung', mehrfach('outputCollection="stellungen" outputElement="=stellung"'))}` +
          `<bpmn:boundaryEvent id="Rand_frist2" attachedToRef="Aufgabe_stellung"><bpmn:timerEventDefinition><bpmn:timeDuration>P14D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>` +
          `${ende('Ende_a')}${ende('Ende_b')}` +
          pfade(
            's>Gateway_weg',
            'Gateway_weg>Ende_b:=fertig = true',
            'Gateway_weg>Aufgabe_pruefen',
            'Aufgabe_pruefen>Aufgabe_stellung',
            'Rand_frist>Ende_b',
            'Rand_frist2>Ende_b',
            'Aufgabe_stellung>Ende_a',
          ),
      ),
      { liste: ['a', 'b', 'c'] },
    );
    const groesse = () => JSON.stringify({ ...g.zustand(), variablen: {} }).length;
    const gesehen = [groesse()];
    fertige(g, 'Aufgabe_pruefen');
    gesehen.push(groesse());
    fertige(g, 'Aufgabe_stellung', { stellung: 'x' });
    gesehen.push(groesse());
    expect(Math.max(...gesehen)).toBeLessThanOrEqual(1000);
  });
});
