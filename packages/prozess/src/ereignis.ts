import type { Ereignis, Knoten, Warteereignis } from './model.ts';

/** The event a node waits for as a token of its own, if it does: catch, receive, boundary, start of an event sub-process. */
export function warteereignis(knoten: Knoten): Warteereignis | undefined {
  switch (knoten.art) {
    case 'zeit':
    case 'nachricht':
    case 'signal':
    case 'bedingung':
      return knoten;
    case 'rand':
    case 'start':
      return knoten.ereignis && wartet(knoten.ereignis) ? knoten.ereignis : undefined;
    default:
      return undefined;
  }
}

function wartet(ereignis: Ereignis): ereignis is Warteereignis {
  return ['zeit', 'nachricht', 'signal', 'bedingung'].includes(ereignis.art);
}
