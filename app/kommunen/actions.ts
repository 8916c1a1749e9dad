import type { Tx } from '../base/index.ts';
import type { Auftritt } from './model.ts';

/** Sets letterhead and payment data of the body in the context. */
export async function setzeAuftritt(tx: Tx, koerperschaft: string, auftritt: Auftritt): Promise<void> {
  await tx.fuehreAus(
    `insert into kommunen.auftritt (koerperschaft, angaben) values ($1, $2)
     on conflict (koerperschaft) do update set angaben = excluded.angaben`,
    [koerperschaft, JSON.stringify(auftritt)],
  );
}

/** Enters a tariff of the body in the context, in force from a day (YYYY-MM-DD). Amounts in cents. */
export async function setzeSatz(
  tx: Tx,
  koerperschaft: string,
  satz: { art: string; ab: string; werte: object; fundstelle: string },
): Promise<void> {
  await tx.fuehreAus(
    `insert into kommunen.satz (koerperschaft, art, gueltig, werte, fundstelle) values ($1, $2, daterange($3::date, null), $4, $5)
     on conflict (koerperschaft, art, gueltig) do update set werte = excluded.werte, fundstelle = excluded.fundstelle`,
    [koerperschaft, satz.art, satz.ab, JSON.stringify(satz.werte), satz.fundstelle],
  );
}
