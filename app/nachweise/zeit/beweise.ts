import { formatTlogProof, inclusionProof, type Protokollzeit } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Tx } from '../../base/index.ts';
import { createHoleKnoten } from '../log/knoten.ts';
import { textOf } from './stempeln.ts';
import type { Standort } from './store.ts';

/** Proofs of events by id, and the stamped checkpoints they are against. */
export interface Zeitbeweise {
  beweise: Map<string, string>;
  protokollzeit: Protokollzeit[];
}

type Platz = { ereignis: string; epoche: number; idx: number; groesse: number };

/**
 * C2SP tlog-proofs of events, each against the oldest stamped checkpoint that covers it. Events that none covers yet, or that
 * the context may not read, are missing.
 */
export async function readZeitbeweise(
  tx: Tx,
  krypto: Pick<Krypto, 'sha256'>,
  koerperschaft: string,
  ereignisse: string[],
): Promise<Zeitbeweise> {
  const plaetze = await tx.zeilen<Platz>('select * from nachweise.beweis_zeit($1, $2)', [koerperschaft, ereignisse]);
  const z: Zeitbeweise = { beweise: new Map(), protokollzeit: [] };
  const staende = new Map(plaetze.map(({ epoche, groesse }) => [`${epoche}/${groesse}`, { epoche, groesse }]));
  for (const { epoche, groesse } of staende.values()) {
    const davon = plaetze.filter((p) => p.epoche === epoche && p.groesse === groesse);
    const gestempelt = await readRecord(tx, { koerperschaft, epoche, groesse });
    if (!gestempelt) continue;
    const hole = createHoleKnoten(tx, koerperschaft, epoche);
    const proofs = await Promise.all(davon.map((p) => inclusionProof(krypto.sha256, p.idx, groesse, hole)));
    for (const [i, { ereignis, idx: index }] of davon.entries())
      z.beweise.set(ereignis, formatTlogProof({ index, proof: proofs[i] ?? [], checkpoint: gestempelt.note }));
    z.protokollzeit.push({
      stand: Buffer.from(textOf(gestempelt.note)).toString(),
      evidenceRecord: new Uint8Array(gestempelt.record),
    });
  }
  return z;
}

/** A stamped checkpoint with cosignatures, and its EvidenceRecord (DER); at any time after its run, renewed or not. */
export const readRecord = (tx: Tx, s: Standort) =>
  tx.eine<{ note: string; record: Buffer }>('select * from nachweise.zeit_lesen($1, $2, $3)', [
    s.koerperschaft,
    s.epoche,
    s.groesse,
  ]);
