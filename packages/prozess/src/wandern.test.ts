import { describe, expect, it } from 'vitest';
import {
  AUSGLEICH,
  aufgabe,
  beiEreignis,
  dauer,
  dienst,
  ende,
  erweitert,
  FEHLER,
  fertige,
  geher,
  modell,
  NACHRICHT,
  pfade,
  rand,
  SIGNAL,
  start,
  teilprozess,
  uebersetze,
  VERWEISE,
} from '../test/bpmn.ts';
import { advance } from './advance.ts';
import { plane, wandere } from './wandern.ts';

const zeit = (id: string, an: string, dauer: string, unterbrechend = false) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${an}" cancelActivity="${unterbrechend}"><bpmn:timerEventDefinition><bpmn:timeDuration>${dauer}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;
const form = (f: string) => erweitert(`<zeebe:formDefinition formId="${f}"/>`);
const ALT = modell(
  `${start}${aufgabe('t', form('a'))}${zeit('r', 't', 'P2D')}${dienst('d')}${ende()}${ende('f')}${pfade('s>t', 't>d', 'd>e', 'r>f')}`,
);
const beginnt = async (xml: string, variablen = {}) => {
  const g = geher(await uebersetze(xml));
  g.tue({ art: 'start', variablen });
  return g.zustand();
};

