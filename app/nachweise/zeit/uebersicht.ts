import type { Tx } from '../../base/index.ts';
import { JAHR_MS } from './erneuern.ts';

/** How the time of one log stands. */
export interface Zeituebersicht {
  /** size of the newest stamped checkpoint, and what its stamp says */
  groesse: number;
  at: Date;
  /** stamped checkpoints */
  anzahl: number;
  /** hashes of their newest chains */
  verfahren: string;
  /** when the next of them is renewed at the latest */
  faellig: Date;
}

type Zeile = Omit<Zeituebersicht, 'faellig'> & { aelteste: Date } & Record<string, unknown>;

/** In any context, because it says nothing about anybody; undefined while this log has no stamp. */
export async function readZeituebersicht(
  tx: Tx,
  koerperschaft: string,
  epoche: number,
): Promise<Zeituebersicht | undefined> {
  const z = await tx.eine<Zeile>('select * from nachweise.zeit_uebersicht($1, $2)', [koerperschaft, epoche]);
  return z && { ...z, faellig: new Date(z.aelteste.getTime() + JAHR_MS) };
}
