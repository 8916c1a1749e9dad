import {
  type Ablehnung,
  Aufschub,
  ablehnen,
  createTexte,
  type Datenbank,
  dienst,
  type Tx,
  type Uhr,
} from '../../base/index.ts';
import { meldungenOrdner, meldungOf } from '../../base/meldungen/index.ts';
import type { Protokoll } from '../store.ts';

const texte = createTexte([meldungenOrdner]);

const VIER_STUNDEN_MS = 4 * 3_600_000;

interface Stand extends Record<string, unknown> {
  steht: boolean;
  eigenes: Date | null;
  aller: Date | null;
  gut: Date | null;
}

/**
 * May this body hand out a sealed document? Not when its log was stopped (`nachweis.protokoll_steht`), and not when for four
 * hours no log stamp came although something waited for one (`nachweis.zeit_veraltet`): anybody's cosigned checkpoint, or an
 * event of this body that has not even got that far. A quiet night without events is no reason. Receiving never asks.
 * Under a clock that was set, other days are played, and no stamp is of such a day: then only the log counts.
 */
export async function darfAusstellen(tx: Tx, uhr: Uhr, koerperschaft: string): Promise<{ ok: true } | Ablehnung> {
  const s = await tx.eine<Stand>('select * from nachweise.zeit_stand_von($1)', [koerperschaft]);
  if (s?.steht) return ablehnen('nachweis.protokoll_steht');
  const seit = [s?.eigenes ?? null, s?.aller ? new Date(Math.max(+s.aller, +(s.gut ?? 0))) : null];
  const alt = seit.some((z) => z !== null && uhr.jetzt() - z.getTime() > VIER_STUNDEN_MS);
  return alt && !uhr.versetzt ? ablehnen('nachweis.zeit_veraltet') : { ok: true };
}

/** Before anything is sealed, whatever it is: where `darfAusstellen` refuses, throws an `Aufschub`, so that the job waits and goes on by itself. */
export async function pruefeAusstellen(
  d: { db: Datenbank; protokoll: Protokoll },
  koerperschaft: string,
): Promise<void> {
  const e = await d.db.transaktion(dienst(koerperschaft, 'Schreiben'), (tx) =>
    darfAusstellen(tx, d.protokoll.uhr, koerperschaft),
  );
  if (!e.ok) throw new Aufschub(meldungOf(texte, e).text);
}
