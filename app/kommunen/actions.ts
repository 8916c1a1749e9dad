import type { Tx } from '../base/index.ts';
import type { Auftritt, Bankverbindung } from './auftritt.ts';
import type { Satz } from './satzarten.ts';

/** Sets letterhead and payment data of the body in the context. */
export async function setzeAuftritt(tx: Tx, koerperschaft: string, auftritt: Auftritt): Promise<void> {
  await tx.fuehreAus(
    `insert into kommunen.auftritt (koerperschaft, angaben) values ($1, $2)
     on conflict (koerperschaft) do update set angaben = excluded.angaben`,
    [koerperschaft, JSON.stringify(auftritt)],
  );
}

/** Keeps new bank data until another person says that they are right; the latest ones replace those before. */
export async function schlageBankVor(
  tx: Tx,
  koerperschaft: string,
  v: { angaben: Bankverbindung; person: string; jetzt: number },
): Promise<void> {
  await tx.fuehreAus(
    `insert into kommunen.bankvorschlag (koerperschaft, angaben, person, erfasst) values ($1, $2, $3, to_timestamp($4 / 1000.0))
     on conflict (koerperschaft) do update set angaben = excluded.angaben, person = excluded.person, erfasst = excluded.erfasst`,
    [koerperschaft, JSON.stringify(v.angaben), v.person, v.jetzt],
  );
}

export async function nimmBankvorschlag(tx: Tx, koerperschaft: string): Promise<void> {
  await tx.fuehreAus('delete from kommunen.bankvorschlag where koerperschaft = $1', [koerperschaft]);
}

/**
 * Enters a tariff of the body in the context, in force from its day (YYYY-MM-DD). It closes the one before at that day and lasts until
 * the next one; one that begins on the same day is replaced. Which days are allowed, the caller knows. Amounts in cents.
 */
export async function setzeSatz(
  tx: Tx,
  koerperschaft: string,
  satz: Omit<Satz, 'bis' | 'werte'> & { werte: object; jetzt: number },
): Promise<void> {
  const { art, ab, fundstelle } = satz;
  const werte = [koerperschaft, art, ab, JSON.stringify(satz.werte), fundstelle, satz.jetzt];
  const ersetzt = await tx.fuehreAus(
    `update kommunen.satz set werte = $4, fundstelle = $5, erfasst = to_timestamp($6 / 1000.0)
     where koerperschaft = $1 and art = $2 and ab = $3::date`,
    werte,
  );
  if (ersetzt > 0) return;
  const davor = await tx.eine<{ bis: string | null }>(
    'select bis::text from kommunen.satz where koerperschaft = $1 and art = $2 and gueltig @> $3::date',
    [koerperschaft, art, ab],
  );
  const danach = await tx.eine<{ ab: string | null }>(
    'select min(ab)::text as ab from kommunen.satz where koerperschaft = $1 and art = $2 and ab > $3::date',
    [koerperschaft, art, ab],
  );
  if (davor)
    await tx.fuehreAus(
      'update kommunen.satz set gueltig = daterange(ab, $3::date) where koerperschaft = $1 and art = $2 and gueltig @> $3::date',
      [koerperschaft, art, ab],
    );
  await tx.fuehreAus(
    `insert into kommunen.satz (koerperschaft, art, gueltig, werte, fundstelle, erfasst)
     values ($1, $2, daterange($3::date, $7::date), $4, $5, to_timestamp($6 / 1000.0))`,
    [...werte, davor ? davor.bis : (danach?.ab ?? null)],
  );
}

/** Takes the tariff that begins on this day back: the one before lasts as long as it would have. */
export async function nimmSatz(tx: Tx, koerperschaft: string, art: string, ab: string): Promise<void> {
  const weg = await tx.eine<{ bis: string | null }>(
    `delete from kommunen.satz where koerperschaft = $1 and art = $2 and ab = $3::date returning bis::text`,
    [koerperschaft, art, ab],
  );
  if (weg)
    await tx.fuehreAus(
      `update kommunen.satz set gueltig = daterange(ab, $4::date)
       where koerperschaft = $1 and art = $2 and bis = $3::date`,
      [koerperschaft, art, ab, weg.bis],
    );
}
