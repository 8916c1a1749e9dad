import type { Element, ElementArt, Knoten } from '../model.ts';
import { ZEEBE } from './angaben.ts';
import { alleBahnen } from './beiwerk.ts';
import { type Gezeichnet, leseDiagramm } from './diagramm.ts';
import { lesePaare } from './erweiterungen.ts';
import { kennung, type Leser } from './leser.ts';
import type { Rufbar } from './rufbar.ts';
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

/**
 * Everything that is drawn: pools and lanes first, then the rest in the order of the file; what lies in a called process once per call,
 * on a plane of its own.
 */
export function leseElemente(
  leser: Leser,
  prozess: Xml,
  { knoten, rufbar }: { knoten: ReadonlyMap<string, Knoten>; rufbar: ReadonlyMap<string, Rufbar> },
): Element[] {
  const kollaborationen = kollaborationenIn(leser.wurzel);
  const rufe = [...knoten.values()].flatMap((k) => {
    const ruf = k.art === 'aufruf' ? rufbar.get(k.prozess) : undefined;
    return ruf ? [{ ...ruf, ebene: k.id }] : [];
  });
  const dateien = new Set([leser.wurzel, ...rufe.map((r) => r.leser.wurzel)]);
  const diagramme = new Map([...dateien].map((wurzel) => [wurzel, leseDiagramm(wurzel)]));
  // the pool of a called process is drawn with it
  const gerufen = new Set(rufe.map((r) => r.el));
  const eigenes = (p: Xml) => kind(p, 'processRef');
  const aussen = [
    ...beckenIn(leser.wurzel).filter((p) => !gerufen.has(eigenes(p) ?? p)),
    ...inhaltVon(prozess),
    ...kollaborationen.flatMap((k) => [...kinder(k, 'messageFlows'), ...kinder(k, 'artifacts')]),
  ];
  return [
    ...beschreibe(leser, aussen, { bereiche: alleBereiche(prozess), knoten, diagramm: diagramme.get(leser.wurzel) }),
    ...rufe.flatMap(({ ebene, el, leser: dort }) =>
      beschreibe(
        { ...dort, praefix: `${ebene}/` },
        [...beckenIn(dort.wurzel).filter((p) => eigenes(p) === el), ...inhaltVon(el)],
        { bereiche: alleBereiche(el), knoten, diagramm: diagramme.get(dort.wurzel), ebene },
      ),
    ),
  ];
}

const kollaborationenIn = (wurzel: Xml): Xml[] =>
  kinder(wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Collaboration');
const beckenIn = (wurzel: Xml): Xml[] => kollaborationenIn(wurzel).flatMap((k) => kinder(k, 'participants'));

function inhaltVon(prozess: Xml): Xml[] {
  const bereiche = alleBereiche(prozess);
  const inhalt = bereiche.flatMap((b) => kinder(b, 'flowElements'));
  return [
    ...bereiche.flatMap((b) => kinder(b, 'laneSets')).flatMap(alleBahnen),
    ...inhalt,
    ...inhalt.flatMap((el) => [...kinder(el, 'dataInputAssociations'), ...kinder(el, 'dataOutputAssociations')]),
    ...bereiche.flatMap((b) => kinder(b, 'artifacts')),
  ];
}

interface Umfeld {
  readonly bereiche: readonly Xml[];
  readonly knoten: ReadonlyMap<string, Knoten>;
  /** of the file they lie in */
  readonly diagramm: ReadonlyMap<string, Gezeichnet> | undefined;
  /** the call in which they lie */
  readonly ebene?: string;
}

function beschreibe(leser: Leser, alle: readonly Xml[], { bereiche, knoten, diagramm, ebene }: Umfeld): Element[] {
  const bahnen = bereiche.flatMap((b) => kinder(b, 'laneSets')).flatMap(alleBahnen);
  const bahnVon = new Map<Xml, string>();
  for (const bahn of bahnen) for (const el of kinder(bahn, 'flowNodeRef')) bahnVon.set(el, text(bahn, 'name') ?? '');
  return alle.flatMap((el) => {
    const roh = text(el, 'id');
    const id = kennung(leser, el);
    const art = id === undefined ? undefined : (knoten.get(id)?.art ?? BEIWERK[el.$type]);
    if (roh === undefined || id === undefined || art === undefined) return [];
    const bahn = bahnVon.get(el);
    const beschreibung = kinder(el, 'documentation')
      .flatMap((d) => text(d, 'text') ?? [])
      .join('\n');
    const { zeichnung, teilprozess } = diagramm?.get(roh) ?? {};
    const auf = teilprozess === undefined ? ebene : leser.praefix + teilprozess;
    return [
      {
        id,
        art,
        name: text(el, 'name') ?? text(el, 'text') ?? '',
        ...(auf === undefined ? {} : { ebene: auf }),
        ...(bahn === undefined ? {} : { bahn }),
        ...(beschreibung === '' ? {} : { beschreibung }),
        ...eigenschaften(leser, el, knoten.has(id)),
        ...zeichnung,
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
