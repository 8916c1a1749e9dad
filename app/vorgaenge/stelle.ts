import type { Ablehnung, Tx } from '../base/index.ts';
import type { Handelnder, Protokoll } from '../nachweise/index.ts';
import type { Basis } from '../vereinbarungen/index.ts';
import { type Gesperrt, handle } from './actions.ts';

export interface Wechsel {
  nach: string;
  /** on what the new Stelle works */
  basis: Basis;
  grund: string;
  /** the stop that makes it necessary, or whose end does */
  halt: string;
}

/**
 * Another Stelle works on a locked Vorgang from now on: event and row. Process, tasks and timers stay as they are, they belong to the
 * Vorgang. `zurueckgekehrt` keeps the stop at the row, so that the Vorgang can go back when it is lifted.
 */
export async function wechsleStelle(
  tx: Tx,
  p: Protokoll,
  g: Gesperrt,
  w: Wechsel & { zurueckgekehrt: boolean },
  actor: Handelnder,
): Promise<{ ok: true; gesperrt: Gesperrt } | Ablehnung> {
  const { nach, basis, grund, halt } = w;
  const von = g.vorgang.stelle;
  // who speaks is the body itself, no longer the one whose work ends
  const unter = { ...g, basis, vorgang: { ...g.vorgang, stelle: g.vorgang.koerperschaft } };
  const befehl = { art: 'stelle-wechseln', von, nach, grund, halt, basis: { ...basis } } as const;
  const r = await handle(tx, p, unter, befehl, actor);
  if (!r.ok) return r;
  tx.sende(
    'update vorgaenge.vorgang set bearbeitende_stelle = $3, basis = $4, halt = $5 where koerperschaft = $1 and id = $2',
    [g.vorgang.koerperschaft, g.vorgang.id, nach, JSON.stringify(basis), w.zurueckgekehrt ? halt : null],
  );
  return r;
}
