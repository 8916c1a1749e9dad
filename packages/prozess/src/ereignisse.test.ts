import { describe, expect, it } from 'vitest';
import {
  aufgabe,
  beiEreignis,
  dauer,
  dienst,
  ESKALATION,
  ende,
  endet,
  erweitert,
  FEHLER,
  fertige,
  geher,
  gruende,
  mehrfach,
  mit,
  modell,
  NACHRICHT,
  offen,
  pfade,
  rand,
  SIGNAL,
  start,
  teilprozess,
  uebersetze,
  VERWEISE,
  wirft,
} from '../test/bpmn.ts';

const faengt = (id: string, was: string) =>
  `<bpmn:intermediateCatchEvent id="${id}">${was}</bpmn:intermediateCatchEvent>`;

describe('ein Fehler', () => {
  const xml = (r: string) =>
    `${start}${dienst('d')}${r}${aufgabe('hilfe')}${ende()}${ende('f')}${pfade('s>d', 'd>e', 'r>hilfe', 'hilfe>f')}`;
  it('den ein Dienst meldet, geht am angehefteten Ereignis seines Codes weiter', async () => {
    const g = await mit(xml(rand('r', 'd', FEHLER)));
    const [anlegen] = g.tue({ art: 'dienst-fehler', schritt: 2, code: 'F1', variablen: { grund: 'gesperrt' } });
    expect(anlegen).toMatchObject({ art: 'aufgabe-anlegen', element: 'hilfe' });
    expect(g.zustand().variablen).toEqual({ grund: 'gesperrt' });
    expect(g.code({ art: 'dienst-erledigt', schritt: 2, variablen: {} })).toBe('schritt-unbekannt');
  });

  it('den niemand behandelt, ist ein Vorfall; der Dienst kann danach neu laufen', async () => {
    const g = await mit(xml(rand('r', 'd', FEHLER)));
    expect(g.tue({ art: 'dienst-fehler', schritt: 2, code: 'F9', variablen: {} })).toMatchObject([
      { art: 'vorfall', element: 'd', meldung: 'Der Fehler „F9“ wird im Modell nirgends behandelt.' },
    ]);
    expect(g.tue({ art: 'vorfall-behoben', schritt: 2 })).toMatchObject([{ art: 'dienst', schritt: 3 }]);
  });

  it('sucht von innen nach außen: der genaue Code geht vor dem Ereignis ohne Code', async () => {
    const g = await mit(
      `${start}${teilprozess('u', `${aufgabe('t')}${endet('kaputt', FEHLER)}${pfade('us>t', 't>kaputt')}`)}` +
        `${rand('alle', 'u', '<bpmn:errorEventDefinition/>')}${rand('genau', 'u', FEHLER)}${aufgabe('x')}${aufgabe('y')}${ende()}` +
        pfade('s>u', 'u>e', 'alle>x', 'genau>y', 'x>e', 'y>e'),
    );
    fertige(g, 't');
    expect(offen(g)).toEqual(['y']);
  });

  it('in einem von mehreren Teilprozessen bricht alle ab', async () => {
    const g = await mit(
      `${start}${teilprozess('u', `${aufgabe('t')}<bpmn:exclusiveGateway id="w" default="w_ok"/>${endet('kaputt', FEHLER)}${ende('ok')}${pfade('us>t', 't>w', 'w>kaputt:=x = 2', 'w>ok')}`, mehrfach())}` +
        `${rand('r', 'u', FEHLER)}${aufgabe('y')}${ende()}${pfade('s>u', 'u>e', 'r>y', 'y>e')}`,
      { liste: [1, 2, 3] },
    );
    fertige(g, 't');
    expect(offen(g)).toEqual(['t', 't']);
    expect(fertige(g, 't').map((w) => w.art)).toEqual(['aufgabe-entfernen', 'aufgabe-anlegen']);
    expect(offen(g)).toEqual(['y']);
  });

  it('unterbricht immer', async () => {
    expect(await gruende(modell(xml(rand('r', 'd', FEHLER, false)), VERWEISE))).toEqual([
      'r: Ein Fehler unterbricht immer: Das Ereignis muss unterbrechend sein.',
    ]);
  });
});

