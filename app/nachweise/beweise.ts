import { formatTlogProof, inclusionProof } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Tx } from '../base/index.ts';
import { createHoleKnoten } from './log/knoten.ts';

type Lage = { ereignis: string; epoche: number; idx: number; groesse: number; note: string };

/**
 * C2SP tlog-proofs of events, by id, against the newest cosigned checkpoint. Events that the context may not read, or that
 * are not yet in such a checkpoint, are missing from the answer. One read of nodes for all.
 */
export async function readBeweise(
  tx: Tx,
  krypto: Pick<Krypto, 'sha256'>,
  koerperschaft: string,
  ereignisse: string[],
): Promise<Map<string, string>> {
  const lagen = await tx.zeilen<Lage>('select * from nachweise.beweis_lage($1, $2)', [koerperschaft, ereignisse]);
  const holer = new Map<number, ReturnType<typeof createHoleKnoten>>();
  const hole = (epoche: number) => {
    const da = holer.get(epoche) ?? createHoleKnoten(tx, koerperschaft, epoche);
    holer.set(epoche, da);
    return da;
  };
  const beweise = lagen.map(async (l) => {
    const proof = await inclusionProof(krypto.sha256, l.idx, l.groesse, hole(l.epoche));
    return [l.ereignis, formatTlogProof({ index: l.idx, proof, checkpoint: l.note })] as const;
  });
  return new Map(await Promise.all(beweise));
}
