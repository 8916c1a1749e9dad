import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import type { Xml } from './xml.ts';
import { kind, kinder } from './xml.ts';

/** Drawn beside the flow: documentation by BPMN's own definition. */
export const DOKUMENTATION: ReadonlySet<string> = new Set([
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
]);

/**
 * Lanes, data and annotations of a scope say nothing to the engine. What an author writes into them as if they did (a group that
 * works, a mapping) is refused. In a foreign model it is named once, and passed over from then on.
 */
export function pruefeBeiwerk(leser: Leser, el: Xml): void {
  if (leser.ersatz) return;
  for (const satz of kinder(el, 'laneSets')) leseErweiterungen(leser, satz, [], el);
  for (const bahn of kinder(el, 'laneSets').flatMap(alleBahnen)) {
    pruefeAngaben(leser, bahn, ['flowNodeRef', 'childLaneSet']);
    leseErweiterungen(leser, bahn);
  }
  const daten = kinder(el, 'flowElements').filter((teil) => DOKUMENTATION.has(teil.$type));
  for (const teil of [...daten, ...kinder(el, 'artifacts')]) leseErweiterungen(leser, teil);
}

/** The lanes of a set with those inside; inner ones come later, so that the innermost one names a node's place. */
export function alleBahnen(satz: Xml): Xml[] {
  const bahnen = [...kinder(satz, 'lanes')];
  // The list grows while it is walked: no recursion, however deep the file nests them.
  for (const bahn of bahnen) {
    const innen = kind(bahn, 'childLaneSet');
    for (const weitere of innen ? kinder(innen, 'lanes') : []) bahnen.push(weitere);
  }
  return bahnen;
}
