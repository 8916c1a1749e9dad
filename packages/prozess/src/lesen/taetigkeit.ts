import type { Ausdruck } from '../ausdruck.ts';
import type { AufgabeKnoten, Knoten } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { durchgang, leseAusgaben } from './ausgaben.ts';
import { leseNachricht } from './ereignis.ts';
import type { Erweiterungen } from './erweiterungen.ts';
import { leseErweiterungen, lesePaare, leseZuordnungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { istName, leseAngabe, leseFeel, leseFest, melde } from './leser.ts';
import { leseMehrfach } from './mehrfach.ts';
import type { Umfeld, Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

/** Said by every activity besides its own kind. */
export const TAETIGKEIT = ['loopCharacteristics', 'isForCompensation'];

/** What all activities have: identity, data, boundary events, multi-instance. */
export function leseGrund(leser: Leser, el: Xml, umgebung: Umgebung, { rand }: Umfeld, ext: Erweiterungen) {
  const mehrfach = leseMehrfach(leser, el);
  return {
    ...umgebung,
    rand,
    eingaben: leseZuordnungen(leser, el, ext, 'input'),
    ausgaben: leseZuordnungen(leser, el, ext, 'output'),
    ...(mehrfach ? { mehrfach } : {}),
    ...(el.isForCompensation === true ? { nurAusgleich: true as const } : {}),
  };
}

/** User task: who does it (one group), with which form, and the headers that e.g. name its outcomes. */
export function leseAufgabe(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): AufgabeKnoten {
  pruefeAngaben(leser, el, TAETIGKEIT);
  const ext = leseErweiterungen(leser, el, [
    'userTask',
    'assignmentDefinition',
    'formDefinition',
    'taskHeaders',
    'ioMapping',
  ]);
  const gruppe = leseGruppe(leser, el, ext.get('assignmentDefinition'));
  const formular = leseFormular(leser, el, ext.get('formDefinition'));
  return {
    ...leseGrund(leser, el, umgebung, umfeld, ext),
    art: 'aufgabe',
    kopf: lesePaare(leser, el, ext.get('taskHeaders'), 'key'),
    ...(gruppe ? { gruppe } : {}),
    ...(formular === undefined ? {} : { formular }),
  };
}

/** Service or send task, or a message that is sent: the type a handler is registered for. */
export function leseDienst(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  const ereignis = el.$type.endsWith('Event');
  const sendet = el.$type === 'bpmn:SendTask' ? ['messageRef'] : [];
  pruefeAngaben(leser, el, ereignis ? ['eventDefinitions'] : [...TAETIGKEIT, ...sendet]);
  const ext = leseErweiterungen(leser, el, ['taskDefinition', 'taskHeaders', 'ioMapping']);
  const rest = {
    ...leseGrund(leser, el, umgebung, umfeld, ext),
    kopf: lesePaare(leser, el, ext.get('taskHeaders'), 'key'),
  };
  const definition = ext.get('taskDefinition');
  const typ = leseFest(leser, el, 'Der Dienst (zeebe:taskDefinition type)', definition && text(definition, 'type'));
  const retries = definition && text(definition, 'retries');
  if (retries !== undefined && !/^(?:[1-9]|10)$/.test(retries)) {
    melde(leser, el, `Die Zahl der Versuche (retries) muss eine ganze Zahl von 1 bis 10 sein, nicht „${retries}“.`);
  }
  return typ === undefined
    ? undefined
    : {
        ...rest,
        art: 'dienst',
        typ,
        ...(retries ? { versuche: Number(retries) } : {}),
        ...(el.$type === 'bpmn:EndEvent' ? { endet: true as const } : {}),
      };
}

/** Business rule task: the DMN decision and the variable its answer goes to, or a service that decides. */
export function leseEntscheidung(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  if (istDienst(el)) return leseDienst(leser, el, umgebung, umfeld);
  pruefeAngaben(leser, el, TAETIGKEIT);
  const ext = leseErweiterungen(leser, el, ['calledDecision', 'ioMapping']);
  const ruf = ext.get('calledDecision');
  pruefeBindung(leser, el, ruf);
  const rest = leseGrund(leser, el, umgebung, umfeld, ext);
  const was = 'Die Entscheidung (zeebe:calledDecision decisionId)';
  const decision = leseFest(leser, el, was, ruf && text(ruf, 'decisionId'));
  const variable = leseVariable(leser, el, ruf && text(ruf, 'resultVariable'));
  return decision === undefined || variable === undefined
    ? undefined
    : { ...rest, art: 'entscheidung', decision, variable };
}

/** Script task: an expression in FEEL, done at once, or a service that runs the script. */
export function leseSkript(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  if (istDienst(el)) return leseDienst(leser, el, umgebung, umfeld);
  if (!hat(el, 'script')) {
    const sprache = text(el, 'scriptFormat');
    melde(
      leser,
      el,
      `Ein Skript${sprache ? ` in „${sprache}“` : ''} wird nicht ausgeführt. Schreiben Sie es in FEEL (zeebe:script) oder als Dienst.`,
    );
    return undefined;
  }
  pruefeAngaben(leser, el, TAETIGKEIT);
  const ext = leseErweiterungen(leser, el, ['script', 'ioMapping']);
  const rest = leseGrund(leser, el, umgebung, umfeld, ext);
  const skript = ext.get('script');
  const ausdruck = leseFeel(leser, el, 'Skript', (skript && text(skript, 'expression')) ?? '');
  const variable = leseVariable(leser, el, skript && text(skript, 'resultVariable'));
  return ausdruck && variable !== undefined ? { ...rest, art: 'skript', ausdruck, variable } : undefined;
}

/** Receive task: waits for a message. */
export function leseEmpfang(leser: Leser, el: Xml, umgebung: Umgebung, { rand }: Umfeld): Knoten | undefined {
  pruefeAngaben(leser, el, ['messageRef', ...TAETIGKEIT]);
  const ausgaben = leseAusgaben(leser, el);
  const ereignis = leseNachricht(leser, el, kind(el, 'messageRef'));
  const mehrfach = leseMehrfach(leser, el);
  const ausgleich = el.isForCompensation === true ? { nurAusgleich: true as const } : {};
  return (
    ereignis && {
      ...umgebung,
      ...ereignis,
      ausgaben,
      eingaben: [],
      rand,
      ...(mehrfach ? { mehrfach } : {}),
      ...ausgleich,
    }
  );
}

/** Manual task: done outside, nobody reports back. It is passed, however often it is to be done. */
export function leseManuell(leser: Leser, el: Xml, umgebung: Umgebung): Knoten {
  pruefeAngaben(leser, el, ['loopCharacteristics']);
  leseErweiterungen(leser, el);
  if (leseMehrfach(leser, el)?.ausgabe)
    melde(
      leser,
      el,
      'Von einer manuellen Aufgabe kommt kein Ergebnis zurück, das sich sammeln ließe (outputCollection).',
    );
  return durchgang(umgebung);
}

/** Sub-process and event sub-process; what lies inside is read afterwards. */
export function leseTeilprozess(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  const durchEreignis = el.triggeredByEvent === true;
  const erlaubt = ['flowElements', 'artifacts', 'laneSets', 'triggeredByEvent', ...(durchEreignis ? [] : TAETIGKEIT)];
  pruefeAngaben(leser, el, erlaubt);
  const ext = leseErweiterungen(leser, el, durchEreignis ? [] : ['ioMapping']);
  return { ...leseGrund(leser, el, umgebung, umfeld, ext), art: 'teilprozess', durchEreignis };
}

/** Call activity; what lies in the process it calls is read afterwards. */
export function leseAufruf(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  pruefeAngaben(leser, el, ['calledElement', ...TAETIGKEIT]);
  const ext = leseErweiterungen(leser, el, ['calledElement', 'ioMapping']);
  const ruf = ext.get('calledElement');
  pruefeBindung(leser, el, ruf);
  const [zeebe, bpmn] = [ruf && text(ruf, 'processId'), text(el, 'calledElement')];
  if (zeebe !== undefined && bpmn !== undefined && zeebe !== bpmn)
    melde(
      leser,
      el,
      `Aufgerufen wird laut Zeebe-Erweiterung „${zeebe}“, laut calledElement „${bpmn}“. Nennen Sie nur einen.`,
    );
  const rest = leseGrund(leser, el, umgebung, umfeld, ext);
  const prozess = leseFest(leser, el, 'Der aufgerufene Prozess (zeebe:calledElement processId)', gerufenerProzess(el));
  if (prozess === undefined) return undefined;
  const sieht = ruf?.propagateAllParentVariables !== 'false';
  const gibt = ruf?.propagateAllChildVariables !== 'false';
  return { ...rest, art: 'aufruf', prozess, sieht, gibt };
}

/** The process a call activity names: by Zeebe's element, or by BPMN's own attribute. */
export function gerufenerProzess(el: Xml): string | undefined {
  const ruf = erweiterung(el, 'calledElement');
  return (ruf && text(ruf, 'processId')) ?? text(el, 'calledElement');
}

/** Done by a service, whatever it is drawn as. */
export const istDienst = (el: Xml): boolean => hat(el, 'taskDefinition');

function hat(el: Xml, name: string): boolean {
  return erweiterung(el, name) !== undefined;
}

function erweiterung(el: Xml, name: string): Xml | undefined {
  const huelle = kind(el, 'extensionElements');
  return huelle && kinder(huelle, 'values').find((teil) => teil.$descriptor?.ns?.localName === name);
}

function leseVariable(leser: Leser, el: Xml, name: string | undefined): string | undefined {
  const variable = leseFest(leser, el, 'Die Ergebnisvariable (resultVariable)', name);
  if (variable === undefined || istName(variable)) return variable;
  melde(leser, el, `„${variable}“ ist kein gültiger Variablenname.`);
  return undefined;
}

function leseGruppe(leser: Leser, el: Xml, zuweisung: Xml | undefined): Ausdruck | undefined {
  const gruppen = zuweisung && text(zuweisung, 'candidateGroups');
  if (gruppen === undefined) return undefined;
  if (!gruppen.startsWith('=') && gruppen.includes(',')) {
    melde(leser, el, 'Eine Aufgabe gehört genau einer Gruppe; mehrere (mit Komma) werden nicht unterstützt.');
    return undefined;
  }
  return leseAngabe(leser, el, 'Gruppe der Aufgabe', gruppen);
}

function leseFormular(leser: Leser, el: Xml, definition: Xml | undefined): string | undefined {
  if (!definition) return undefined;
  pruefeBindung(leser, el, definition);
  const angaben = ['formId', 'formKey', 'externalReference'].flatMap((name) => text(definition, name) ?? []);
  if (angaben.length > 1)
    melde(leser, el, 'Geben Sie das Formular nur einmal an (formId, formKey oder externalReference).');
  return leseFest(leser, el, 'Das Formular', angaben[0]);
}

// A Leistung is published as one whole, so "latest" and "deployment" mean the same; a fixed version would mean another.
function pruefeBindung(leser: Leser, el: Xml, teil: Xml | undefined): void {
  const bindung = teil && text(teil, 'bindingType');
  if (bindung !== undefined && bindung !== 'latest' && bindung !== 'deployment') {
    melde(leser, el, `Die Bindung „${bindung}“ wird nicht unterstützt.`);
  }
}
