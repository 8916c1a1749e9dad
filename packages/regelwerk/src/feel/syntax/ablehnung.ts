/** Position in an expression, counted from 1. */
export type Stelle = { readonly zeile: number; readonly spalte: number };

/** Why an expression is refused. Thrown while compiling only; the public functions turn it into a value. */
export class Ablehnung extends Error {
  readonly code: string;
  readonly stelle: Stelle;
  constructor(code: string, meldung: string, stelle: Stelle = { zeile: 1, spalte: 1 }) {
    super(meldung);
    this.code = code;
    this.stelle = stelle;
  }
}

export function stelleVon(text: string, position: number): Stelle {
  const davor = text.slice(0, position).split('\n');
  return { zeile: davor.length, spalte: (davor.at(-1)?.length ?? 0) + 1 };
}

export function lehneAb(text: string, position: number, code: string, meldung: string): never {
  throw new Ablehnung(code, meldung, stelleVon(text, position));
}
