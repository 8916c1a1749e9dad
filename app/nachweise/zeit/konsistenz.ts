import { consistencyProof, type Konsistenz, parseOrigin, parseTlogProof } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Tx } from '../../base/index.ts';
import { createHoleKnoten } from '../log/knoten.ts';

/** Proofs that the checkpoints behind these tlog-proofs grow out of one another, from each to the next larger one of its log. */
export async function readKonsistenz(
  tx: Tx,
  krypto: Pick<Krypto, 'sha256'>,
  koerperschaft: string,
  tlogProofs: Iterable<string>,
): Promise<Konsistenz[]> {
  const logs = new Map<string, Set<number>>();
  for (const text of tlogProofs) {
    const stand = parseTlogProof(text)?.gelesen.checkpoint;
    if (stand) logs.set(stand.origin, (logs.get(stand.origin) ?? new Set()).add(stand.groesse));
  }
  const gefragt = [...logs].flatMap(([origin, groessen]) => {
    const hole = createHoleKnoten(tx, koerperschaft, parseOrigin(origin)?.epoche ?? 0);
    const sorted = [...groessen].sort((a, b) => a - b);
    return sorted.slice(1).map(async (neu, i) => {
      const alt = sorted[i] ?? neu;
      return { origin, alt, neu, proof: await consistencyProof(krypto.sha256, alt, neu, hole) };
    });
  });
  return Promise.all(gefragt);
}
