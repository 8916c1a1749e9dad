import type { Element, ElementArt, Knoten } from '../model.ts';
import { ZEEBE } from './angaben.ts';
import { alleBahnen } from './beiwerk.ts';
import { leseDiagramm } from './diagramm.ts';
import { lesePaare } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import type { Xml } from './xml.ts';
import { kind, kinder, text } from './xml.ts';

const BEIWERK: Readonly<Record<string, ElementArt>> = {
  'bpmn:SequenceFlow': 'fluss',
  'bpmn:Lane': 'bahn',
  'bpmn:Participant': 'becken',
  'bpmn:TextAnnotation': 'anmerkung',
  'bpmn:Group': 'gruppe',
  'bpmn:Association': 'verbindung',
  'bpmn:MessageFlow': 'verbindung',
  'bpmn:DataInputAssociation': 'verbindung',
  'bpmn:DataOutputAssociation': 'verbindung',
  'bpmn:DataObjectReference': 'daten',
  'bpmn:DataStoreReference': 'daten',
};

/** Everything that is drawn: pools and lanes first, then the rest in the order of the file. */
export function leseElemente(leser: Leser, prozess: Xml, knoten: ReadonlyMap<string, Knoten>): Element[] {
  const kollaborationen = kinder(leser.wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Collaboration');
  const bereiche = alleBereiche(prozess);
  const bahnen = bereiche.flatMap((b) => kinder(b, 'laneSets')).flatMap(alleBahnen);
  const bahnVon = new Map<Xml, string>();
  for (const bahn of bahnen) for (const el of kinder(bahn, 'flowNodeRef')) bahnVon.set(el, text(bahn, 'name') ?? '');
  const inhalt = bereiche.flatMap((b) => kinder(b, 'flowElements'));
  const alle = [
    ...kollaborationen.flatMap((k) => kinder(k, 'participants')),
    ...bahnen,
    ...inhalt,
    ...inhalt.flatMap((el) => [...kinder(el, 'dataInputAssociations'), ...kinder(el, 'dataOutputAssociations')]),
    ...bereiche.flatMap((b) => kinder(b, 'artifacts')),
    ...kollaborationen.flatMap((k) => [...kinder(k, 'messageFlows'), ...kinder(k, 'artifacts')]),
  ];
  const diagramm = leseDiagramm(leser.wurzel);
  return alle.flatMap((el) => {
    const id = text(el, 'id');
    const art = id === undefined ? undefined : (knoten.get(id)?.art ?? BEIWERK[el.$type]);
    if (id === undefined || art === undefined) return [];
    const bahn = bahnVon.get(el);
    const beschreibung = kinder(el, 'documentation')
      .flatMap((d) => text(d, 'text') ?? [])
      .join('\n');
    return [
      {
        id,
        art,
        name: text(el, 'name') ?? text(el, 'text') ?? '',
        ...(bahn === undefined ? {} : { bahn }),
        ...(beschreibung === '' ? {} : { beschreibung }),
        ...eigenschaften(leser, el, knoten.has(id)),
        ...diagramm.get(id),
      },
    ];
  });
}

/** The process and the sub-processes in it, outer ones first, so that they are drawn below what they contain. */
function alleBereiche(prozess: Xml): Xml[] {
  const bereiche = [prozess];
  for (const b of bereiche)
    bereiche.push(...kinder(b, 'flowElements').filter((el) => kinder(el, 'flowElements').length > 0));
  return bereiche;
}

function eigenschaften(leser: Leser, el: Xml, istKnoten: boolean) {
  if (!istKnoten) return {};
  const huelle = kind(el, 'extensionElements');
  const teile = huelle ? kinder(huelle, 'values').map((teil) => [teil.$descriptor?.ns, teil] as const) : [];
  const liste = teile.find(([ns]) => ns?.uri === ZEEBE && ns.localName === 'properties')?.[1];
  return liste ? { eigenschaften: lesePaare(leser, el, liste, 'name') } : {};
}
