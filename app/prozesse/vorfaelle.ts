import type { Leser, Tx } from '../base/index.ts';
import type { Vorfallzeile } from './nachspielen.ts';

/** Something a machine could not do in a Vorgang: the process stands there until a person has mended it. */
export interface Stoerung {
  schritt: number;
  element: string;
  meldung: string;
  seit: Date;
}

/** Open incidents of a Vorgang, oldest first. */
export const readStoerungen = (tx: Tx, koerperschaft: string, vorgang: string): Promise<Stoerung[]> =>
  tx.zeilen<Stoerung & Record<string, unknown>>(
    'select schritt, element, meldung, seit from prozesse.vorfall where koerperschaft = $1 and vorgang = $2 and behoben is null order by seit',
    [koerperschaft, vorgang],
  );

/** All incidents a Vorgang ever had, for an audit. */
export const readVorfaelle = (lies: Leser, koerperschaft: string, vorgang: string): Promise<Vorfallzeile[]> =>
  lies<Vorfallzeile & Record<string, unknown>>(
    'select schritt, element, meldung, seit, behoben from prozesse.vorfall where koerperschaft = $1 and vorgang = $2 order by seit, schritt',
    [koerperschaft, vorgang],
  );
