import { describe, expect, it } from 'vitest';
import { aufgabe, dienst, ende, erweitert, geher, modell, pfade, start, uebersetze } from '../test/bpmn.ts';
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
});
