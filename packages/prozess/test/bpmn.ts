import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { advance } from '../src/advance.ts';
import type { Befehl, Wirkung } from '../src/befehl.ts';
import { compileProzess } from '../src/compile.ts';
import type { Variablen } from '../src/json.ts';
import type { Prozess } from '../src/model.ts';
import type { Zustand } from '../src/zustand.ts';
import { compileAusdruck } from './feel.ts';

export const ANZEIGE = readFileSync(join(import.meta.dirname, '../beispiel/anzeige.bpmn'), 'utf8');

/** A model around `inhalt`; `dazu` stands beside the process (messages, a second process). */
export function modell(inhalt: string, dazu = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:activiti="http://activiti.org/bpmn" id="definitionen" targetNamespace="probe">
<bpmn:process id="probe" name="Probe" isExecutable="true">${inhalt}</bpmn:process>${dazu}</bpmn:definitions>`;
}

/** Flows written as `a>b`, or `a>b:condition`; their ids are `a_b`. */
export function pfade(...liste: string[]): string {
  return liste
    .map((pfad) => {
      const [, von, nach, bedingung] = /^(\w+)>(\w+)(?::(.*))?$/.exec(pfad) ?? [];
      const formel = bedingung
        ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${bedingung.replace('<', '&lt;')}</bpmn:conditionExpression>`
        : '';
      return `<bpmn:sequenceFlow id="${von}_${nach}" sourceRef="${von}" targetRef="${nach}">${formel}</bpmn:sequenceFlow>`;
    })
    .join('');
}

export const start = '<bpmn:startEvent id="s"/>';
export const ende = (id = 'e') => `<bpmn:endEvent id="${id}"/>`;
export const aufgabe = (id: string, dazu = '') =>
  `<bpmn:userTask id="${id}" name="Aufgabe ${id}">${dazu}</bpmn:userTask>`;
export const wirft = (id: string, was: string) =>
  `<bpmn:intermediateThrowEvent id="${id}">${was}</bpmn:intermediateThrowEvent>`;
export const endet = (id: string, was: string) => `<bpmn:endEvent id="${id}">${was}</bpmn:endEvent>`;
export const erweitert = (inhalt: string) => `<bpmn:extensionElements>${inhalt}</bpmn:extensionElements>`;
export const dienst = (id: string, ext = '') =>
  `<bpmn:serviceTask id="${id}" name="Dienst ${id}">${erweitert(`<zeebe:taskDefinition type="tun"/>${ext}`)}</bpmn:serviceTask>`;

export async function uebersetze(xml: string, weitere: Record<string, string> = {}): Promise<Prozess> {
  const kompilat = await compileProzess(xml, { compileAusdruck, weitere });
  if (!kompilat.ok) throw new Error(JSON.stringify(kompilat.fehler, null, 1));
  return kompilat.prozess;
}

/** The reasons for which a model is refused, as `element: meldung`; what lies in a further file has its name before it. */
export async function gruende(xml: string, weitere: Record<string, string> = {}): Promise<string[]> {
  const kompilat = await compileProzess(xml, { compileAusdruck, weitere });
  if (kompilat.ok) return [];
  return kompilat.fehler.map(
    (f) => `${f.datei ? `${f.datei} ` : ''}${f.element}${f.name ? ` (${f.name})` : ''}: ${f.meldung}`,
  );
}

/** Walks an instance: every step must be accepted, is frozen, and survives a round trip through JSON. */
export function geher(prozess: Prozess) {
  let zustand: Zustand | null = null;
  return {
    prozess,
    tue(befehl: Befehl): readonly Wirkung[] {
      const schritt = advance(prozess, friereEin(zustand), friereEin(befehl));
      if (!schritt.ok) throw new Error(`${schritt.code}: ${schritt.meldung}`);
      const kopie: unknown = JSON.parse(JSON.stringify(schritt.zustand));
      expect(kopie).toEqual(schritt.zustand);
      zustand = kopie as Zustand;
      return schritt.wirkungen;
    },
    code(befehl: Befehl): string {
      const schritt = advance(prozess, friereEin(zustand), befehl);
      return schritt.ok ? 'ok' : schritt.code;
    },
    zustand(): Zustand {
      if (!zustand) throw new Error('not started');
      return zustand;
    },
  };
}

