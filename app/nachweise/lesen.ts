import { type Grundlage, type Tx, type Uhr, uuidv7 } from '../base/index.ts';

/** Records that staff saw these Vorgaenge of one body: one row per request and owning body, before the answer. */
export async function vermerkeLesen(
  tx: Tx,
  uhr: Uhr,
  koerperschaft: string,
  vorgaenge: string[],
  grundlage: Grundlage,
): Promise<void> {
  if (vorgaenge.length === 0) return;
  await tx.zeilen('select nachweise.lesen_vermerken($1, $2, to_timestamp($3 / 1000.0), $4, $5)', [
    uuidv7(uhr.jetzt()),
    koerperschaft,
    uhr.jetzt(),
    vorgaenge,
    JSON.stringify(grundlage),
  ]);
}
