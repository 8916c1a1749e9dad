import type { Tx } from '../base/index.ts';

export interface Einsicht {
  stelle: string;
  aufgabe: string;
  zweck: string;
  /** local date */
  tag: string;
  anzahl: number;
}

/** Which offices looked at a Vorgang, for what, on which day: for the citizen in the context, nobody else. */
export function readEinsicht(tx: Tx, koerperschaft: string, vorgang: string): Promise<Einsicht[]> {
  return tx.zeilen<Einsicht & Record<string, unknown>>(
    'select stelle, aufgabe, zweck, tag::text as tag, anzahl from nachweise.einsicht($1, $2)',
    [koerperschaft, vorgang],
  );
}

/** What other bodies' staff looked at, told as office, task, purpose and day: no clerk is named. */
export interface FremderZugriff {
  /** local date */
  tag: string;
  stelle: string;
  aufgabe: string;
  zweck: string;
  vereinbarung: string | null;
  zugriffe: number;
  /** different Vorgaenge among them */
  vorgaenge: number;
}

/** For those who guard the data of the own body: looks of other bodies' staff at its Vorgaenge from `von` to before `bis` (local dates). */
export const readFremdeZugriffe = (tx: Tx, von: string, bis: string): Promise<FremderZugriff[]> =>
  tx.zeilen<FremderZugriff & Record<string, unknown>>(
    'select tag, stelle, aufgabe, zweck, vereinbarung, zugriffe, vorgaenge from nachweise.fremde_zugriffe($1, $2)',
    [von, bis],
  );
