import type { Prozess } from '@rathausverbund/prozess';
import type { Melde } from './teile.ts';

export const PROZESS_DATEI = 'prozess.bpmn';

/** Says what is wrong with an element of the process, in the file it is drawn in. */
export const melderFuer =
  ({ knoten, bereiche }: Prozess, melde: Melde) =>
  (element: string, meldung: string): void => {
    const k = knoten.get(element);
    melde(bereiche.get(k?.bereich ?? '')?.datei ?? PROZESS_DATEI, `${k?.name || element}: ${meldung}`);
  };
