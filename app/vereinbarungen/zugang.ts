import type { Tx } from '../base/index.ts';

/** One way by which another body's staff may see a Vorgang. `bis` is the first instant outside. */
export interface Zugangsweg {
  stelle: string;
  weg: 'vereinbarung' | 'auslauf';
  vereinbarung: string;
  seit: Date | null;
  bis: Date | null;
}

/**
 * Which other bodies can see this Vorgang, and by which agreement or run-off: asked of the grants that the policies of the tables
 * ask. The competent body itself always can. Empty for whoever may not see it.
 * @param wann instant in milliseconds; null means now, by the clock of the database
 */
export const readZugang = (
  tx: Tx,
  v: { koerperschaft: string; leistung: string; id: string },
  wann: number | null,
): Promise<Zugangsweg[]> =>
  tx.zeilen<Zugangsweg & Record<string, unknown>>(
    'select stelle, weg, vereinbarung, seit, bis from ctx.zugang($1, $2, $3, to_timestamp($4 / 1000.0))',
    [v.koerperschaft, v.leistung, v.id, wann],
  );

/** A grant between two bodies, as it is written. `bis` is the first instant outside. */
export interface Freigabe {
  besitzer: string;
  stelle: string;
  leistung: string;
  vereinbarung: string;
  von: Date | null;
  bis: Date | null;
  /** number of Vorgaenge that stay open after the end */
  auslauf: number;
  auslaufBis: Date | null;
}

/** What the own body has opened to others, and others to it; a stopped grant says what it would open. */
export const readFreigaben = (tx: Tx): Promise<Freigabe[]> =>
  tx.zeilen<Freigabe & Record<string, unknown>>(
    `select besitzer, stelle, leistung, vereinbarung, von, bis, auslauf, auslauf_bis as "auslaufBis" from ctx.eigene_freigaben()`,
  );
