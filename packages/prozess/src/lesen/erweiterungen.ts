import type { Kopf, Zuordnung } from '../model.ts';
import { istZeichnung, ZEEBE } from './angaben.ts';
import type { Leser } from './leser.ts';
import { leseAngabe, melde } from './leser.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

/** The Zeebe extension elements understood here, each with its attributes; anything beyond is refused. */
export const VERSTANDEN: Readonly<Record<string, readonly string[]>> = {
  taskDefinition: ['type', 'retries'],
  taskHeaders: [],
  ioMapping: [],
  calledDecision: ['decisionId', 'resultVariable', 'bindingType'],
  assignmentDefinition: ['candidateGroups'],
  formDefinition: ['formKey', 'formId', 'externalReference', 'bindingType'],
  userTask: [],
  subscription: ['correlationKey'],
  properties: [],
  versionTag: ['value'],
  script: ['expression', 'resultVariable'],
  loopCharacteristics: ['inputCollection', 'inputElement', 'outputCollection', 'outputElement'],
  calledElement: ['processId', 'propagateAllChildVariables', 'propagateAllParentVariables', 'bindingType'],
};

/** What stands inside which of them, with its attributes. Elsewhere nobody would look for it. */
export const INHALT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  taskHeaders: { header: ['id', 'key', 'value'] },
  ioMapping: { input: ['source', 'target'], output: ['source', 'target'] },
  properties: { property: ['name', 'value'] },
};

export type Erweiterungen = ReadonlyMap<string, Xml>;

/** The Zeebe elements of `el` by name. `properties` are always allowed; others only when `erlaubt` names them. */
export function leseErweiterungen(
  leser: Leser,
  el: Xml,
  erlaubt: readonly string[] = [],
  bei: Xml = el,
): Erweiterungen {
  const gefunden = new Map<string, Xml>();
  const huelle = kind(el, 'extensionElements');
  for (const teil of huelle ? kinder(huelle, 'values') : []) {
    const { uri, localName } = teil.$descriptor?.ns ?? {};
    if (istZeichnung(uri) || (leser.ersatz && uri !== ZEEBE)) continue;
    const name = localName ?? teil.$type;
    if (uri !== ZEEBE) {
      melde(
        leser,
        bei,
        `Die Erweiterung „${teil.$type}“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.`,
      );
    } else if (!Object.hasOwn(VERSTANDEN, name) || !(name === 'properties' || erlaubt.includes(name))) {
      melde(leser, bei, `Die Zeebe-Erweiterung „${name}“ wird an dieser Stelle nicht unterstützt.`);
    } else if (gefunden.has(name)) {
      melde(leser, bei, `Die Zeebe-Erweiterung „${name}“ kommt doppelt vor.`);
    } else {
      pruefeTeil(leser, bei, teil, name);
      gefunden.set(name, teil);
    }
  }
  return gefunden;
}

function pruefeTeil(leser: Leser, el: Xml, teil: Xml, name: string): void {
  pruefeAttribute(leser, el, teil, name, VERSTANDEN[name] ?? []);
  const innen = INHALT[name] ?? {};
  for (const unter of teil.$children ?? []) {
    const { uri, localName = unter.$type } = unter.$descriptor?.ns ?? {};
    const bekannt = uri === ZEEBE && Object.hasOwn(innen, localName) ? innen[localName] : undefined;
    if (!bekannt || (unter.$children ?? []).length > 0)
      melde(leser, el, `„${localName}“ in der Zeebe-Erweiterung „${name}“ wird nicht unterstützt.`);
    else pruefeAttribute(leser, el, unter, localName, bekannt);
  }
}

function pruefeAttribute(leser: Leser, el: Xml, teil: Xml, name: string, bekannt: readonly string[]): void {
  for (const attribut of Object.keys(teil)) {
    if (/^(?:\$|xmlns(?::|$))/.test(attribut) || bekannt.includes(attribut)) continue;
    melde(leser, el, `„${attribut}“ in der Zeebe-Erweiterung „${name}“ wird nicht unterstützt.`);
  }
}

/** Headers or properties as a plain record. */
export function lesePaare(leser: Leser, el: Xml, liste: Xml | undefined, schluessel: 'key' | 'name'): Kopf {
  const paare = new Map<string, string>();
  for (const paar of liste?.$children ?? []) {
    const name = text(paar, schluessel);
    if (name === undefined) melde(leser, el, 'Ein Eintrag (header oder property) hat keinen Namen.');
    else if (paare.has(name)) melde(leser, el, `Der Eintrag „${name}“ kommt doppelt vor.`);
    else paare.set(name, typeof paar.value === 'string' ? paar.value : '');
  }
  return Object.fromEntries(paare);
}

/** zeebe:ioMapping. `richtung` input prepares data for the element, output hands results to the instance. */
export function leseZuordnungen(leser: Leser, el: Xml, ext: Erweiterungen, richtung: 'input' | 'output'): Zuordnung[] {
  const zuordnungen: Zuordnung[] = [];
  for (const teil of ext.get('ioMapping')?.$children ?? []) {
    if (teil.$descriptor?.ns?.localName !== richtung) continue;
    const ziel = text(teil, 'target') ?? '';
    const pfad = ziel.split('.');
    if (!pfad.every((stueck) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(stueck) && stueck !== '__proto__')) {
      melde(leser, el, `Die Zuordnung nach „${ziel}“ hat kein gültiges Ziel (Buchstaben, Ziffern, _ und Punkt).`);
      continue;
    }
    const quelle = leseAngabe(leser, el, `Zuordnung nach „${ziel}“`, text(teil, 'source') ?? '=');
    if (quelle) zuordnungen.push({ ziel: pfad, quelle });
  }
  return zuordnungen;
}
