import type { Knoten } from '../model.ts';
import type { Umfeld, Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';

/**
 * The stand-in for an element of a foreign model that is not executed here: what was done becomes a task for a person, an
 * event is passed, an end is a plain end. Boundary events and gateways without a counterpart are left out or become parallel.
 */
export function ersetzeKnoten(el: Xml, umgebung: Umgebung, { rand }: Umfeld): Knoten | undefined {
  const ohne = { ...umgebung, ausgaben: [] };
  switch (el.$type) {
    case 'bpmn:StartEvent':
      return { ...ohne, art: 'start', unterbrechend: true };
    case 'bpmn:EndEvent':
      return { ...ohne, art: 'ende', alles: false };
    case 'bpmn:IntermediateCatchEvent':
    case 'bpmn:IntermediateThrowEvent':
    case 'bpmn:ImplicitThrowEvent':
      return { ...ohne, art: 'durchgang' };
    case 'bpmn:BoundaryEvent':
      return undefined;
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:EventBasedGateway':
    case 'bpmn:ComplexGateway':
      return { ...ohne, art: 'exklusiv' };
    case 'bpmn:InclusiveGateway':
      return { ...ohne, art: 'inklusiv' };
    case 'bpmn:ParallelGateway':
      return { ...ohne, art: 'parallel' };
    default:
      return { ...ohne, art: 'aufgabe', eingaben: [], rand, kopf: {} };
  }
}