describe('eine Eskalation', () => {
  const xml = (unterbrechend: boolean) =>
    `${start}${teilprozess('u', `${aufgabe('t')}${wirft('hoch', ESKALATION)}${aufgabe('weiter')}${ende('ue')}${pfade('us>t', 't>hoch', 'hoch>weiter', 'weiter>ue')}`)}` +
    `${rand('r', 'u', ESKALATION, unterbrechend)}${aufgabe('chef')}${ende()}${ende('f')}${pfade('s>u', 'u>e', 'r>chef', 'chef>f')}`;
  it('ruft jemanden dazu, und die Arbeit geht weiter', async () => {
    const g = await mit(xml(false));
    fertige(g, 't');
    expect(offen(g).sort()).toEqual(['chef', 'weiter']);
  });
  it('nimmt die Arbeit weg, wenn sie unterbricht', async () => {
    const g = await mit(xml(true));
    fertige(g, 't');
    expect(offen(g)).toEqual(['chef']);
  });
  it('die niemand fängt, bleibt ohne Folge', async () => {
    const g = await mit(
      `${start}${wirft('hoch', ESKALATION)}${aufgabe('t')}${ende()}${pfade('s>hoch', 'hoch>t', 't>e')}`,
    );
    expect(offen(g)).toEqual(['t']);
  });
});

describe('ein Signal', () => {
  it('erreicht alles im Vorgang, was darauf wartet, von innen und von außen', async () => {
    const xml =
      `${start}<bpmn:parallelGateway id="auf"/>${faengt('a', SIGNAL)}${aufgabe('b')}${rand('r', 'b', SIGNAL)}${aufgabe('c')}${wirft('los', SIGNAL)}` +
      `${ende()}${ende('f')}${ende('g')}${pfade('s>auf', 'auf>a', 'auf>b', 'auf>c', 'a>e', 'b>f', 'r>f', 'c>los', 'los>g')}`;
    const g = await mit(xml);
    expect(fertige(g, 'c')).toEqual([
      { art: 'aufgabe-entfernen', schritt: 4 },
      { art: 'beendet', ergebnis: 'ende' },
    ]);
    const h = await mit(xml);
    expect(h.tue({ art: 'signal', name: 'alarm', variablen: { wann: 'jetzt' } })).toMatchObject([
      { art: 'aufgabe-entfernen' },
    ]);
    expect(h.zustand().variablen).toEqual({ wann: 'jetzt' });
    expect(h.code({ art: 'signal', name: 'alarm', variablen: {} })).toBe('signal-unerwartet');
  });
});

describe('eine wiederkehrende Frist', () => {
  it('kommt so oft, wie das Modell sagt', async () => {
    const zyklus = '<bpmn:timerEventDefinition><bpmn:timeCycle>R2/P7D</bpmn:timeCycle></bpmn:timerEventDefinition>';
    const g = geher(
      await uebersetze(
        modell(
          `${start}${aufgabe('t')}${rand('r', 't', zyklus, false)}${ende()}${ende('f')}${pfade('s>t', 't>e', 'r>f')}`,
        ),
      ),
    );
    expect(g.tue({ art: 'start', variablen: {} })[1]).toEqual({
      art: 'zeitgeber',
      schritt: 3,
      faellig: { dauer: 'P7D' },
    });
    expect(g.tue({ art: 'zeit', schritt: 3 })).toEqual([{ art: 'zeitgeber', schritt: 4, faellig: { dauer: 'P7D' } }]);
    expect(g.tue({ art: 'zeit', schritt: 4 })).toEqual([]);
    expect(fertige(g, 't')).toEqual([{ art: 'beendet', ergebnis: 'ende' }]);
  });
});

