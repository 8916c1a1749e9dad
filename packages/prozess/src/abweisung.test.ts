import { describe, expect, it } from 'vitest';
import { aufgabe, ende, erweitert, fertige, geher, gruende, modell, pfade, start, teilprozess } from '../test/bpmn.ts';
import { compileAusdruck } from '../test/feel.ts';
import { uebernimm } from './uebernahme.ts';

const linie = (mitte: string, ...weitere: string[]) =>
  modell(`${start}${mitte}${ende()}${pfade('s>a', 'a>e', ...weitere)}`);

describe('abgewiesen wird mit Kennung, Name und Grund', () => {
  const mehrfach = '<bpmn:multiInstanceLoopCharacteristics/>';
  const nachricht = '<bpmn:messageEventDefinition/>';
  const zeit = (angabe: string) =>
    `<bpmn:intermediateCatchEvent id="a"><bpmn:timerEventDefinition>${angabe}</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
  it.each([
    [
      '<bpmn:scriptTask id="a" name="Rechnen" scriptFormat="groovy"/>',
      'a (Rechnen): Ein Skript in „groovy“ wird nicht ausgeführt. Schreiben Sie es in FEEL (zeebe:script) oder als Dienst.',
    ],
    ['<bpmn:callActivity id="a"/>', 'a: Der aufgerufene Prozess (zeebe:calledElement processId) fehlt.'],
    [
      '<bpmn:callActivity id="a" calledElement="anderer"/>',
      'a: Den aufgerufenen Prozess „anderer“ gibt es nicht als ausführbaren.',
    ],
    ['<bpmn:subProcess id="a"/>', 'a: Der Teilprozess braucht genau ein Startereignis, er hat 0.'],
    ['<bpmn:transaction id="a"/>', 'a: Transaktion wird nicht unterstützt.'],
    ['<bpmn:complexGateway id="a"/>', 'a: Komplexes Gateway wird nicht unterstützt.'],
    ['<bpmn:task id="a"/>', 'a: Unbestimmte Aufgabe wird nicht unterstützt.'],
    ['<bpmn:eventBasedGateway id="a"/>', 'a: Ein ereignisbasiertes Gateway braucht mindestens zwei Ereignisse.'],
    [
      '<bpmn:intermediateThrowEvent id="a"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateThrowEvent>',
      'a: Die Verknüpfung „L“ hat hier kein Ziel.',
    ],
    [
      '<bpmn:intermediateThrowEvent id="a"><bpmn:messageEventDefinition/></bpmn:intermediateThrowEvent>',
      'a: Der Dienst (zeebe:taskDefinition type) fehlt.',
    ],
    [
      '<bpmn:intermediateCatchEvent id="a"><bpmn:signalEventDefinition/></bpmn:intermediateCatchEvent>',
      'a: Der Name des Signals fehlt.',
    ],
    [
      '<bpmn:intermediateCatchEvent id="a"><bpmn:conditionalEventDefinition/></bpmn:intermediateCatchEvent>',
      'a: Die Bedingung (condition) fehlt.',
    ],
    [
      '<bpmn:userTask id="a"><bpmn:standardLoopCharacteristics/></bpmn:userTask>',
      'a: Die Schleife (standardLoopCharacteristics) wird nicht unterstützt. Zeichnen Sie sie mit einem Gateway.',
    ],
    [
      `<bpmn:intermediateCatchEvent id="a">${nachricht}</bpmn:intermediateCatchEvent>`,
      'a: Es ist keine Nachricht angegeben, auf die gewartet wird.',
    ],
    [
      `<bpmn:userTask id="a">${mehrfach}</bpmn:userTask>`,
      'a: Mehrfachausführung: Geben Sie entweder eine Liste (inputCollection) oder eine Anzahl (loopCardinality) an.',
    ],
    [
      '<bpmn:userTask id="a" isForCompensation="true"/>',
      'a: Diese Tätigkeit zur Kompensation gehört zu keinem Ereignis: Es fehlt die Verbindung (Association).',
    ],
    ['<bpmn:userTask id="a" default="a_e"/>', 'a: Standardpfad (default) wird nicht unterstützt.'],
    [
      `<bpmn:scriptTask id="a">${erweitert('<zeebe:script expression="=1" resultVariable="x"/><zeebe:taskHeaders/>')}</bpmn:scriptTask>`,
      'a: Die Zeebe-Erweiterung „taskHeaders“ wird an dieser Stelle nicht unterstützt.',
    ],
    [
      `<bpmn:callActivity id="a" calledElement="b">${erweitert('<zeebe:calledElement processId="c"/>')}</bpmn:callActivity>`,
      'a: Aufgerufen wird laut Zeebe-Erweiterung „c“, laut calledElement „b“. Nennen Sie nur einen.',
    ],
    ['<bpmn:userTask id="a" startQuantity="2"/>', 'a: Angabe „startQuantity“ wird nicht unterstützt.'],
    [
      '<bpmn:userTask id="a" activiti:assignee="x"/>',
      'a: Das Attribut „activiti:assignee“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.',
    ],
    [
      aufgabe('a', erweitert('<activiti:field name="f"/>')),
      'a (Aufgabe a): Die Erweiterung „activiti:field“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.',
    ],
    [
      aufgabe(
        'a',
        erweitert('<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="x"/></zeebe:taskListeners>'),
      ),
      'a (Aufgabe a): Die Zeebe-Erweiterung „taskListeners“ wird an dieser Stelle nicht unterstützt.',
    ],
    [
      aufgabe('a', erweitert('<zeebe:assignmentDefinition assignee="=x"/>')),
      'a (Aufgabe a): „assignee“ in der Zeebe-Erweiterung „assignmentDefinition“ wird nicht unterstützt.',
    ],
    ['<bpmn:serviceTask id="a" name="Brief"/>', 'a (Brief): Der Dienst (zeebe:taskDefinition type) fehlt.'],
    [
      zeit('<bpmn:timeCycle>R3/P1D</bpmn:timeCycle>'),
      'a: Wiederkehrende Zeit (timeCycle) ist nur bei Ereignissen möglich, die nicht unterbrechen.',
    ],
    [zeit('<bpmn:timeDuration>zwei Tage</bpmn:timeDuration>'), 'a: „zwei Tage“ ist keine Dauer nach ISO 8601.'],
    [zeit('<bpmn:timeDate>2026-02-30</bpmn:timeDate>'), 'a: „2026-02-30“ ist keine Zeitangabe nach ISO 8601.'],
    ['<bpmn:quatsch id="a"/>', 'datei: Die Datei enthält etwas, das BPMN 2.0 nicht kennt: <bpmn:quatsch> (Zeile 3).'],
  ])('%s', async (element, grund) => {
    expect(await gruende(linie(element))).toContain(grund);
  });

  it('Auslöser an Start, Ende und Rand, die hier niemand auslöst', async () => {
    const xml = modell(
      '<bpmn:startEvent id="s"><bpmn:timerEventDefinition/></bpmn:startEvent>' +
        `${aufgabe('a')}<bpmn:boundaryEvent id="r" name="Fehler" attachedToRef="a"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>` +
        '<bpmn:endEvent id="e"><bpmn:cancelEventDefinition/></bpmn:endEvent>' +
        pfade('s>a', 'a>e', 'r>e'),
    );
    expect(await gruende(xml)).toEqual([
      's: Startereignis mit Auslöser „Zeit“ wird nicht unterstützt.',
      'r (Fehler): Angeheftetes Ereignis mit Auslöser „Fehler“ wird nicht unterstützt.',
      'e: Endereignis mit Auslöser „Abbruch“ wird nicht unterstützt.',
    ]);
  });

  it('ein angeheftetes Ereignis an einem Zwischenereignis, und eines, das nie eintreten könnte', async () => {
    const rand =
      '<bpmn:boundaryEvent id="r" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>';
    const warte = zeit('<bpmn:timeDuration>P1D</bpmn:timeDuration>');
    expect(await gruende(linie(warte + rand, 'r>e'))).toEqual([
      'r: An dieses Element kann kein Ereignis angeheftet werden. Nehmen Sie statt des Zwischenereignisses eine Empfangsaufgabe.',
    ]);
    const skript = `<bpmn:scriptTask id="a">${erweitert('<zeebe:script expression="=1" resultVariable="x"/>')}</bpmn:scriptTask>`;
    expect(await gruende(linie(skript + rand, 'r>e'))).toEqual([
      'r: Ein Skript in FEEL ist sofort gerechnet: Angeheftet werden kann nur eine Kompensation.',
    ]);
  });

  it('Bedingungen am falschen Ort, ohne Ausweg oder unlesbar', async () => {
    const x = (pfad: string, standard = '') =>
      modell(
        `${start}<bpmn:exclusiveGateway id="x"${standard}/>${aufgabe('a')}${aufgabe('b')}${ende()}` +
          pfade('s>x', 'x>a:=ja', pfad, 'a>e', 'b>e'),
      );
    expect(await gruende(x('x>b'))).toEqual([
      'x: Der Pfad „x_b“ braucht eine Bedingung oder muss der Standardpfad sein.',
    ]);
    expect(await gruende(x('x>b:=ja', ' default="x_b"'))).toEqual([
      'x_b: Der Standardpfad darf keine Bedingung haben.',
    ]);
    expect(await gruende(x('x>b:=1 +'))).toEqual([
      expect.stringMatching(/^x_b: Bedingung: Der Ausdruck „1 \+“ ist ungültig\./),
    ]);
    expect(await gruende(x('x>b:${nein}'))).toEqual([expect.stringContaining('ist kein FEEL-Ausdruck')]);
    expect(await gruende(modell(`${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e:=ja')}`))).toEqual([
      'a_e: Bedingungen sind nur auf Pfaden erlaubt, die von einem exklusiven oder inklusiven Gateway ausgehen.',
    ]);
  });

  it('Wege, die nirgends beginnen, nirgends enden oder im Kreis führen', async () => {
    expect(
      await gruende(modell(`${start}${aufgabe('a')}${aufgabe('b')}${ende()}${pfade('s>a', 'a>e', 'b>e')}`)),
    ).toEqual([
      'b (Aufgabe b): Zu diesem Element führt kein Pfad.',
      'b (Aufgabe b): Dieses Element wird vom Start aus nie erreicht.',
    ]);
    const kreis =
      `${start}<bpmn:exclusiveGateway id="x"/><bpmn:exclusiveGateway id="y" default="y_x"/>${aufgabe('a')}${ende()}` +
      pfade('s>x', 'x>y', 'y>x', 'y>a:=ja', 'a>e');
    expect(await gruende(modell(kreis))).toEqual([
      expect.stringContaining('x: Diese Schleife besteht nur aus Gateways'),
      expect.stringContaining('y: Diese Schleife besteht nur aus Gateways'),
    ]);
    expect(
      await gruende(modell(`${start}${aufgabe('a')}${aufgabe('b')}${ende()}${pfade('s>a', 'a>b', 'b>a')}`)),
    ).toContain('a (Aufgabe a): Von hier führt kein Weg zu einem Endereignis.');
  });

  it('Verweise ins Leere', async () => {
    expect(await gruende(linie(aufgabe('a'), 'a>weg'))).toContain(
      'a_weg: Verweist (targetRef) auf „weg“, das es in der Datei nicht gibt.',
    );
  });

  it('Verweise, nach denen niemand handelt', async () => {
    const xml = modell(
      `${start}<bpmn:sendTask id="a" messageRef="m" operationRef="op">${erweitert('<zeebe:taskDefinition type="x"/>')}</bpmn:sendTask>` +
        `<bpmn:endEvent id="e"><bpmn:eventDefinitionRef>ted</bpmn:eventDefinitionRef></bpmn:endEvent>${pfade('s>a', 'a>e')}`,
      '<bpmn:terminateEventDefinition id="ted"/><bpmn:message id="m" name="hallo"/><bpmn:interface id="i" name="i"><bpmn:operation id="op" name="op"><bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>',
    );
    expect(await gruende(xml)).toEqual([
      'a: Operation (operationRef) wird nicht unterstützt.',
      'e: Verweis auf einen Auslöser (eventDefinitionRef) wird nicht unterstützt.',
    ]);
  });

  it('fremde Angaben an dem, was ein Ereignis meint', async () => {
    const xml = modell(
      `${start}<bpmn:intermediateCatchEvent id="a"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent><bpmn:endEvent id="e"><bpmn:errorEventDefinition errorRef="err"/></bpmn:endEvent>${pfade('s>a', 'a>e')}`,
      `<bpmn:error id="err" errorCode="F1" activiti:errorMessage="x"/><bpmn:signal id="sig" name="alarm">${erweitert('<zeebe:subscription correlationKey="=x"/>')}</bpmn:signal>`,
    );
    expect(await gruende(xml)).toEqual([
      'a: Die Zeebe-Erweiterung „subscription“ wird an dieser Stelle nicht unterstützt.',
      'e: Das Attribut „activiti:errorMessage“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.',
    ]);
  });

  it('eine Verknüpfung, die noch auf anderes wartet oder fremde Angaben hat', async () => {
    const xml = (ziel: string) =>
      modell(
        `${start}<bpmn:intermediateThrowEvent id="w"><bpmn:linkEventDefinition name="L"/></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="c">${ziel}</bpmn:intermediateCatchEvent>${ende()}${pfade('s>w', 'c>e')}`,
        '<bpmn:message id="m" name="hallo"/>',
      );
    expect(
      await gruende(xml('<bpmn:linkEventDefinition name="L"/><bpmn:messageEventDefinition messageRef="m"/>')),
    ).toEqual(['c: Eintretendes Zwischenereignis mit mehreren Auslösern wird nicht unterstützt.']);
    expect(await gruende(xml('<bpmn:linkEventDefinition name="L" activiti:async="true"/>'))).toEqual([
      'c: Das Attribut „activiti:async“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.',
    ]);
  });

  it('eine Verknüpfung, von deren Anfang oder zu deren Ziel auch ein Pfad führt', async () => {
    const link = (art: string, id: string) =>
      `<bpmn:intermediate${art}Event id="${id}"><bpmn:linkEventDefinition name="L"/></bpmn:intermediate${art}Event>`;
    const xml = (...liste: string[]) =>
      modell(
        `${start}<bpmn:parallelGateway id="p"/>${link('Throw', 'l')}${link('Catch', 'z')}${aufgabe('a')}${ende()}${pfade('s>p', 'p>l', 'z>a', 'a>e', ...liste)}`,
      );
    expect(await gruende(xml())).toEqual([]);
    expect(await gruende(xml('l>a'))).toEqual([
      'l: Diese Verknüpfung (Link) springt zu ihrem Ziel: Von ihr darf kein Pfad ausgehen.',
    ]);
    expect(await gruende(xml('p>z'))).toEqual([
      'z: Zu diesem Ziel einer Verknüpfung (Link) wird gesprungen: Zu ihm darf kein Pfad führen.',
    ]);
  });

  it('was niemand beachten würde: Werte an Datenverbindungen und Angaben an Bahnen, Daten und Anmerkungen', async () => {
    const daten = (inhalt: string) =>
      linie(
        `<bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>${aufgabe(
          'a',
          `<bpmn:dataInputAssociation id="dv"><bpmn:sourceRef>dr</bpmn:sourceRef>${inhalt}</bpmn:dataInputAssociation>`,
        )}`,
      );
    expect(await gruende(daten(''))).toEqual([]);
    const uebertraegt = [expect.stringMatching(/^a \(Aufgabe a\): Eine Datenverbindung, die Werte überträgt/)];
    expect(
      await gruende(daten('<bpmn:assignment><bpmn:from>x</bpmn:from><bpmn:to>y</bpmn:to></bpmn:assignment>')),
    ).toEqual(uebertraegt);
    expect(await gruende(daten('<bpmn:transformation>x</bpmn:transformation>'))).toEqual(uebertraegt);
    const gruppe = erweitert('<zeebe:assignmentDefinition candidateGroups="amt"/>');
    const bahn = (inhalt: string) => linie(`<bpmn:laneSet id="ls">${inhalt}</bpmn:laneSet>${aufgabe('a')}`);
    const innen = `<bpmn:lane id="b"><bpmn:childLaneSet id="cl"><bpmn:lane id="c">${gruppe}</bpmn:lane></bpmn:childLaneSet></bpmn:lane>`;
    expect(await gruende(bahn(innen))).toEqual([
      'c: Die Zeebe-Erweiterung „assignmentDefinition“ wird an dieser Stelle nicht unterstützt.',
    ]);
    expect(await gruende(bahn('<bpmn:lane id="b"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>'))).toEqual([]);
    const mitErweiterung = (was: string) =>
      linie(
        `${aufgabe('a')}<bpmn:${was} id="w">${erweitert('<zeebe:ioMapping><zeebe:output source="=1" target="x"/></zeebe:ioMapping>')}</bpmn:${was}>`,
      );
    for (const was of ['dataObject', 'textAnnotation'])
      expect(await gruende(mitErweiterung(was))).toEqual([
        'w: Die Zeebe-Erweiterung „ioMapping“ wird an dieser Stelle nicht unterstützt.',
      ]);
    const u = await uebernimm(bahn(innen), { compileAusdruck });
    expect(u).toMatchObject({ ok: true, prozesse: [{ prozess: { id: 'probe' }, hinweise: [{ element: 'c' }] }] });
  });

  it('Zeebe-Erweiterungen an der Datei, am Becken und an den Bahnen', async () => {
    const horcht = erweitert('<zeebe:executionListeners/>');
    const nein = 'Die Zeebe-Erweiterung „executionListeners“ wird an dieser Stelle nicht unterstützt.';
    const becken = (innen: string) =>
      `<bpmn:collaboration id="k"><bpmn:participant id="b" processRef="probe">${innen}</bpmn:participant></bpmn:collaboration>`;
    const xml = (innen: string, dazu = '') =>
      modell(`${innen}${start}${aufgabe('a')}${ende()}${pfade('s>a', 'a>e')}`, dazu);
    expect(await gruende(xml('', becken(erweitert('<zeebe:properties/>'))))).toEqual([]);
    expect(await gruende(xml('', becken(horcht)))).toEqual([`b: ${nein}`]);
    expect(await gruende(xml('').replace('<bpmn:process', `${horcht}<bpmn:process`))).toEqual([
      `definitionen: ${nein}`,
    ]);
    expect(await gruende(xml(`<bpmn:laneSet id="l">${horcht}</bpmn:laneSet>`))).toEqual([`probe (Probe): ${nein}`]);
  });

  it('Zeebe-Erweiterungen, die an ihrer Stelle niemand sucht, und Namen, die keine sind', async () => {
    const dienst = (innen: string, typ = '') =>
      linie(
        `<bpmn:serviceTask id="a">${erweitert(`<zeebe:taskDefinition type="t"${typ ? `>${typ}</zeebe:taskDefinition>` : '/>'}${innen}`)}</bpmn:serviceTask>`,
      );
    const nein = (was: string, wo: string) => `a: „${was}“ in der Zeebe-Erweiterung „${wo}“ wird nicht unterstützt.`;
    const kopf = '<zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>';
    expect(await gruende(dienst(kopf))).toEqual([]);
    expect(await gruende(dienst('', kopf))).toEqual([nein('taskHeaders', 'taskDefinition')]);
    expect(
      await gruende(dienst('<zeebe:taskHeaders><zeebe:output source="=1" target="x"/></zeebe:taskHeaders>')),
    ).toContain(nein('output', 'taskHeaders'));
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
      expect(await gruende(dienst(`<zeebe:ioMapping><zeebe:${name} a="b"/></zeebe:ioMapping>`))).toEqual([
        nein(name, 'ioMapping'),
      ]);
    const fremd = '<zeebe:userTask activiti:x="1"/>';
    expect(await gruende(linie(`<bpmn:userTask id="a">${erweitert(fremd)}</bpmn:userTask>`))).toEqual([
      nein('activiti:x', 'userTask'),
    ]);
    const ohnePraefix = '<taskDefinition xmlns="http://camunda.org/schema/zeebe/1.0" type="t"/>';
    expect(await gruende(linie(`<bpmn:serviceTask id="a">${erweitert(ohnePraefix)}</bpmn:serviceTask>`))).toEqual([]);
  });

  it('Zeitangaben in anderer Sprache oder mit einer Zeitzone, die es nicht gibt, und Versuche außerhalb des Möglichen', async () => {
    const am = (zeitpunkt: string) => linie(zeit(`<bpmn:timeDate>${zeitpunkt}</bpmn:timeDate>`));
    for (const gut of [
      '2027-05-15T12:00:00[Europe/Berlin]',
      '2027-05-15T12:00:00@Europe/Berlin',
      '2027-05-15T12:00+02:00',
    ])
      expect(await gruende(am(gut))).toEqual([]);
    for (const falsch of [
      '2027-05-15T12:00:00[Europe/Berln]',
      '2027-05-15T12:00:00@Mond',
      '2027-05-15T12:00:00+99:99',
      '2027-05-15@Europe/Berlin',
      '2027-02-29',
    ])
      expect(await gruende(am(falsch))).toEqual([`a: „${falsch}“ ist keine Zeitangabe nach ISO 8601.`]);
    const juel = (wert: string) =>
      linie(zeit(`<bpmn:timeDuration xsi:type="bpmn:tFormalExpression" language="juel">${wert}</bpmn:timeDuration>`));
    for (const wert of ['=x', 'P1D'])
      expect(await gruende(juel(wert))).toEqual([
        'a: Zeitangabe: Ausdrücke müssen in FEEL geschrieben sein, nicht in „juel“.',
      ]);
    const versuche = (n: string) =>
      linie(
        `<bpmn:serviceTask id="a">${erweitert(`<zeebe:taskDefinition type="tun" retries="${n}"/>`)}</bpmn:serviceTask>`,
      );
    expect(await gruende(versuche('1'))).toEqual([]);
    for (const n of ['0', '11', 'viele'])
      expect(await gruende(versuche(n))).toEqual([
        `a: Die Zahl der Versuche (retries) muss eine ganze Zahl von 1 bis 10 sein, nicht „${n}“.`,
      ]);
  });

  it('Pfade, die zu etwas anderem als einem Schritt führen oder eine Grenze überspringen', async () => {
    const daneben =
      '<bpmn:laneSet id="ls"><bpmn:lane id="bahn"/></bpmn:laneSet><bpmn:dataObject id="do"/><bpmn:dataObjectReference id="daten" dataObjectRef="do"/>';
    const innen = teilprozess('u', `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}`);
    const dazu = `<bpmn:message id="post"/><bpmn:process id="fremd">${aufgabe('f')}</bpmn:process>`;
    const grund = (pfad: string, nach: string) =>
      `${pfad}: Ein Pfad führt von Schritt zu Schritt desselben Prozesses oder Teilprozesses; „${nach}“ ist hier keiner.`;
    const xml = (pfad: string) =>
      modell(`${daneben}${start}${innen}${aufgabe('a')}${ende()}${pfade('s>u', 'u>a', 'a>e', pfad)}`, dazu);
    expect(await gruende(xml('a>u'))).toEqual([]);
    for (const ziel of ['bahn', 'daten', 'probe', 's_u', 'post', 'f', 't']) {
      expect(await gruende(xml(`a>${ziel}`))).toContain(grund(`a_${ziel}`, ziel));
      const u = await uebernimm(xml(`a>${ziel}`), { compileAusdruck });
      const hinweise = u.ok ? u.prozesse[0]?.hinweise : [];
      expect(hinweise?.map((h) => `${h.element}: ${h.meldung}`)).toContain(grund(`a_${ziel}`, ziel));
      const p = u.ok ? u.prozesse[0]?.prozess : undefined;
      const g = geher(p as never);
      g.tue({ art: 'start', variablen: {} });
      fertige(g, 't');
      expect(fertige(g, 'a')).toContainEqual({ art: 'beendet', ergebnis: 'ende' });
    }
    expect(await gruende(xml('t>e'))).toContain(grund('t_e', 't'));
  });
});
