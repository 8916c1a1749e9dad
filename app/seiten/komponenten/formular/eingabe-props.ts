import type { Feld } from '@rathausverbund/formular';
import type { Texte } from '../typen.ts';

/** What every kind of input is given. `wert` is the text as typed or as it is shown for input. */
export type EingabeProps<F extends Feld = Feld> = {
  t: Texte;
  feld: F;
  id: string;
  wert: string;
  fehlerhaft: boolean;
  /** Ids of hint and error, for aria-describedby. */
  beschreibung: string | undefined;
};
