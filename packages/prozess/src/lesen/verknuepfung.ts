import type { Fluss } from '../model.ts';
import type { Leser } from './leser.ts';
import { kennung, melde } from './leser.ts';
import type { Xml } from './xml.ts';
import { kinder, text } from './xml.ts';

/** Link events of one scope: each throwing one leads to the catching one of its name, as if a flow were drawn. */
export function verknuepfe(leser: Leser, elemente: readonly Xml[], gezeichnet: readonly Fluss[]): Fluss[] {
  const mitAusgang = new Set(gezeichnet.map((f) => f.von));
  const mitEingang = new Set(gezeichnet.map((f) => f.nach));
  const ziele = new Map<string, { readonly el: Xml; readonly id: string }>();
  const quellen: { readonly el: Xml; readonly id: string; readonly name: string }[] = [];
  for (const el of elemente) {
    const id = kennung(leser, el);
    const [link] = kinder(el, 'eventDefinitions').filter((d) => d.$type === 'bpmn:LinkEventDefinition');
    if (!link || id === undefined) continue;
    const name = text(link, 'name') ?? text(el, 'name');
    // In a foreign model both ways stay: there nobody has to have drawn it well.
    const wirft = el.$type === 'bpmn:IntermediateThrowEvent';
    if (!leser.ersatz && (wirft ? mitAusgang : mitEingang).has(id))
      melde(
        leser,
        el,
        wirft
          ? 'Diese Verknüpfung (Link) springt zu ihrem Ziel: Von ihr darf kein Pfad ausgehen.'
          : 'Zu diesem Ziel einer Verknüpfung (Link) wird gesprungen: Zu ihm darf kein Pfad führen.',
      );
    if (name === undefined) melde(leser, el, 'Die Verknüpfung (Link) hat keinen Namen.');
    else if (wirft) quellen.push({ el, id, name });
    else if (ziele.has(name)) melde(leser, el, `Die Verknüpfung „${name}“ hat mehr als ein Ziel.`);
    else ziele.set(name, { el, id });
  }
  const fluesse = quellen.flatMap(({ el, id, name }) => {
    const nach = ziele.get(name)?.id;
    if (nach !== undefined) return [{ id: `${id}->${nach}`, name, von: id, nach }];
    melde(leser, el, `Die Verknüpfung „${name}“ hat hier kein Ziel.`);
    return [];
  });
  for (const [name, ziel] of ziele) {
    if (!quellen.some((q) => q.name === name))
      melde(leser, ziel.el, `Zur Verknüpfung „${name}“ führt kein auslösendes Ereignis.`);
  }
  return fluesse;
}