describe('ein laufender Vorgang wechselt die Fassung', () => {
  it('und behält seine Aufgabe mit ihrer Nummer, die Frist läuft weiter', async () => {
    const neu = await uebersetze(ALT.replace('name="Aufgabe t"', 'name="Gründlich prüfen"'));
    const zustand = await beginnt(ALT, { x: 1 });
    const w = wandere(await uebersetze(ALT), neu, zustand);
    expect(w).toMatchObject({
      ok: true,
      wirkungen: [{ art: 'aufgabe-anpassen', schritt: 2, name: 'Gründlich prüfen', formular: 'a' }],
      punkte: [
        { schritt: 2, von: 't', nach: 't', was: 'angepasst' },
        { schritt: 3, von: 'r', nach: 'r', was: 'bleibt', hinweis: 'Die Frist läuft weiter, wie sie gesetzt ist.' },
      ],
    });
    if (!w.ok) return;
    expect(w.zustand).toEqual(zustand);
    expect(advance(neu, w.zustand, { art: 'aufgabe-erledigt', schritt: 2, variablen: {} })).toMatchObject({ ok: true });
  });

  it('und kommt zu einer anderen Gruppe, auch wenn deren Name hieß wie die Variable, aus der sie bisher kam', async () => {
    const gruppe = (g: string) =>
      modell(
        `${start}${aufgabe('t', erweitert(`<zeebe:assignmentDefinition candidateGroups="${g}"/>`))}${ende()}${pfade('s>t', 't>e')}`,
      );
    const zustand = await beginnt(gruppe('=bauamt'), { bauamt: 'hochbau' });
    expect(wandere(await uebersetze(gruppe('=bauamt')), await uebersetze(gruppe('bauamt')), zustand)).toMatchObject({
      ok: true,
      wirkungen: [{ art: 'aufgabe-anpassen', gruppe: 'bauamt' }],
    });
  });

  it('in dieselbe Fassung, ohne dass sich etwas ändert', async () => {
    const p = await uebersetze(ALT);
    const zustand = await beginnt(ALT);
    expect(wandere(p, p, zustand)).toMatchObject({ ok: true, zustand, wirkungen: [] });
  });

  it('mit geänderter Frist: sie wird neu gestellt, die alte zurückgezogen', async () => {
    const neu = await uebersetze(ALT.replace('P2D', 'P5D'));
    expect(wandere(await uebersetze(ALT), neu, await beginnt(ALT))).toMatchObject({
      wirkungen: [
        { art: 'zeitgeber-entfernen', schritt: 3 },
        { art: 'zeitgeber', schritt: 4, faellig: { dauer: 'P5D' } },
      ],
      zustand: { naechster: 5, token: [{ schritt: 2 }, { schritt: 4, element: 'r', an: 2 }] },
    });
  });

  it('in ein Modell ohne die Erinnerung, dafür mit einer anderen', async () => {
    const neu = await uebersetze(
      ALT.replaceAll('"r"', '"r2"').replace('id="r_f" sourceRef="r"', 'id="r2_f" sourceRef="r2"'),
    );
    expect(wandere(await uebersetze(ALT), neu, await beginnt(ALT))).toMatchObject({
      wirkungen: [
        { art: 'zeitgeber-entfernen', schritt: 3 },
        { art: 'zeitgeber', schritt: 4 },
      ],
      punkte: [{ was: 'bleibt' }, { von: 'r', was: 'entfaellt' }, { nach: 'r2', was: 'kommt-hinzu' }],
    });
  });

  it('in ein Modell, in dem die Erinnerung jetzt an dem Schritt hängt, an dem er steht', async () => {
    const xml = (an: string) =>
      modell(
        `${start}${aufgabe('a')}${aufgabe('b')}${zeit('r', an, 'P2D')}${ende()}${ende('f')}${pfade('s>a', 'a>b', 'b>e', 'r>f')}`,
      );
    const g = geher(await uebersetze(xml('a')));
    g.tue({ art: 'start', variablen: {} });
    fertige(g, 'a');
    expect(wandere(g.prozess, await uebersetze(xml('b')), g.zustand())).toMatchObject({
      ok: true,
      wirkungen: [{ art: 'zeitgeber', faellig: { dauer: 'P2D' } }],
      punkte: [
        { nach: 'b', was: 'bleibt' },
        { nach: 'r', was: 'kommt-hinzu' },
      ],
    });
  });

  it('in ein Modell, in dem ein Ereignis gleicher Kennung jetzt auf etwas anderer Art wartet', async () => {
    const am = (was: string) =>
      modell(
        `${start}${teilprozess('u', `${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}`)}${rand('r', 'u', was)}${ende()}${ende('f')}${pfade('s>u', 'u>e', 'r>f')}`,
        VERWEISE,
      );
    expect(
      wandere(await uebersetze(am(FEHLER)), await uebersetze(am(dauer())), await beginnt(am(FEHLER))),
    ).toMatchObject({ ok: true, wirkungen: [{ art: 'zeitgeber' }] });
    const nach = (was: string) =>
      modell(
        `${start}<bpmn:eventBasedGateway id="g"/><bpmn:intermediateCatchEvent id="x">${was}</bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id="y">${SIGNAL}</bpmn:intermediateCatchEvent>${ende()}${pfade('s>g', 'g>x', 'g>y', 'x>e', 'y>e')}`,
        VERWEISE,
      );
    expect(
      wandere(await uebersetze(nach(NACHRICHT)), await uebersetze(nach(dauer())), await beginnt(nach(NACHRICHT))),
    ).toMatchObject({ ok: true, wirkungen: [{ art: 'warten-beendet' }, { art: 'zeitgeber' }] });
  });

  it('und eine Erinnerung, die schon kam, kommt nicht wieder', async () => {
    const g = geher(await uebersetze(ALT));
    g.tue({ art: 'start', variablen: {} });
    g.tue({ art: 'zeit', schritt: 3 });
    const p = await uebersetze(ALT);
    expect(wandere(p, p, g.zustand())).toMatchObject({ ok: true, wirkungen: [] });
  });

  it('zu einer Aufgabe mit anderer Kennung, wenn die Zuordnung sie nennt', async () => {
    const neu = await uebersetze(
      modell(`${start}${aufgabe('neu', form('b'))}${dienst('d')}${ende()}${pfade('s>neu', 'neu>d', 'd>e')}`),
    );
    const alt = await uebersetze(ALT);
    const zustand = await beginnt(ALT);
    expect(plane(alt, neu, zustand)).toEqual({
      ok: false,
      gruende: [
        {
          element: 't',
          name: 'Aufgabe t',
          schritt: 2,
          meldung: 'Dieses Element gibt es in der neuen Fassung nicht. Ordnen Sie ihm ein anderes zu.',
        },
      ],
    });
    expect(plane(alt, neu, zustand, { t: 'd' })).toMatchObject({ ok: false });
    expect(plane(alt, neu, zustand, { t: 'gibtsnicht', x: 't' })).toMatchObject({ ok: false });
    const w = wandere(alt, neu, zustand, { t: 'neu' });
    expect(w).toMatchObject({
      ok: true,
      zustand: { token: [{ schritt: 2, element: 'neu' }], weg: [{ element: 's' }, { element: 'neu' }] },
      wirkungen: [{ art: 'aufgabe-anpassen', formular: 'b' }, { art: 'zeitgeber-entfernen' }],
    });
  });

  it('nicht, solange ein anderer Dienst arbeitet, und nicht, wenn er beendet ist', async () => {
    const alt = await uebersetze(ALT);
    const g = geher(alt);
    g.tue({ art: 'start', variablen: {} });
    g.tue({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} });
    const neu = await uebersetze(ALT.replace('type="tun"', 'type="lassen"'));
    expect(plane(alt, neu, g.zustand())).toMatchObject({
      ok: false,
      gruende: [{ element: 'd', meldung: expect.stringContaining('Warten Sie, bis er fertig ist.') }],
    });
    g.tue({ art: 'dienst-gescheitert', schritt: 4, meldung: 'Absturz', endgueltig: true });
    const w = wandere(alt, neu, g.zustand());
    expect(w).toMatchObject({ ok: true, punkte: [{ was: 'bleibt', hinweis: expect.stringContaining('Störung') }] });
    if (!w.ok) return;
    expect(advance(neu, w.zustand, { art: 'vorfall-behoben', schritt: 4 })).toMatchObject({
      wirkungen: [{ art: 'dienst', typ: 'lassen' }],
    });
    g.tue({ art: 'abbruch' });
    expect(plane(alt, neu, g.zustand())).toMatchObject({
      ok: false,
      gruende: [{ meldung: 'Der Prozess ist schon beendet.' }],
    });
  });

  it('nicht, wenn ein Schritt seinen Teilprozess wechseln müsste', async () => {
    const innen = `<bpmn:subProcess id="u">${start.replace('"s"', '"us"')}${aufgabe('t')}${ende('ue')}${pfade('us>t', 't>ue')}</bpmn:subProcess>`;
    const alt = modell(`${start}${aufgabe('t')}${ende()}${pfade('s>t', 't>e')}`);
    const neu = modell(`${start}${innen}${ende()}${pfade('s>u', 'u>e')}`);
    expect(plane(await uebersetze(alt), await uebersetze(neu), await beginnt(alt))).toMatchObject({
      ok: false,
      gruende: [{ meldung: 'Dieses Element liegt in der neuen Fassung in einem anderen Teilprozess.' }],
    });
    const p = await uebersetze(neu);
    const zustand = await beginnt(neu);
    expect(wandere(p, p, zustand)).toMatchObject({ ok: true, zustand });
  });

  it('mit mehreren gleichen Aufgaben, aber nicht von nebeneinander zu nacheinander', async () => {
    const viele = (folge: boolean) =>
      modell(
        `${start}${aufgabe('t', `<bpmn:multiInstanceLoopCharacteristics isSequential="${folge}"><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=liste" inputElement="x"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>`)}${ende()}${pfade('s>t', 't>e')}`,
      );
    const zustand = await beginnt(viele(false), { liste: [1, 2] });
    const alt = await uebersetze(viele(false));
    const w = wandere(alt, await uebersetze(viele(false).replace('Aufgabe t', 'Neu')), zustand);
    expect(w).toMatchObject({
      ok: true,
      wirkungen: [{ art: 'aufgabe-anpassen', nr: 1, eingabe: { x: 1 } }, { nr: 2 }],
    });
    expect(plane(alt, await uebersetze(viele(true)), zustand)).toMatchObject({
      gruende: [{ meldung: expect.stringContaining('anders oft oder in anderer Folge') }, {}, {}],
    });
  });

  it('mit Ereignissen, die daneben warten: was das neue Modell streicht, wird zurückgezogen, was es ändert, neu gestellt', async () => {
    const esp = (id: string, ausloeser: string, unterbrechend: boolean) =>
      beiEreignis(
        id,
        ausloeser,
        `${aufgabe(`${id}t`)}${ende(`${id}e`)}${pfade(`${id}s>${id}t`, `${id}t>${id}e`)}`,
        unterbrechend,
      );
    const xml = (dazu: string, frist: string) =>
      modell(
        `${start}<bpmn:eventBasedGateway id="w"/><bpmn:intermediateCatchEvent id="m1">${NACHRICHT}</bpmn:intermediateCatchEvent><bpmn:intermediateCatchEvent id="z1">${dauer(frist)}</bpmn:intermediateCatchEvent>${ende()}` +
          `${pfade('s>w', 'w>m1', 'w>z1', 'm1>e', 'z1>e')}${dazu}`,
        VERWEISE,
      );
    const alt = xml(esp('x', dauer('P9D'), false), 'P1D');
    const g = geher(await uebersetze(alt));
    g.tue({ art: 'start', variablen: {} });
    const w = wandere(await uebersetze(alt), await uebersetze(xml(esp('y', SIGNAL, true), 'P2D')), g.zustand());
    expect(w).toMatchObject({
      ok: true,
      punkte: [
        { von: 'xs', was: 'entfaellt' },
        { nach: 'ys', was: 'kommt-hinzu' },
        { von: 'w', was: 'bleibt' },
        { von: 'm1', was: 'bleibt' },
        { von: 'z1', was: 'neu-gestellt', hinweis: 'Die Frist wird vom Tag der Umstellung an neu berechnet.' },
      ],
    });
    if (!w.ok) return;
    const neu = await uebersetze(xml(esp('y', SIGNAL, true), 'P2D'));
    const danach = advance(neu, w.zustand, { art: 'signal', name: 'alarm', variablen: {} });
    expect(danach).toMatchObject({ ok: true });
    // Interrupted, the scope has nothing but its event sub-process: the move must not let others begin again.
    if (danach.ok) expect(wandere(neu, neu, danach.zustand)).toMatchObject({ ok: true, wirkungen: [] });
  });

  it('nicht, wenn ein Zweig an einem Gateway angekommen ist, zu dem er im neuen Modell nicht mehr führt', async () => {
    const xml = (joinEin: string) =>
      modell(
        `${start}<bpmn:parallelGateway id="auf"/>${aufgabe('a')}${aufgabe('b')}${dienst('c')}<bpmn:parallelGateway id="zu"/>${ende()}` +
          pfade(
            's>auf',
            'auf>a',
            'auf>b',
            'zu>e',
            'b>zu',
            'c>zu',
            ...(joinEin === 'direkt' ? ['a>zu', 'auf>c'] : ['a>c']),
          ),
      );
    const alt = await uebersetze(xml('direkt'));
    const g = geher(alt);
    g.tue({ art: 'start', variablen: {} });
    g.tue({ art: 'aufgabe-erledigt', schritt: 3, variablen: {} });
    expect(plane(alt, await uebersetze(xml('über c')), g.zustand())).toMatchObject({
      ok: false,
      gruende: [{ element: 'zu', meldung: expect.stringContaining('führt in der neuen Fassung nicht mehr hierher') }],
    });
  });

  it('nicht, wenn getane Arbeit im neuen Modell nicht mehr rückgängig zu machen wäre', async () => {
    const xml = (mit: boolean) =>
      modell(
        `${start}${aufgabe('a')}${mit ? `${rand('r', 'a', AUSGLEICH)}<bpmn:userTask id="z" isForCompensation="true"/><bpmn:association id="v" sourceRef="r" targetRef="z"/>` : ''}${aufgabe('b')}${ende()}${pfade('s>a', 'a>b', 'b>e')}`,
      );
    const alt = await uebersetze(xml(true));
    const g = geher(alt);
    g.tue({ art: 'start', variablen: {} });
    g.tue({ art: 'aufgabe-erledigt', schritt: 2, variablen: {} });
    expect(plane(alt, await uebersetze(xml(false)), g.zustand())).toMatchObject({
      ok: false,
      gruende: [{ element: 'z', meldung: expect.stringContaining('nicht mehr rückgängig gemacht') }],
    });
  });
});
