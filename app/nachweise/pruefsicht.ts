import { consistencyProof, verifyConsistency } from '@rathausverbund/nachweis';
import { ablehnen, type Ergebnis, type Tx } from '../base/index.ts';
import { createHoleKnoten } from './log/knoten.ts';
import { sha256 } from './model.ts';

/** A signed state of a log as it was kept: the note carries the signatures of log and witnesses. */
export interface Pruefpunkt extends Record<string, unknown> {
  groesse: number;
  wurzel: Buffer;
  note: string;
  at: Date;
}

/** One epoche of one body's log. */
export interface Protokollort {
  koerperschaft: string;
  epoche: number;
}

/** Checkpoints of at most `bis` leaves, newest first, at most 200. */
export const readPruefpunkte = (tx: Tx, o: Protokollort, bis: number, hoechstens: number): Promise<Pruefpunkt[]> =>
  tx.zeilen<Pruefpunkt>('select * from nachweise.pruefpunkte($1, $2, $3, $4)', [
    o.koerperschaft,
    o.epoche,
    bis,
    hoechstens,
  ]);

const findAb = (tx: Tx, o: Protokollort, ab: number) =>
  tx.eine<Pruefpunkt>('select * from nachweise.pruefpunkt_ab($1, $2, $3)', [o.koerperschaft, o.epoche, ab]);

export interface Vergleich {
  alt: Pruefpunkt;
  neu: Pruefpunkt;
  /** RFC 9162 consistency proof, for whoever wants to check it himself */
  beweis: Uint8Array[];
  /** the newer tree provably continues the older one */
  setztFort: boolean;
}

/**
 * Compares two kept checkpoints: is the newer tree a continuation of the older one? Each size is answered by the first
 * checkpoint that has at least so many leaves. The proof is made from the stored nodes and verified against the roots that
 * were signed. Refusals: `protokoll.stand-unbekannt`, `protokoll.knoten-fehlen` (the store itself is damaged).
 */
export async function vergleiche(tx: Tx, o: Protokollort, von: number, bis: number): Promise<Ergebnis<Vergleich>> {
  const [a, b] = [await findAb(tx, o, Math.min(von, bis)), await findAb(tx, o, Math.max(von, bis))];
  if (!a || !b) return ablehnen('protokoll.stand-unbekannt');
  const hole = createHoleKnoten(tx, o.koerperschaft, o.epoche);
  const beweis = await consistencyProof(sha256, a.groesse, b.groesse, hole).catch(() => null);
  if (!beweis) return ablehnen('protokoll.knoten-fehlen');
  const setztFort = verifyConsistency(sha256, {
    alt: a.groesse,
    neu: b.groesse,
    wurzelAlt: a.wurzel,
    wurzelNeu: b.wurzel,
    proof: beweis,
  });
  return { ok: true, alt: a, neu: b, beweis, setztFort };
}
