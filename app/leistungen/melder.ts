import type { Prozess, Stelle } from '@rathausverbund/prozess';
import type { Melde } from './teile.ts';

export const PROZESS_DATEI = 'prozess.bpmn';

/** Says what is wrong at a place, in the file it lies in. */
export const meldeAn = ({ datei, name, element }: Stelle, meldung: string, melde: Melde): void =>
  melde(datei ?? PROZESS_DATEI, `${name || element}: ${meldung}`);

/** Says what is wrong with an element of the process, in the file it is drawn in. */
export const melderFuer =
  ({ knoten, bereiche }: Prozess, melde: Melde) =>
  (element: string, meldung: string): void => {
    const k = knoten.get(element);
    const datei = bereiche.get(k?.bereich ?? '')?.datei;
    meldeAn({ element, ...(k ? { name: k.name } : {}), ...(datei ? { datei } : {}) }, meldung, melde);
  };
