import { ablehnen, type Datenbank, type Ergebnis, type Kontext, oeffentlich, type Tx } from '../base/index.ts';
import { schreibeKoerperschaft } from './koerperschaft.ts';
import { readProtokolle } from './log/store.ts';
import type { Handelnder } from './model.ts';
import { origin, type Protokoll } from './store.ts';

const EPOCHEN = 'select koerperschaft, epoche from nachweise.log_epoche order by epoche';

/**
 * What `Protokoll.epoche` answers: the newest epoch of each body as read last. An answer that is a moment old does no harm: an
 * event which names the epoch before has its place in the newest one all the same.
 */
export function createEpochen(db: Datenbank): { epoche: (koerperschaft: string) => number; lade: () => Promise<void> } {
  let epochen = new Map<string, number>();
  return {
    epoche: (koerperschaft) => epochen.get(koerperschaft) ?? 1,
    async lade() {
      const zeilen = await db.lesen<{ koerperschaft: string; epoche: number }>(oeffentlich, EPOCHEN);
      epochen = new Map(zeilen.map((z) => [z.koerperschaft, z.epoche]));
    },
  };
}

export interface EpocheWunsch {
  koerperschaft: string;
  /** why: what a court will read years later */
  grund: string;
  actor: Handelnder;
}

/** A log that grows is looked at so often until nobody wrote in between. */
const VERSUCHE = 5;

/**
 * A person of the body opens the next epoch of its log: after it was stopped, or for another key or algorithm. The event
 * `protokoll.neue-epoche` names the reason and where the old log ended. The old log stays as it is, readable and provable; all
 * that waits and whatever its witnesses never saw takes its place in the new one.
 * Refusals: `protokoll.grund` (no reason given), `protokoll.unbekannt` (the body has no log yet), `protokoll.bewegt` (the log
 * grew with every look; nothing was changed).
 */
export async function eroeffneEpoche(
  db: Datenbank,
  p: Protokoll,
  kontext: Kontext,
  w: EpocheWunsch,
): Promise<Ergebnis<{ epoche: number; origin: string }>> {
  if (w.grund.trim() === '') return ablehnen('protokoll.grund');
  for (let versuch = 1; ; versuch++) {
    const e = await db.transaktion(kontext, (tx) => open(tx, p, w));
    if (e.ok || e.grund !== 'protokoll.bewegt' || versuch === VERSUCHE) return e;
  }
}

async function open(tx: Tx, p: Protokoll, w: EpocheWunsch): Promise<Ergebnis<{ epoche: number; origin: string }>> {
  const { koerperschaft, grund, actor } = w;
  const alt = (await readProtokolle(tx, { koerperschaft })).at(-1);
  if (!alt) return ablehnen('protokoll.unbekannt');
  const epoche = alt.epoche + 1;
  const data = {
    grund,
    alt: { origin: alt.origin, groesse: alt.groesse, wurzel: alt.wurzel?.toString('base64') ?? null },
    angehalten: alt.angehalten,
  };
  const neu = { ...p, epoche: () => epoche };
  await schreibeKoerperschaft(tx, neu, koerperschaft, { kind: 'protokoll.neue-epoche', data }, actor);
  const z = await tx.eine<{ ja: boolean }>('select nachweise.epoche_eroeffnen($1, $2, $3) as ja', [
    koerperschaft,
    epoche,
    alt.groesse,
  ]);
  if (!z?.ja) return ablehnen('protokoll.bewegt');
  return { ok: true, epoche, origin: origin(p.plattform, koerperschaft, epoche) };
}
