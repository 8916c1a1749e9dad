import type { Ausdruck } from '../ausdruck.ts';
import type { AufgabeKnoten, DienstKnoten, EntscheidungKnoten } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import type { Erweiterungen } from './erweiterungen.ts';
import { leseErweiterungen, lesePaare, leseZuordnungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { leseAngabe, leseFest, melde } from './leser.ts';
import type { Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';
import { text } from './xml.ts';

/** User task: who does it (one group), with which form, and the headers that e.g. name its outcomes. */
export function leseAufgabe(leser: Leser, el: Xml, umgebung: Umgebung): AufgabeKnoten {
  pruefeAngaben(leser, el);
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
    ...umgebung,
    ...zuordnungen(leser, el, ext),
    art: 'aufgabe',
    kopf: lesePaare(leser, el, ext.get('taskHeaders'), 'key'),
    ...(gruppe ? { gruppe } : {}),
    ...(formular === undefined ? {} : { formular }),
  };
}

/** Service task: the type a handler is registered for. */
export function leseDienst(leser: Leser, el: Xml, umgebung: Umgebung): DienstKnoten | undefined {
  pruefeAngaben(leser, el);
  const ext = leseErweiterungen(leser, el, ['taskDefinition', 'taskHeaders', 'ioMapping']);
  const rest = {
    ...umgebung,
    ...zuordnungen(leser, el, ext),
    kopf: lesePaare(leser, el, ext.get('taskHeaders'), 'key'),
  };
  const definition = ext.get('taskDefinition');
  const typ = leseFest(leser, el, 'Der Dienst (zeebe:taskDefinition type)', definition && text(definition, 'type'));
  const retries = definition && text(definition, 'retries');
  if (retries !== undefined && !/^\d{1,3}$/.test(retries)) {
    melde(leser, el, `Die Zahl der Versuche (retries) muss eine ganze Zahl sein, nicht „${retries}“.`);
  }
  return typ === undefined
    ? undefined
    : { ...rest, art: 'dienst', typ, ...(retries ? { versuche: Number(retries) } : {}) };
}

/** Business rule task: the DMN decision and the variable its answer goes to. */
export function leseEntscheidung(leser: Leser, el: Xml, umgebung: Umgebung): EntscheidungKnoten | undefined {
  pruefeAngaben(leser, el);
  const ext = leseErweiterungen(leser, el, ['calledDecision', 'ioMapping']);
  const rest = { ...umgebung, ...zuordnungen(leser, el, ext) };
  const ruf = ext.get('calledDecision');
  pruefeBindung(leser, el, ruf);
  const decision = leseFest(
    leser,
    el,
    'Die Entscheidung (zeebe:calledDecision decisionId)',
    ruf && text(ruf, 'decisionId'),
  );
  const variable = leseFest(leser, el, 'Die Ergebnisvariable (resultVariable)', ruf && text(ruf, 'resultVariable'));
  if (decision === undefined || variable === undefined) return undefined;
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(variable) || variable === '__proto__') {
    melde(leser, el, `„${variable}“ ist kein gültiger Variablenname.`);
    return undefined;
  }
  return { ...rest, art: 'entscheidung', decision, variable };
}

function zuordnungen(leser: Leser, el: Xml, ext: Erweiterungen) {
  return {
    eingaben: leseZuordnungen(leser, el, ext, 'input'),
    ausgaben: leseZuordnungen(leser, el, ext, 'output'),
  };
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
