import type { Tx } from '../base/index.ts';
import { ANFANG, type Angaben, type Handelnder, type Kopf } from './model.ts';
import { type Protokoll, schreibe } from './store.ts';

const POST: Handelnder = { pseudonym: 'posteingang', role: 'automatisiertes Verfahren', loa: null };

/** Appends an event to the stream of the body itself (post, protocol opened). One writer at a time, by an advisory lock. */
export async function schreibeKoerperschaft(
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  angaben: Angaben,
  actor: Handelnder = POST,
): Promise<void> {
  if (!tx.kontext.grundlage) throw new Error('Kontext ohne Grundlage');
  await tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 418))', [koerperschaft]);
  const z = await tx.eine<{ n: number; c: Buffer; at: Date }>(
    'select n, c, at from nachweise.ereignis where koerperschaft = $1 and vorgang = $1 order by n desc limit 1',
    [koerperschaft],
  );
  const kopf: Kopf = z ? { n: z.n, c: z.c, at: z.at.getTime() } : ANFANG;
  await schreibe(
    tx,
    p,
    { art: 'koerperschaft', id: koerperschaft, koerperschaft, leistung: '-', buerger: null },
    kopf,
    {
      actor,
      fuer: { oertlich: koerperschaft, zustaendig: koerperschaft, stelle: koerperschaft },
      grundlage: tx.kontext.grundlage,
    },
    [angaben],
  );
}