describe('eine Frist, die immer wiederkehrt,', () => {
  const immer = async (zyklus: string, dann = `<bpmn:manualTask id="k"/>`) => {
    const zeit = `<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${zyklus}</bpmn:timeCycle></bpmn:timerEventDefinition>`;
    const g = geher(
      await uebersetze(
        modell(
          `${start}${aufgabe('t')}${rand('r', 't', zeit, false)}${dann}${ende()}${ende('f')}${pfade('s>t', 't>e', 'r>k', 'k>f')}`,
        ),
      ),
    );
    g.tue({ art: 'start', variablen: { z: 'R/P7D' } });
    return g;
  };
  const wartend = (g: Awaited<ReturnType<typeof immer>>) =>
    g.zustand().token.find((x) => x.element === 'r')?.schritt ?? -1;
  const FREITAG = '2026-03-06T09:00:00.000Z';

  it('behält ihren Takt vom ersten Mal an, wie spät auch jemand dazu kommt', async () => {
    const g = await immer('R/P7D');
    const takt = { dauer: 'P7D', ab: FREITAG };
    expect(g.tue({ art: 'zeit', schritt: 3, faellig: FREITAG })).toEqual([
      { art: 'zeitgeber', schritt: 4, faellig: takt },
    ]);
    expect(g.tue({ art: 'zeit', schritt: 4, faellig: '2026-03-13T09:00:00.000Z' })).toMatchObject([
      { art: 'zeitgeber', faellig: takt },
    ]);
  });

  it('beginnt einen neuen Takt, wenn ihre Dauer eine andere wird', async () => {
    const skript = `<bpmn:scriptTask id="k">${erweitert('<zeebe:script expression="=&quot;R/P1D&quot;" resultVariable="z"/>')}</bpmn:scriptTask>`;
    const g = await immer('=z', skript);
    g.tue({ art: 'zeit', schritt: 3, faellig: FREITAG });
    const [weiter] = g.tue({ art: 'zeit', schritt: 4, faellig: '2026-03-13T09:00:00.000Z' });
    expect(weiter).toMatchObject({ faellig: { dauer: 'P1D', ab: '2026-03-13T09:00:00.000Z' } });
  });

  it('liest ihren Abstand jedes Mal dort, wo ihre Tätigkeit steht', async () => {
    const zeit = `<bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">=z</bpmn:timeCycle></bpmn:timerEventDefinition>`;
    const eingabe = erweitert(
      '<zeebe:ioMapping><zeebe:input source="=&quot;R/P7D&quot;" target="z"/></zeebe:ioMapping>',
    );
    const g = await mit(
      `${start}${aufgabe('t', eingabe)}${rand('r', 't', zeit, false)}${ende()}${ende('f')}${pfade('s>t', 't>e', 'r>f')}`,
    );
    expect(g.tue({ art: 'zeit', schritt: 3, faellig: FREITAG })).toMatchObject([
      { art: 'zeitgeber', faellig: { dauer: 'P7D', ab: FREITAG } },
    ]);
  });

  it('zählt ohne Angabe, wann sie fällig war, von jetzt an', async () => {
    const g = await immer('R/P7D');
    for (const faellig of [undefined, 'gestern', 7 as never])
      expect(g.tue({ art: 'zeit', schritt: wartend(g), ...(faellig ? { faellig } : {}) })).toMatchObject([
        { art: 'zeitgeber', faellig: { dauer: 'P7D' } },
      ]);
    expect(g.zustand().token.find((x) => x.element === 'r')).not.toHaveProperty('takt');
  });
});

describe('das ereignisbasierte Gateway', () => {
  it('geht den Weg des ersten Ereignisses und vergisst die anderen', async () => {
    const xml =
      `${start}<bpmn:eventBasedGateway id="w"/>${faengt('m1', NACHRICHT)}${faengt('z1', dauer())}${aufgabe('a')}${aufgabe('b')}${ende()}` +
      pfade('s>w', 'w>m1', 'w>z1', 'm1>a', 'z1>b', 'a>e', 'b>e');
    const g = geher(await uebersetze(modell(xml, VERWEISE)));
    expect(g.tue({ art: 'start', variablen: {} })).toEqual([
      { art: 'warten-auf', schritt: 3, nachricht: 'hallo' },
      { art: 'zeitgeber', schritt: 4, faellig: { dauer: 'P1D' } },
    ]);
    expect(g.tue({ art: 'zeit', schritt: 4 })).toMatchObject([
      { art: 'warten-beendet', schritt: 3 },
      { art: 'aufgabe-anlegen', element: 'b' },
    ]);
    expect(g.code({ art: 'nachricht', name: 'hallo', variablen: {} })).toBe('nachricht-unerwartet');
    expect(g.zustand().weg.map((w) => w.element)).toEqual(['s', 'w', 'z1', 'b']);
  });
  it('verträgt danach nur eintretende Ereignisse', async () => {
    const xml = `${start}<bpmn:eventBasedGateway id="w"/>${aufgabe('a')}${faengt('z1', dauer())}${ende()}${pfade('s>w', 'w>a', 'w>z1', 'a>e', 'z1>e')}`;
    expect(await gruende(modell(xml))).toEqual([
      'a (Aufgabe a): Nach einem ereignisbasierten Gateway kann nur ein eintretendes Zwischenereignis stehen.',
    ]);
  });
});

