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
