import { formatTlogProof, inclusionProof } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Tx } from '../../base/index.ts';
import { createHoleKnoten } from '../log/knoten.ts';
import { textOf } from './stempeln.ts';
import type { Standort } from './store.ts';

/** Proofs of events against one stamped checkpoint, its text, and the evidence record over that text. */
export interface Zeitbeweise {
  beweise: Map<string, string>;
  stand: string;
  evidenceRecord: Uint8Array;
}

type Platz = { ereignis: string; epoche: number; idx: number; groesse: number };

/**
 * C2SP tlog-proofs of events, all against the oldest stamped checkpoint that covers all of them. Null while there is none, and
 * where the context may not read one of them.
 */
export async function readZeitbeweise(
  tx: Tx,
  krypto: Pick<Krypto, 'sha256'>,
  koerperschaft: string,
  ereignisse: string[],
): Promise<Zeitbeweise | null> {
  const plaetze = await tx.zeilen<Platz>('select * from nachweise.beweis_zeit($1, $2)', [koerperschaft, ereignisse]);
  const [erster] = plaetze;
  if (!erster || plaetze.length < ereignisse.length) return null;
  const gestempelt = await readRecord(tx, { koerperschaft, epoche: erster.epoche, groesse: erster.groesse });
  if (!gestempelt) return null;
  const hole = createHoleKnoten(tx, koerperschaft, erster.epoche);
  const beweise = plaetze.map(async (p) => {
    const proof = await inclusionProof(krypto.sha256, p.idx, p.groesse, hole);
    return [p.ereignis, formatTlogProof({ index: p.idx, proof, checkpoint: gestempelt.note })] as const;
  });
  return {
    beweise: new Map(await Promise.all(beweise)),
    stand: Buffer.from(textOf(gestempelt.note)).toString(),
    evidenceRecord: new Uint8Array(gestempelt.record),
  };
}

/** A stamped checkpoint with cosignatures, and its EvidenceRecord (DER); at any time after its run, renewed or not. */
export const readRecord = (tx: Tx, s: Standort) =>
  tx.eine<{ note: string; record: Buffer }>('select * from nachweise.zeit_lesen($1, $2, $3)', [
    s.koerperschaft,
    s.epoche,
    s.groesse,
  ]);
