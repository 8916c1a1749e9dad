import { warteereignis } from './ereignis.ts';
import type { Ereignis, Knoten, Prozess } from './model.ts';

/**
 * Events that could never happen, for another one at the same place always comes first: at one activity, after one event-based
 * gateway, or among the event sub-processes of one scope.
 *
 * @example
 * doppelteEreignisse(prozess).map((k) => k.id);
 */
export function doppelteEreignisse(prozess: Prozess): readonly Knoten[] {
  const gesehen = new Set<string>();
  return [...prozess.knoten.values()]
    .flatMap((k) => ereignisseVon(prozess, k))
    .filter(([ort, , ereignis]) => {
      const antwort = ereignis && antwortet(ereignis);
      if (!antwort) return false;
      const schluessel = JSON.stringify([ort, ...antwort]);
      const schon = gesehen.has(schluessel);
      gesehen.add(schluessel);
      return schon;
    })
    .map(([, k]) => k);
}

function ereignisseVon(prozess: Prozess, k: Knoten): [string, Knoten, Ereignis | undefined][] {
  if (k.art === 'rand') return [[`an ${k.an}`, k, k.ereignis]];
  if (k.art === 'teilprozess' && k.durchEreignis) {
    const start = prozess.knoten.get(prozess.bereiche.get(k.id)?.start ?? '');
    return start?.art === 'start' ? [[`in ${k.bereich ?? ''}`, start, start.ereignis]] : [];
  }
  if (k.art !== 'wahl') return [];
  return k.aus.flatMap((id) => {
    const ziel = prozess.knoten.get(prozess.fluesse.get(id)?.nach ?? '');
    return ziel ? [[`nach ${k.id}`, ziel, warteereignis(ziel)]] : [];
  });
}

/** What only one of several events can answer to. Signals reach all; timers and conditions each have their own. */
function antwortet(ereignis: Ereignis): readonly string[] | undefined {
  switch (ereignis.art) {
    case 'fehler':
    case 'eskalation':
      return [ereignis.art, ...(ereignis.code === undefined ? [] : [ereignis.code])];
    case 'nachricht':
      return ereignis.korrelation ? undefined : [ereignis.art, ereignis.nachricht];
    case 'ausgleich':
      return [ereignis.art];
    case 'zeit':
    case 'signal':
    case 'bedingung':
      return undefined;
  }
}
