import { doppelteEreignisse, type Knoten, type Prozess } from '@rathausverbund/prozess';
import { melderFuer } from './melder.ts';
import type { Melde } from './teile.ts';

/**
 * Messages a running case can get, all without a correlation key: papers from the citizen. Each brings a variable of its name with these
 * entries.
 */
const NACHRICHT_FELDER: ReadonlyMap<string, readonly string[]> = new Map([['unterlagen', ['text']]]);

/** The variables that messages this process waits for bring, and their entries. */
export const nachrichtFelder = ({ nachrichten }: Prozess): (readonly [string, readonly string[]])[] =>
  [...NACHRICHT_FELDER].filter(([name]) => nachrichten.some((n) => n.nachricht === name));

/**
 * What a process waits for must be able to happen here: a message somebody sends, a signal it gives itself, an error that something
 * inside can have. Otherwise a case would wait for ever, or a way that is drawn would never be gone.
 */
export function checkEreignisse(prozess: Prozess, melde: Melde): void {
  const alle = [...prozess.knoten.values()];
  const sage = melderFuer(prozess, melde);
  const signale = new Set(alle.flatMap((k) => ('wirft' in k && k.wirft?.art === 'signal' ? [k.wirft.signal] : [])));
  for (const k of alle) {
    const ereignis = 'ereignis' in k ? k.ereignis : k;
    if (k.art === 'start' && prozess.starts.includes(k.id) && (k.ereignis || prozess.starts.length > 1))
      sage(
        k.id,
        'Ein Vorgang beginnt mit dem Antrag: Der Prozess braucht ein einziges Startereignis, und zwar ohne Auslöser.',
      );
    else if (ereignis?.art === 'nachricht') {
      if (!NACHRICHT_FELDER.has(ereignis.nachricht))
        sage(
          k.id,
          `Die Nachricht „${ereignis.nachricht}“ schickt niemand. Möglich: ${[...NACHRICHT_FELDER.keys()].join(', ')}.`,
        );
      if (ereignis.korrelation)
        sage(
          k.id,
          'Eine Korrelation (correlationKey) gibt es hier nicht: Eine Nachricht gehört immer zum eigenen Vorgang.',
        );
    } else if (ereignis?.art === 'signal' && !signale.has(ereignis.signal))
      sage(k.id, `Das Signal „${ereignis.signal}“ sendet dieser Prozess nirgends, und von außen kommt keines.`);
    else if (k.art === 'rand' && k.ereignis.art === 'fehler' && !kannScheitern(prozess.knoten.get(k.an)))
      sage(k.id, 'Dieser Schritt meldet keine Fehler an das Modell: Misslingt er, steht er als Störung da.');
  }
  for (const k of doppelteEreignisse(prozess))
    sage(k.id, 'Auf dasselbe wartet hier schon ein anderes Ereignis: Dieses träte nie ein.');
}

/** Errors are thrown by end events only, so something must lie inside. */
const kannScheitern = (k: Knoten | undefined): boolean => k?.art === 'teilprozess' || k?.art === 'aufruf';
