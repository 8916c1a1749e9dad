import type { CompileAusdruck } from './ausdruck.ts';
import { pruefeAngaben } from './lesen/angaben.ts';
import { leseElemente } from './lesen/elemente.ts';
import { leseErweiterungen } from './lesen/erweiterungen.ts';
import { fluesseVon, leseFluss } from './lesen/fluss.ts';
import { pruefeGraph } from './lesen/graph.ts';
import { leseKnoten } from './lesen/knoten.ts';
import type { Leser } from './lesen/leser.ts';
import { melde } from './lesen/leser.ts';
import { stelleProzessZusammen } from './lesen/prozess.ts';
import type { Xml } from './lesen/xml.ts';
import { deuteWarnung, kind, kinder, leseXml, text } from './lesen/xml.ts';
import type { Fehler, Fluss, Knoten, Prozess } from './model.ts';

export type Kompilat =
  | { readonly ok: true; readonly prozess: Prozess }
  | { readonly ok: false; readonly fehler: readonly Fehler[] };

/** Drawn beside the flow: documentation by BPMN's own definition. */
const DOKUMENTATION: ReadonlySet<string> = new Set([
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);
const PROZESS_ANGABEN = [
  'isExecutable',
  'processType',
  'isClosed',
  'laneSets',
  'flowElements',
  'artifacts',
  'definitionalCollaborationRef',
];

/**
 * Compiles BPMN 2.0 XML with Zeebe extension elements, as Camunda Modeler writes it, into a process `advance` can run.
 * Exactly one process must be executable; other pools are documentation. Whatever would not be acted upon is refused
 * with the element's id, its name and a German reason; all reasons found are returned together.
 *
 * @example
 * const kompilat = await compileProzess(xml, { compileAusdruck });
 * if (!kompilat.ok) for (const { element, name, meldung } of kompilat.fehler) console.log(element, name, meldung);
 */
export async function compileProzess(
  xml: string,
  deps: { readonly compileAusdruck: CompileAusdruck },
): Promise<Kompilat> {
  const gelesen = await leseXml(xml);
  if (!gelesen.ok) return { ok: false, fehler: [{ element: 'datei', meldung: gelesen.meldung }] };
  const leser: Leser = { wurzel: gelesen.wurzel, fehler: [], compileAusdruck: deps.compileAusdruck };
  for (const warnung of gelesen.warnungen) {
    melde(leser, warnung.element ?? { $type: 'datei' }, deuteWarnung(warnung));
  }
  for (const erweiterung of kinder(gelesen.wurzel, 'extensions')) {
    if (erweiterung.mustUnderstand === true)
      melde(
        leser,
        gelesen.wurzel,
        'Die Datei verlangt eine BPMN-Erweiterung (mustUnderstand), die nicht unterstützt wird.',
      );
  }
  const prozess = findeProzess(leser);
  const ergebnis = prozess && leseProzess(leser, prozess);
  return ergebnis && leser.fehler.length === 0 ? { ok: true, prozess: ergebnis } : { ok: false, fehler: leser.fehler };
}

function findeProzess(leser: Leser): Xml | undefined {
  const prozesse = kinder(leser.wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Process');
  const [erster, ...weitere] = prozesse.filter((el) => el.isExecutable === true);
  if (!erster) {
    melde(
      leser,
      prozesse[0] ?? { $type: 'datei' },
      'Die Datei enthält keinen ausführbaren Prozess (isExecutable="true").',
    );
    return undefined;
  }
  for (const el of weitere)
    melde(leser, el, 'Die Datei enthält mehr als einen ausführbaren Prozess; erlaubt ist genau einer.');
  return weitere.length === 0 ? erster : undefined;
}

function leseProzess(leser: Leser, el: Xml): Prozess | undefined {
  pruefeAngaben(leser, el, PROZESS_ANGABEN);
  const ext = leseErweiterungen(leser, el, ['versionTag']);
  const fluesse = new Map<string, Fluss>();
  const knoten = new Map<string, Knoten>();
  const elemente = kinder(el, 'flowElements').filter((teil) => !DOKUMENTATION.has(teil.$type));
  for (const teil of elemente) {
    if (text(teil, 'id') === undefined) melde(leser, teil, 'Jedes Element braucht eine Kennung (id).');
    const fluss = teil.$type === 'bpmn:SequenceFlow' ? leseFluss(leser, teil) : undefined;
    if (fluss) fluesse.set(fluss.id, fluss);
  }
  for (const teil of elemente) {
    const id = text(teil, 'id');
    if (id === undefined || teil.$type === 'bpmn:SequenceFlow') continue;
    const rand = elemente.filter((e) => e.$type === 'bpmn:BoundaryEvent' && kind(e, 'attachedToRef') === teil);
    const umgebung = {
      id,
      name: text(teil, 'name') ?? '',
      ...fluesseVon(teil, id, fluesse),
      rand: rand.flatMap((e) => text(e, 'id') ?? []),
    };
    const gelesen = leseKnoten(leser, teil, umgebung);
    if (gelesen) knoten.set(id, gelesen);
  }
  // The graph is judged only when every node could be read: otherwise one gap would be reported many times.
  if (leser.fehler.length > 0) return undefined;
  const start = pruefeGraph(leser, el, knoten, fluesse);
  if (start === undefined || leser.fehler.length > 0) return undefined;
  const version = ext.get('versionTag');
  return stelleProzessZusammen({
    id: text(el, 'id') ?? '',
    name: text(el, 'name') ?? '',
    version: version && text(version, 'value'),
    start,
    knoten,
    fluesse,
    elemente: leseElemente(leser, el, knoten),
  });
}
