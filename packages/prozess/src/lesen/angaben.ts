import type { Leser } from './leser.ts';
import { melde } from './leser.ts';
import { nenneAngabe } from './namen.ts';
import type { Xml } from './xml.ts';
import { kinder } from './xml.ts';

export const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';

/** Namespaces that only say how a model is drawn or edited. Any other foreign one may carry meaning and is refused. */
const ZEICHNUNG: ReadonlySet<string> = new Set([
  'http://camunda.org/schema/modeler/1.0',
  'http://bpmn.io/schema/bpmn/biocolor/1.0',
  'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
  'http://www.signavio.com',
  'http://www.w3.org/2001/XMLSchema-instance',
]);

/** What every element may say: identity, documentation, and data drawn beside the flow (documentation in BPMN's own sense). */
const ALLGEMEIN: ReadonlySet<string> = new Set([
  'id',
  'name',
  'documentation',
  'extensionElements',
  'incoming',
  'outgoing',
  'lanes',
  'auditing',
  'monitoring',
  'categoryValueRef',
  'properties',
  'ioSpecification',
  'dataInputAssociations',
  'dataOutputAssociations',
  'dataInputAssociation',
  'dataOutputAssociation',
  'dataInputs',
  'dataOutputs',
  'inputSet',
  'outputSet',
  'gatewayDirection',
]);

/** Sayings that are harmless as long as they repeat the default. */
const UNBEDENKLICH: Readonly<Record<string, (wert: unknown) => boolean>> = {
  isForCompensation: (wert) => wert === false,
  isImmediate: () => true,
  startQuantity: (wert) => wert === 1,
  completionQuantity: (wert) => wert === 1,
  instantiate: (wert) => wert === false,
  parallelMultiple: (wert) => wert === false,
  isInterrupting: (wert) => wert === true,
  triggeredByEvent: (wert) => wert === false,
  eventGatewayType: (wert) => wert === 'Exclusive',
  behavior: (wert) => wert === 'All',
  implementation: (wert) => typeof wert === 'string' && wert.startsWith('##'),
};

/** Refuses every property and foreign attribute that nobody would act upon; `bei` is the element the author sees. */
export function pruefeAngaben(leser: Leser, el: Xml, erlaubt: readonly string[] = [], bei: Xml = el): void {
  // The reader does not list references (default, operationRef) among the properties that can be enumerated.
  for (const name of Object.getOwnPropertyNames(el)) {
    if (name.startsWith('$') || ALLGEMEIN.has(name) || erlaubt.includes(name)) continue;
    const wert = el[name];
    if (wert === undefined || (Array.isArray(wert) && wert.length === 0) || UNBEDENKLICH[name]?.(wert)) continue;
    melde(leser, bei, `${nenneAngabe(name)} wird nicht unterstützt.`);
  }
  for (const name of Object.keys(el.$attrs ?? {})) pruefeAttribut(leser, el, name, bei);
  for (const verbindung of DATENVERBINDUNGEN.flatMap((name) => kinder(el, name)))
    if (kinder(verbindung, 'assignment').length > 0 || verbindung.transformation !== undefined)
      melde(
        leser,
        bei,
        'Eine Datenverbindung, die Werte überträgt (assignment, transformation), wird nicht unterstützt. Nehmen Sie eine Zuordnung (zeebe:ioMapping).',
      );
}

const DATENVERBINDUNGEN = [
  'dataInputAssociations',
  'dataOutputAssociations',
  'dataInputAssociation',
  'dataOutputAssociation',
];

/** True for namespaces that are about drawing and editing only. */
export function istZeichnung(uri: string | undefined): boolean {
  return uri !== undefined && ZEICHNUNG.has(uri);
}

function pruefeAttribut(leser: Leser, el: Xml, name: string, bei: Xml): void {
  if (leser.ersatz) return;
  const [prefix, lokal] = name.split(':');
  // Without a prefix the reader has already warned of it.
  if (lokal === undefined || prefix === 'xmlns' || prefix === 'xml') return;
  const uri = el.$attrs?.[`xmlns:${prefix}`] ?? leser.wurzel.$attrs?.[`xmlns:${prefix}`];
  if (istZeichnung(uri) || (uri === ZEEBE && lokal.startsWith('modeler'))) return;
  // The reader knows the usual prefixes without a declaration of their own among the attributes.
  if (uri === undefined && (prefix === 'xsi' || prefix === 'bioc' || prefix === 'color')) return;
  melde(leser, bei, `Das Attribut „${name}“ gehört zu einer anderen Prozess-Software und wird nicht unterstützt.`);
}
