import { compileProzess } from '@rathausverbund/prozess';
import { describe, expect, it } from 'vitest';
import { move } from './model.ts';

const NS =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="x"';
const ext = (inhalt: string) => `<bpmn:extensionElements>${inhalt}</bpmn:extensionElements>`;
const fluss = (von: string, nach: string) =>
  `<bpmn:sequenceFlow id="${von}_${nach}" sourceRef="${von}" targetRef="${nach}"/>`;
const XML = `<bpmn:definitions id="d" ${NS}><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>
  <bpmn:callActivity id="c">${ext('<zeebe:calledElement processId="q" propagateAllParentVariables="false"/>')}</bpmn:callActivity>
  <bpmn:endEvent id="e"/>${fluss('s', 'c')}${fluss('c', 'e')}</bpmn:process>
  <bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="qs"/>
  <bpmn:businessRuleTask id="r">${ext('<zeebe:calledDecision decisionId="gebuehr" resultVariable="g"/>')}</bpmn:businessRuleTask>
  <bpmn:endEvent id="qe"/>${fluss('qs', 'r')}${fluss('r', 'qe')}</bpmn:process></bpmn:definitions>`;

describe('Eine Entscheidung', () => {
  it('im gerufenen Prozess bekommt nichts vom Rufenden, was er nicht sehen soll', async () => {
    const k = await compileProzess(XML, {
      compileAusdruck: () => ({ ok: false, meldung: 'Hier wird nicht gerechnet.' }),
    });
    if (!k.ok) throw new Error(JSON.stringify(k.fehler));
    const gesehen: unknown[] = [];
    const b = move(k.prozess, null, { art: 'start', variablen: { betrag: 999 } }, (_d, eingabe) => {
      gesehen.push(eingabe);
      return { ok: true, wert: 1, spur: [] };
    });
    expect(b).toMatchObject({ ok: true, zustand: { fertig: 'ende' } });
    expect(gesehen).toEqual([{}]);
  });
});
