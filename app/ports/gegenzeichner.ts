import type { Ablehnung } from './ablehnung.ts';

export interface Gegengezeichnet {
  readonly ok: true;
  /** Unterschriftszeilen einer Signed Note, jede beginnt mit „— " und endet mit Zeilenende. Noch nicht geprüft. */
  readonly cosignature: string;
}

/** Der Gegenzeichner kennt einen anderen Stand. `groesse`: sein letzter Stand, wenn er ihn nennt. */
export interface Konflikt extends Ablehnung {
  readonly code: 'zeuge.konflikt';
  readonly groesse: number | null;
}

/** Zeuge eines Protokolls nach C2SP tlog-witness. */
export interface Gegenzeichner {
  /** `body`: alte Größe, Konsistenzbeweis, Leerzeile, Checkpoint, wie tlog-witness es für `add-checkpoint` verlangt. */
  addCheckpoint(body: string): Promise<Gegengezeichnet | Konflikt | Ablehnung>;
}