export function friereEin<T>(wert: T): T {
  if (typeof wert === 'object' && wert !== null && !Object.isFrozen(wert)) {
    Object.freeze(wert);
    for (const teil of Object.values(wert)) friereEin(teil);
  }
  return wert;
}

/** A sub-process with a start `<id>s` and what is given. */
export const teilprozess = (id: string, inhalt: string, dazu = '') =>
  `<bpmn:subProcess id="${id}" name="Teil ${id}">${dazu}<bpmn:startEvent id="${id}s"/>${inhalt}</bpmn:subProcess>`;

/** An event sub-process whose start event `<id>s` has the given trigger. */
export const beiEreignis = (id: string, ausloeser: string, inhalt: string, unterbrechend = true) =>
  `<bpmn:subProcess id="${id}" triggeredByEvent="true"><bpmn:startEvent id="${id}s" isInterrupting="${unterbrechend}">${ausloeser}</bpmn:startEvent>${inhalt}</bpmn:subProcess>`;

export const rand = (id: string, an: string, ausloeser: string, unterbrechend = true) =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${an}" cancelActivity="${unterbrechend}">${ausloeser}</bpmn:boundaryEvent>`;

/** Multi-instance over the variable `liste`; `mehr` adds attributes to zeebe:loopCharacteristics. */
export const mehrfach = (mehr = '', folge = false, bis = '') =>
  `<bpmn:multiInstanceLoopCharacteristics isSequential="${folge}">${erweitert(`<zeebe:loopCharacteristics inputCollection="=liste" inputElement="x" ${mehr}/>`)}${
    bis ? `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${bis}</bpmn:completionCondition>` : ''
  }</bpmn:multiInstanceLoopCharacteristics>`;

/** What events refer to, beside the process. */
export const VERWEISE =
  '<bpmn:message id="m" name="hallo"/><bpmn:signal id="sig" name="alarm"/><bpmn:error id="err" name="F" errorCode="F1"/>' +
  '<bpmn:error id="err2" name="G" errorCode="F2"/><bpmn:escalation id="esk" name="E" escalationCode="E1"/>';
export const NACHRICHT = '<bpmn:messageEventDefinition messageRef="m"/>';
export const SIGNAL = '<bpmn:signalEventDefinition signalRef="sig"/>';
export const FEHLER = '<bpmn:errorEventDefinition errorRef="err"/>';
export const ESKALATION = '<bpmn:escalationEventDefinition escalationRef="esk"/>';
export const AUSGLEICH = '<bpmn:compensateEventDefinition/>';
export const bedingung = (feel: string) =>
  `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">${feel}</bpmn:condition></bpmn:conditionalEventDefinition>`;
export const dauer = (wert = 'P1D') =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration>${wert}</bpmn:timeDuration></bpmn:timerEventDefinition>`;

/** Completes the open task or service at `element` (the first one). */
export function fertige(g: ReturnType<typeof geher>, element: string, variablen: Variablen = {}): readonly Wirkung[] {
  const token = g.zustand().token.find((t) => t.element === element && !t.mehrfach);
  if (!token) throw new Error(`nothing waits at ${element}: ${JSON.stringify(g.zustand().token)}`);
  const art = g.prozess.knoten.get(element)?.art === 'dienst' ? 'dienst-erledigt' : 'aufgabe-erledigt';
  return g.tue({ art, schritt: token.schritt, variablen });
}

/** Where work waits. */
export const offen = (g: ReturnType<typeof geher>) =>
  g
    .zustand()
    .token.filter((t) => !t.mehrfach && ['aufgabe', 'dienst'].includes(g.prozess.knoten.get(t.element)?.art ?? ''))
    .map((t) => t.element);

/** An instance of the process around `inhalt`, started. */
export async function mit(inhalt: string, variablen = {}) {
  const g = geher(await uebersetze(modell(inhalt, VERWEISE)));
  g.tue({ art: 'start', variablen });
  return g;
}