describe('ein Ereignis-Teilprozess', () => {
  const innen = (id: string) => `${aufgabe(`${id}t`)}${ende(`${id}e`)}${pfade(`${id}s>${id}t`, `${id}t>${id}e`)}`;
  it('unterbricht alles in seinem Bereich und ist dann selbst der Prozess', async () => {
    const g = await mit(
      `${start}${aufgabe('t')}${ende()}${pfade('s>t', 't>e')}${beiEreignis('x', NACHRICHT, innen('x'))}`,
    );
    expect(g.tue({ art: 'nachricht', name: 'hallo', variablen: { n: 1 } })).toMatchObject([
      { art: 'warten-beendet' },
      { art: 'aufgabe-entfernen' },
      { art: 'aufgabe-anlegen', element: 'xt' },
    ]);
    expect(fertige(g, 'xt')).toEqual([{ art: 'beendet', ergebnis: 'ende' }]);
    expect(g.zustand().variablen).toEqual({ n: 1 });
  });

  it('der nicht unterbricht, läuft daneben und kann wiederkommen', async () => {
    const g = await mit(
      `${start}${aufgabe('t')}${ende()}${pfade('s>t', 't>e')}${beiEreignis('x', NACHRICHT, innen('x'), false)}`,
    );
    g.tue({ art: 'nachricht', name: 'hallo', variablen: {} });
    g.tue({ art: 'nachricht', name: 'hallo', variablen: {} });
    expect(offen(g)).toEqual(['t', 'xt', 'xt']);
    fertige(g, 't');
    expect(g.zustand().fertig).toBeUndefined();
    fertige(g, 'xt');
    expect(fertige(g, 'xt')).toEqual([
      { art: 'warten-beendet', schritt: expect.any(Number) },
      { art: 'beendet', ergebnis: 'ende' },
    ]);
  });

  it('fängt den Fehler seines Teilprozesses vor dem angehefteten Ereignis, aber nicht den eigenen', async () => {
    const g = await mit(
      `${start}${teilprozess('u', `${aufgabe('t')}${endet('k', FEHLER)}${pfade('us>t', 't>k')}${beiEreignis('x', FEHLER, `${aufgabe('xt')}${endet('xk', FEHLER)}${pfade('xs>xt', 'xt>xk')}`)}`)}` +
        `${rand('r', 'u', FEHLER)}${aufgabe('y')}${ende()}${pfade('s>u', 'u>e', 'r>y', 'y>e')}`,
    );
    fertige(g, 't');
    expect(offen(g)).toEqual(['xt']);
    fertige(g, 'xt');
    expect(offen(g)).toEqual(['y']);
  });

  it('der nicht unterbricht, kann werfen, was ein anderer seines Bereichs fängt', async () => {
    const xml = (was: string, unterbrechend: boolean) =>
      `${start}${aufgabe('t')}${ende()}${pfade('s>t', 't>e')}` +
      beiEreignis('x', NACHRICHT, `${endet('xe', was)}${pfade('xs>xe')}`, false) +
      beiEreignis('y', was, `${aufgabe('b')}${ende('ye')}${pfade('ys>b', 'b>ye')}`, unterbrechend);
    const nach = async (was: string, unterbrechend: boolean) => {
      const g = await mit(xml(was, unterbrechend));
      g.tue({ art: 'nachricht', name: 'hallo', variablen: {} });
      return offen(g);
    };
    expect(await nach(FEHLER, true)).toEqual(['b']);
    expect(await nach(ESKALATION, false)).toEqual(['t', 'b']);
  });
});

