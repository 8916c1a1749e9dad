import type { Tx } from '../base/index.ts';
import { type Angaben, type Handelnder, type Kopf, type Protokoll, readKopf, schreibe } from '../nachweise/index.ts';

/** What agreements are for, in every log. */
export const ZWECK = 'Zweckvereinbarung';

/** The next event of a body's own stream of an agreement. The caller holds the agreement's lock. @returns the new head */
export async function schreibeEreignis(
  tx: Tx,
  p: Protokoll,
  e: { koerperschaft: string; vereinbarung: string; titel: string; actor: Handelnder },
  angaben: Angaben,
): Promise<Kopf> {
  const { koerperschaft, vereinbarung, actor } = e;
  const { kopf } = await schreibe(
    tx,
    p,
    { art: 'vereinbarung', id: vereinbarung, koerperschaft, leistung: '-', buerger: null },
    await readKopf(tx, koerperschaft, vereinbarung),
    {
      actor,
      fuer: { oertlich: koerperschaft, zustaendig: koerperschaft, stelle: koerperschaft },
      grundlage: { vereinbarung, norm: '§ 71 SächsKomZG', aufgabe: ZWECK, zweck: e.titel },
    },
    [angaben],
  );
  return kopf;
}
