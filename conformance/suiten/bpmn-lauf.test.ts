import { compileProzess } from '@rathausverbund/prozess';
import { describe, expect, it } from 'vitest';
import { createRaten, laufe } from './bpmn-lauf.ts';

describe('Ein Ausdruck eines fremden Modells', () => {
  it('ergibt einfache Werte: Was gezählt ist, bleibt eine Zahl', () => {
    const rechne = (text: string) => {
      const a = createRaten().compileAusdruck(text, { element: 'x' });
      return a.ok ? a.evaluate({ n: 2 }) : a;
    };
    expect(rechne('n + 1')).toEqual({ ok: true, wert: 3 });
    expect(rechne('[n / 4, { bis: date("2026-01-01") }]')).toEqual({ ok: true, wert: [0.5, { bis: '2026-01-01' }] });
    expect(rechne('n > 1')).toEqual({ ok: true, wert: true });
  });
});

describe('Ein Lauf', () => {
  it('tut die Arbeit, ehe ein Ereignis-Teilprozess neben ihr immer wieder beginnt', async () => {
    const fluss = (von: string, nach: string) =>
      `<sequenceFlow id="${von}_${nach}" sourceRef="${von}" targetRef="${nach}"/>`;
    const xml =
      '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><signal id="sg" name="S"/><process id="p" isExecutable="true">' +
      '<startEvent id="s"/><userTask id="t"/><endEvent id="e"/><subProcess id="u" triggeredByEvent="true"><startEvent id="us" isInterrupting="false">' +
      `<signalEventDefinition signalRef="sg"/></startEvent><userTask id="ut"/><endEvent id="ue"/>${fluss('us', 'ut')}${fluss('ut', 'ue')}</subProcess>` +
      `${fluss('s', 't')}${fluss('t', 'e')}</process></definitions>`;
    const raten = createRaten();
    const k = await compileProzess(xml, raten);
    expect(k.ok && laufe(k.prozess, raten, 's')).toBeUndefined();
  });
});
