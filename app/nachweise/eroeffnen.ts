import { type Datenbank, dienst } from '../base/index.ts';
import { schreibeKoerperschaft } from './koerperschaft.ts';
import type { Protokoll } from './store.ts';

/**
 * Writes the opening event of a body's log: `demo.angelegt` in a demo, so that the log itself says so, else
 * `protokoll.eroeffnet`. Called when the body is activated, before anything else happens there; a second call does nothing.
 * @returns whether it was written now
 */
export function eroeffneProtokoll(
  db: Datenbank,
  p: Protokoll,
  koerperschaft: string,
  betrieb: 'demo' | 'echt',
): Promise<boolean> {
  return db.transaktion(dienst(koerperschaft, 'Protokoll eröffnen'), async (tx) => {
    // the lock of schreibeKoerperschaft, taken before looking
    await tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 418))', [koerperschaft]);
    const da = await tx.eine(
      `select 1 from nachweise.ereignis where koerperschaft = $1 and vorgang = $1 and kind in ('demo.angelegt', 'protokoll.eroeffnet')`,
      [koerperschaft],
    );
    if (da) return false;
    const kind = betrieb === 'demo' ? 'demo.angelegt' : 'protokoll.eroeffnet';
    const actor = { pseudonym: koerperschaft, role: 'betrieb', loa: null };
    await schreibeKoerperschaft(tx, p, koerperschaft, { kind, data: { plattform: p.plattform } }, actor);
    return true;
  });
}
