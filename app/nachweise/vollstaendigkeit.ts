import { ereignisC, leafHash, parseTlogProof, verifyInclusion } from '@rathausverbund/nachweis';
import type { Tx } from '../base/index.ts';
import { readBeweise } from './beweise.ts';
import { type Kopf, sha256 } from './model.ts';
import type { GespeichertesEreignis } from './store.ts';

export interface Vollstaendigkeit {
  ereignisse: number;
  /**
   * numbers at which the chain breaks: an event that does not follow its predecessor (something is missing or was changed before it), and
   * the first one at the end that the head knows otherwise, or that only the head or only the file has
   */
  luecken: number[];
  /** events whose place leads to a cosigned checkpoint */
  bezeugt: number;
  /** events that have a place which does not lead there: the log does not know them as they are kept */
  widerspruch: number[];
}

/**
 * Is the file whole? Events follow one another without gap from 1 up to the head, each naming the C of the one before,
 * recomputed from text and salt; and each stands in the log. What was written within the last seconds is not yet cosigned.
 * `kopf`: number and C of the last event as the Vorgang itself keeps them, read under the same lock as `strom`.
 */
export async function pruefeVollstaendigkeit(
  tx: Tx,
  koerperschaft: string,
  strom: readonly GespeichertesEreignis[],
  kopf: Pick<Kopf, 'n' | 'c'>,
): Promise<Vollstaendigkeit> {
  const beweise = await readBeweise(
    tx,
    { sha256 },
    koerperschaft,
    strom.map((e) => e.id),
  );
  const v: Vollstaendigkeit = { ereignisse: strom.length, luecken: [], bezeugt: 0, widerspruch: [] };
  let zuvor: string | null = null;
  for (const [i, e] of strom.entries()) {
    const { n, prev } = e.ereignis;
    const c = ereignisC(sha256, new Uint8Array(e.salt), JSON.parse(e.json));
    if (n !== i + 1 || prev !== zuvor) v.luecken.push(n);
    zuvor = Buffer.from(c).toString('hex');
    const proof = parseTlogProof(beweise.get(e.id) ?? '');
    if (!proof) continue;
    const { groesse, wurzel } = proof.gelesen.checkpoint;
    const blattHash = leafHash(sha256, c);
    if (verifyInclusion(sha256, { index: proof.index, groesse, blattHash, proof: proof.proof, wurzel })) v.bezeugt += 1;
    else v.widerspruch.push(n);
  }
  const letztes = strom.at(-1)?.ereignis.n ?? 0;
  if (kopf.n !== letztes) v.luecken.push(Math.min(kopf.n, letztes) + 1);
  else if ((kopf.c?.toString('hex') ?? null) !== zuvor) v.luecken.push(letztes);
  return v;
}
