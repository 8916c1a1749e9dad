import type { Tx } from '../base/index.ts';

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