describe('was ohne Warten vorbeigeht', () => {
  it('Verknüpfungen springen, Skripte rechnen, manuelle Aufgaben und leere Ereignisse werden durchschritten', async () => {
    const link = (n: string) => `<bpmn:linkEventDefinition name="${n}"/>`;
    const skript = `<bpmn:scriptTask id="k">${erweitert('<zeebe:script expression="=a + 1" resultVariable="b"/>')}</bpmn:scriptTask>`;
    const g = await mit(
      `${start}${skript}<bpmn:manualTask id="h"/><bpmn:intermediateThrowEvent id="n"/>${wirft('l1', link('A'))}${faengt('l2', link('A'))}${aufgabe('t')}${ende()}` +
        pfade('s>k', 'k>h', 'h>n', 'n>l1', 'l2>t', 't>e'),
      { a: 1 },
    );
    expect(offen(g)).toEqual(['t']);
    expect(g.zustand().variablen).toEqual({ a: 1, b: 2 });
    expect(g.zustand().weg.map((w) => w.element)).toEqual(['s', 'k', 'h', 'n', 'l1', 'l2', 't']);
  });

  it('ein Skript, das scheitert, hält an und lässt sich beheben', async () => {
    const skript = `<bpmn:scriptTask id="k">${erweitert('<zeebe:script expression="=fehler()" resultVariable="b"/>')}</bpmn:scriptTask>`;
    const g = await mit(`${start}${skript}${ende()}${pfade('s>k', 'k>e')}`);
    expect(g.zustand().token).toMatchObject([{ element: 'k', vorfall: {} }]);
    expect(g.tue({ art: 'vorfall-behoben', schritt: 2 })).toMatchObject([{ art: 'vorfall', element: 'k' }]);
  });

  it('gesendete Nachrichten sind Dienste; die letzte beendet', async () => {
    const dienstExt = erweitert('<zeebe:taskDefinition type="senden"/>');
    const g = await mit(
      `${start}<bpmn:sendTask id="a">${dienstExt}</bpmn:sendTask><bpmn:intermediateThrowEvent id="b">${dienstExt}${NACHRICHT}</bpmn:intermediateThrowEvent><bpmn:endEvent id="c">${dienstExt}${NACHRICHT}</bpmn:endEvent>${pfade('s>a', 'a>b', 'b>c')}`,
    );
    fertige(g, 'a');
    fertige(g, 'b');
    expect(fertige(g, 'c')).toEqual([{ art: 'beendet', ergebnis: 'ende' }]);
  });

  it('ein Prozess kann durch eine Nachricht beginnen', async () => {
    const p = await uebersetze(
      modell(
        `${start}<bpmn:startEvent id="s2">${NACHRICHT}</bpmn:startEvent>${aufgabe('a')}${aufgabe('b')}${ende()}${pfade('s>a', 's2>b', 'a>e', 'b>e')}`,
        VERWEISE,
      ),
    );
    expect(p.starts).toEqual(['s', 's2']);
    const g = geher(p);
    expect(g.code({ art: 'start', variablen: {}, ereignis: 'a' })).toBe('start-unbekannt');
    expect(g.tue({ art: 'start', variablen: {}, ereignis: 's2' })).toMatchObject([{ element: 'b' }]);
  });

  it('ein Startereignis mit Ausgabe-Zuordnung gibt weiter, was zugeordnet ist, oder hält an', async () => {
    const xml = (quelle: string) =>
      `<bpmn:startEvent id="s">${erweitert(`<zeebe:ioMapping><zeebe:output source="${quelle}" target="b"/></zeebe:ioMapping>`)}</bpmn:startEvent>${aufgabe('t')}${ende()}${pfade('s>t', 't>e')}`;
    expect((await mit(xml('=a + 1'), { a: 1 })).zustand().variablen).toEqual({ a: 1, b: 2 });
    const g = await mit(xml('=fehler()'), { a: 1 });
    expect(g.zustand().token).toMatchObject([{ element: 's', vorfall: { phase: 'verlassen' } }]);
  });
});
