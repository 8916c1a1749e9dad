import type { Tx } from '../base/index.ts';

/** The work of one Stelle on one Leistung of a body stands still, because that body said so. */
export interface Halt {
  id: string;
  /** who commissioned, and stopped */
  koerperschaft: string;
  /** who worked */
  stelle: string;
  leistung: string;
  seit: Date;
}

/** Every stop that is in force. Public, like the lines of the agreements. */
export const readHalte = (tx: Tx): Promise<Halt[]> =>
  tx.zeilen<Halt & Record<string, unknown>>(
    'select id, koerperschaft, stelle, leistung, seit from vereinbarungen.halt where bis is null order by seit, id',
  );

/** Why the own body stopped what it stopped, by stop. */
export async function readHaltgruende(tx: Tx): Promise<Map<string, string>> {
  const zeilen = await tx.zeilen<{ halt: string; grund: string }>('select halt, grund from vereinbarungen.haltgrund');
  return new Map(zeilen.map((z) => [z.halt, z.grund]));
}

/** Closes every grant of this Leistung to this Stelle with the commit. Own body only; the caller has asked who may, and why. */
export const schliesseFreigaben = (tx: Tx, h: Omit<Halt, 'koerperschaft' | 'seit'>, grund: string): Promise<unknown> =>
  tx.zeilen('select vereinbarungen.halte_an($1, $2, $3, $4)', [h.id, h.stelle, h.leistung, grund]);

/** Lifts a stop of the own body: what would be open is open again. @returns undefined when there is none in force */
export const oeffneFreigaben = (tx: Tx, id: string): Promise<Pick<Halt, 'stelle' | 'leistung'> | undefined> =>
  tx.eine<Pick<Halt, 'stelle' | 'leistung'> & Record<string, unknown>>(
    'select stelle, leistung from vereinbarungen.setze_fort($1)',
    [id],
  );
