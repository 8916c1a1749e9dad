import {
  type Anhang,
  appendLeaves,
  consistencyProof,
  type HoleKnoten,
  type NoteSigner,
  rootFromNodes,
  signCheckpoint,
  verifyConsistency,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../../base/index.ts';
import { createHoleKnotenAller } from './knoten.ts';
import { type Eingereiht, reiheEin, saveCheckpoints, saveKnoten } from './store.ts';

/** Most leaves of one body in one transaction. */
const BLAETTER = 1_000;
const HASH = 32;

export type Angehaengt =
  | { ok: true; blaetter: number; mehr: boolean }
  | { ok: false; grund: 'ueberholt' }
  | { ok: false; grund: 'wurzel'; koerperschaft: string; epoche: number; bei: number };

/**
 * Gives waiting events of these bodies their places and signs the new checkpoints, all in one transaction: a crash leaves all
 * or nothing. Checkpoints leave this process only after the commit, so no signature can outlive a rolled-back tree.
 * @param db transactions that hold the shards' leases @param signers the key of each body's newest log
 */
export function haengeAn(
  { db, krypto }: { db: Datenbank; krypto: Krypto },
  signers: ReadonlyMap<string, NoteSigner>,
): Promise<Angehaengt> {
  const { sha256 } = krypto;
  return db.transaktion(oeffentlich, async (tx): Promise<Angehaengt> => {
    const koepfe = await reiheEin(tx, [...signers.keys()], BLAETTER);
    if (koepfe.length === 0) return { ok: true, blaetter: 0, mehr: false };
    const hole = createHoleKnotenAller(tx);
    const logs = await Promise.all(
      koepfe.map(async (kopf) => {
        const knoten = hole(kopf);
        return { kopf, hole: knoten, neu: await appendLeaves(sha256, kopf.groesse, knoten, blaetterOf(kopf)) };
      }),
    );
    await saveKnoten(
      tx,
      logs.flatMap(({ kopf, neu }) => neu.knoten.map((k) => ({ ...k, log: kopf }))),
    );
    const gut = await Promise.all(logs.map((l) => isSameTree(sha256, l.hole, l.kopf, l.neu)));
    const falsch = logs[gut.indexOf(false)]?.kopf;
    if (falsch)
      return {
        ok: false,
        grund: 'wurzel',
        koerperschaft: falsch.koerperschaft,
        epoche: falsch.epoche,
        bei: falsch.groesse,
      };
    const noten = await Promise.all(
      logs.map(async ({ kopf, neu: { groesse, wurzel } }) => {
        const signer = signers.get(kopf.koerperschaft);
        if (!signer) throw new Error('Protokoll ohne Schlüssel');
        const note = await signCheckpoint(krypto, signer, { origin: kopf.origin, groesse, wurzel });
        return {
          koerperschaft: kopf.koerperschaft,
          epoche: kopf.epoche,
          alt: kopf.groesse,
          neu: groesse,
          wurzel,
          note,
        };
      }),
    );
    if ((await saveCheckpoints(tx, noten, db.uhr.jetzt())) !== noten.length) return { ok: false, grund: 'ueberholt' };
    const anzahlen = noten.map((n) => n.neu - n.alt);
    return { ok: true, blaetter: anzahlen.reduce((a, b) => a + b), mehr: anzahlen.includes(BLAETTER) };
  });
}

const blaetterOf = ({ blaetter }: Eingereiht): Uint8Array[] =>
  Array.from({ length: blaetter.length / HASH }, (_, i) => blaetter.subarray(i * HASH, (i + 1) * HASH));

/** The second opinion before signing: the root of what is stored, and that it continues the tree signed last. */
async function isSameTree(sha256: Krypto['sha256'], hole: HoleKnoten, kopf: Eingereiht, neu: Anhang): Promise<boolean> {
  const { groesse, wurzel } = neu;
  const [stored, proof] = await Promise.all([
    rootFromNodes(sha256, groesse, hole),
    consistencyProof(sha256, kopf.groesse, groesse, hole),
  ]);
  if (!Buffer.from(stored).equals(wurzel)) return false;
  if (kopf.groesse === 0) return true;
  return (
    kopf.wurzel !== null &&
    verifyConsistency(sha256, {
      alt: kopf.groesse,
      neu: groesse,
      wurzelAlt: kopf.wurzel,
      wurzelNeu: wurzel,
      proof,
    })
  );
}
