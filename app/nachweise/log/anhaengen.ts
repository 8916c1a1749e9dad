import {
  appendLeaves,
  consistencyProof,
  type NoteSigner,
  rootFromNodes,
  signCheckpoint,
  verifyConsistency,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../../base/index.ts';
import { createHoleKnoten } from './knoten.ts';
import { append, lockLog, readBlaetter, saveCheckpoint } from './store.ts';

/** Most leaves of one body in one transaction. */
export const BLAETTER = 5_000;

export type Angehaengt =
  | { ok: true; blaetter: number }
  | { ok: false; grund: 'angehalten' | 'ueberholt' }
  | { ok: false; grund: 'wurzel'; bei: number };

/**
 * Gives waiting events of one body their places and signs the new checkpoint, all in one transaction: a crash leaves all or
 * nothing. The checkpoint leaves this process only after the commit, so no signature can outlive a rolled-back tree.
 */
export function haengeAn(
  d: { db: Datenbank; krypto: Krypto },
  log: { koerperschaft: string; epoche: number; signer: NoteSigner },
): Promise<Angehaengt> {
  return d.db.transaktion(oeffentlich, async (tx): Promise<Angehaengt> => {
    const kopf = await lockLog(tx, log.koerperschaft, log.epoche);
    if (!kopf || kopf.angehalten) return { ok: false, grund: 'angehalten' };
    const blaetter = await readBlaetter(tx, log.koerperschaft, BLAETTER);
    if (blaetter.length === 0) return { ok: true, blaetter: 0 };
    const ort = { koerperschaft: log.koerperschaft, epoche: log.epoche, alt: kopf.groesse };
    const hole = createHoleKnoten(tx, log.koerperschaft, log.epoche);
    const { sha256 } = d.krypto;
    const neu = await appendLeaves(
      sha256,
      kopf.groesse,
      hole,
      blaetter.map((b) => b.c),
    );
    if (
      !(await append(
        tx,
        ort,
        blaetter.map((b) => b.ereignis),
        neu.knoten,
      ))
    )
      return { ok: false, grund: 'ueberholt' };
    const { groesse, wurzel } = neu;
    if (!(await isSameTree(sha256, hole, { alt: kopf.groesse, wurzelAlt: kopf.wurzel, groesse, wurzel })))
      return { ok: false, grund: 'wurzel', bei: kopf.groesse };
    const note = await signCheckpoint(d.krypto, log.signer, { origin: log.signer.key.name, groesse, wurzel });
    return (await saveCheckpoint(tx, ort, { groesse, wurzel, note, at: d.db.uhr.jetzt() }))
      ? { ok: true, blaetter: blaetter.length }
      : { ok: false, grund: 'ueberholt' };
  });
}

/** The second opinion before signing: the root of what is stored, and that it continues the tree signed last. */
async function isSameTree(
  sha256: Krypto['sha256'],
  hole: ReturnType<typeof createHoleKnoten>,
  b: { alt: number; wurzelAlt: Uint8Array | null; groesse: number; wurzel: Uint8Array },
): Promise<boolean> {
  const [stored, proof] = await Promise.all([
    rootFromNodes(sha256, b.groesse, hole),
    consistencyProof(sha256, b.alt, b.groesse, hole),
  ]);
  if (!Buffer.from(stored).equals(b.wurzel)) return false;
  if (b.alt === 0) return true;
  return (
    b.wurzelAlt !== null &&
    verifyConsistency(sha256, { alt: b.alt, neu: b.groesse, wurzelAlt: b.wurzelAlt, wurzelNeu: b.wurzel, proof })
  );
}
