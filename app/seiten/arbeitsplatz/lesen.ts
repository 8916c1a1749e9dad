import type { Tx } from '../../base/index.ts';
import { type Protokoll, vermerkeLesen } from '../../nachweise/index.ts';

export interface Gelesen {
  koerperschaft: string;
  vorgang: string;
  vereinbarung: string | null;
  norm: string | null;
}

/**
 * Records what a list shows: one row per owning body, and per agreement where two of them open the same body's cases, since
 * each row names one basis. Commit before answering.
 */
export function vermerkeListe(tx: Tx, p: Protokoll, gezeigt: readonly Gelesen[], aufgabe: string, zweck: string): void {
  const gruppen = new Map<
    string,
    { koerperschaft: string; vereinbarung: string | null; norm: string | null; ids: Set<string> }
  >();
  for (const z of gezeigt) {
    const name = `${z.koerperschaft}/${z.vereinbarung ?? ''}`;
    const g = gruppen.get(name) ?? { ...z, ids: new Set<string>() };
    g.ids.add(z.vorgang);
    gruppen.set(name, g);
  }
  for (const { koerperschaft, vereinbarung, norm, ids } of gruppen.values())
    vermerkeLesen(tx, p.uhr, koerperschaft, [...ids], { vereinbarung, norm, aufgabe, zweck });
}
