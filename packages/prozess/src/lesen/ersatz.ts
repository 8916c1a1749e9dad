import type { Fluss, Knoten } from '../model.ts';
import type { Leser } from './leser.ts';
import { kennung } from './leser.ts';
import type { Umfeld, Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';
import { kind, text } from './xml.ts';

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

const GATEWAYS: ReadonlySet<string> = new Set([
  'bpmn:ExclusiveGateway',
  'bpmn:InclusiveGateway',
  'bpmn:ComplexGateway',
  'bpmn:EventBasedGateway',
]);

/**
 * Flows of a foreign model: those to what is left out, or no step of this scope, go too; where a condition cannot be read, or is missing, a person
 * chooses: the variable `auswahl` names for each gateway the flow that is gone.
 */
export function ersetzeFluesse(leser: Leser, elemente: readonly Xml[], fluesse: readonly Fluss[]): Fluss[] {
  const ersatz = leser.ersatz;
  const schritte = elemente.filter((el) => el.$type !== 'bpmn:SequenceFlow');
  const da = new Map(schritte.map((el) => [kennung(leser, el), el]));
  const uebrig = fluesse.filter((f) => da.has(f.von) && da.has(f.nach));
  const zahl = new Map<string, number>();
  for (const f of uebrig) zahl.set(f.von, (zahl.get(f.von) ?? 0) + 1);
  return uebrig.map((f) => {
    const quelle = da.get(f.von);
    const gateway = quelle !== undefined && GATEWAYS.has(quelle.$type);
    const standard = quelle && kennung(leser, kind(quelle, 'default')) === f.id;
    const { bedingung, ...ohne } = f;
    const allein = zahl.get(f.von) === 1;
    if (!gateway || allein) return gateway || !bedingung ? ohne : f;
    const roh = quelle && ersatz?.knoten.has(text(quelle, 'id') ?? '');
    if (bedingung && !roh) return f;
    if (standard && !roh) return ohne;
    return { ...ohne, bedingung: { text: `auswahl = ${f.id}`, fest: false, evaluate: (k) => waehlt(k, f) } };
  });
}

function waehlt(kontext: Record<string, unknown>, { von, id }: Fluss) {
  const { auswahl } = kontext;
  const gewaehlt = typeof auswahl === 'object' && auswahl !== null && Object.hasOwn(auswahl, von);
  return { ok: true as const, wert: gewaehlt && (auswahl as Record<string, unknown>)[von] === id };
}
