import type { Knoten } from '../model.ts';
import { leseEnde, leseRand, leseStart, leseWerfend, leseZwischenereignis } from './ereignisse.ts';
import { leseMitStandard, leseParallel, leseWahl } from './gateways.ts';
import type { Leser } from './leser.ts';
import { melde } from './leser.ts';
import { nenneElement } from './namen.ts';
import {
  leseAufgabe,
  leseAufruf,
  leseDienst,
  leseEmpfang,
  leseEntscheidung,
  leseManuell,
  leseSkript,
  leseTeilprozess,
} from './taetigkeit.ts';
import type { Umfeld, Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';

type LeseKnoten = (leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld) => Knoten | undefined;

/** Which BPMN element is read by whom. What is not listed is refused. A new kind is added here and in `lauf/betreten.ts`. */
const KNOTEN: Readonly<Record<string, LeseKnoten>> = {
  'bpmn:StartEvent': leseStart,
  'bpmn:EndEvent': leseEnde,
  'bpmn:IntermediateCatchEvent': leseZwischenereignis,
  'bpmn:IntermediateThrowEvent': leseWerfend,
  'bpmn:BoundaryEvent': leseRand,
  'bpmn:UserTask': leseAufgabe,
  'bpmn:ServiceTask': leseDienst,
  'bpmn:SendTask': leseDienst,
  'bpmn:BusinessRuleTask': leseEntscheidung,
  'bpmn:ScriptTask': leseSkript,
  'bpmn:ReceiveTask': leseEmpfang,
  'bpmn:ManualTask': leseManuell,
  'bpmn:SubProcess': leseTeilprozess,
  'bpmn:CallActivity': leseAufruf,
  'bpmn:ExclusiveGateway': leseMitStandard,
  'bpmn:InclusiveGateway': leseMitStandard,
  'bpmn:ParallelGateway': leseParallel,
  'bpmn:EventBasedGateway': leseWahl,
};

export function leseKnoten(leser: Leser, el: Xml, umgebung: Umgebung, umfeld: Umfeld): Knoten | undefined {
  const lese = KNOTEN[el.$type];
  if (lese) return lese(leser, el, umgebung, umfeld);
  melde(leser, el, `${nenneElement(el.$type)} wird nicht unterstützt.`);
  return undefined;
}
