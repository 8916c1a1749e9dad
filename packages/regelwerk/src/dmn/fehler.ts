/** Why a document is refused; `decision` is null when the document as a whole is meant. Rules count from 1. */
export type DmnFehler = { decision: string | null; regel?: number; ausdruck?: string; meldung: string };

/** A refusal while compiling, already with its place. */
export class DmnAblehnung extends Error {
  readonly fehler: DmnFehler;
  constructor(fehler: DmnFehler) {
    super(fehler.meldung);
    this.fehler = fehler;
  }
}
