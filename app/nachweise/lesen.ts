import { type Grundlage, type Tx, type Uhr, uuidv7 } from '../base/index.ts';

/** Records that staff saw these Vorgaenge of one body: one row per request and owning body. Commit before answering. */
export function vermerkeLesen(
  tx: Tx,
  uhr: Uhr,
  koerperschaft: string,
  vorgaenge: string[],
  grundlage: Grundlage,
): void {
  if (vorgaenge.length === 0) return;
  tx.sende('select nachweise.lesen_vermerken($1, $2, to_timestamp($3 / 1000.0), $4, $5)', [
    uuidv7(uhr.jetzt()),
    koerperschaft,
    uhr.jetzt(),
    vorgaenge,
    JSON.stringify(grundlage),
  ]);
}
