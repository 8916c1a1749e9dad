import { randomUUID } from 'node:crypto';
import { type Schluesselbund, type Tx } from '../base/index.ts';
import { type Bestandsaenderung, bestandsaenderungen, type Zustand } from './model.ts';

export interface Registereintrag {
  koerperschaft: string;
  leistung: string;
  art: 'gewerbe' | 'hund';
  nummer: string;
  oertlich: string;
  bezeichnung: string;
  /** local date */
  ab: string;
  inhalt: unknown;
  vorgang: string;
}

/**
 * Enters a record, or its next state, into the register of the body that keeps it: under a mandate the commissioning one,
 * under delegation the delegate. The content lies under the record's own key, which outlives the Vorgang's.
 */
export async function trageEin(
  tx: Tx,
  bund: Schluesselbund,
  jetzt: number,
  e: Registereintrag,
): Promise<{ id: string; stand: number }> {
  const alt = await tx.eine<{ id: string; stand: number }>(
    'select id, stand from register.eintrag where koerperschaft = $1 and art = $2 and nummer = $3 order by stand desc limit 1',
    [e.koerperschaft, e.art, e.nummer],
  );
  const id = alt?.id ?? randomUUID();
  const stand = (alt?.stand ?? 0) + 1;
  await bund.createDek(e.koerperschaft, id);
  const inhalt = bund.encrypt(e.koerperschaft, id, Buffer.from(JSON.stringify(e.inhalt)), 'register');
  await tx.fuehreAus(
    `insert into register.eintrag (koerperschaft, leistung, art, id, stand, nummer, oertlich, bezeichnung, gueltig, inhalt, vorgang, eingetragen)
     values ($1, $2, $3, $4, $5, $6, $7, $8, daterange($9::date, null), $10, $11, to_timestamp($12 / 1000.0))`,
    [
      e.koerperschaft,
      e.leistung,
      e.art,
      id,
      stand,
      e.nummer,
      e.oertlich,
      e.bezeichnung,
      e.ab,
      inhalt,
      e.vorgang,
      jetzt,
    ],
  );
  return { id, stand };
}

/**
 * The next state of a dog's record: nothing changes but the day from which it no longer holds.
 * @param e.ende first local date outside; null = it holds on
 * @returns undefined when this Vorgang has registered no dog
 */
export async function setzeEnde(
  tx: Tx,
  jetzt: number,
  e: { koerperschaft: string; vorgang: string; ab: string; ende: string | null },
): Promise<{ id: string; stand: number } | undefined> {
  return tx.eine<{ id: string; stand: number }>(
    `insert into register.eintrag (koerperschaft, leistung, art, id, stand, nummer, oertlich, bezeichnung, gueltig, inhalt, vorgang, eingetragen)
     select koerperschaft, leistung, art, id, stand + 1, nummer, oertlich, bezeichnung, daterange($3::date, $4::date), inhalt, vorgang,
       to_timestamp($5 / 1000.0)
     from register.eintrag where koerperschaft = $1 and vorgang = $2 and art = 'hund' order by stand desc limit 1
     returning id, stand`,
    [e.koerperschaft, e.vorgang, e.ab, e.ende, jetzt],
  );
}

export interface RegisterZeile {
  id: string;
  leistung: string;
  art: 'gewerbe' | 'hund';
  nummer: string;
  bezeichnung: string;
  oertlich: string;
  /** the case that made it; it may be erased, the record stays */
  vorgang: string;
  eingetragen: Date;
  /** first local date on which it no longer holds; null = it holds */
  ende: string | null;
}

/** First day outside, also where nothing is inside. */
const ENDE = `case when isempty(gueltig) then
  (select lower(e.gueltig) from register.eintrag e where e.koerperschaft = x.koerperschaft and e.id = x.id order by e.stand limit 1)
  else upper(gueltig) end::text`;

/** The register of a body as the context may see it, newest first. */
export function readRegister(tx: Tx, koerperschaft: string): Promise<RegisterZeile[]> {
  return tx.zeilen<RegisterZeile & Record<string, unknown>>(
    `select distinct on (art, nummer) id, leistung, art, nummer, bezeichnung, oertlich, vorgang, eingetragen, ${ENDE} as ende
     from register.eintrag x where koerperschaft = $1 order by art, nummer, stand desc`,
    [koerperschaft],
  );
}

/** A record with all its states, the oldest first, from the registers of these bodies as the context may see them. */
export interface Registerstand extends RegisterZeile {
  koerperschaft: string;
  stand: number;
  /** first local date on which it holds */
  ab: string;
}

export function readEintrag(tx: Tx, koerperschaften: readonly string[], id: string): Promise<Registerstand[]> {
  return tx.zeilen<Registerstand & Record<string, unknown>>(
    `select koerperschaft, id, leistung, art, nummer, bezeichnung, oertlich, vorgang, eingetragen, stand, ${ENDE} as ende,
       (first_value(lower(gueltig)) over (order by stand))::text as ab
     from register.eintrag x where koerperschaft = any ($1) and id = $2 order by stand`,
    [koerperschaften, id],
  );
}

/** What the dogs of a body's register do to its stock, of every dog with a state entered since `seit` (ms; null = all). */
export async function readHundebestand(
  tx: Tx,
  koerperschaft: string,
  seit: number | null,
): Promise<Bestandsaenderung[]> {
  const staende = await tx.zeilen<Zustand & Record<string, unknown>>(
    `select id, stand, leistung, oertlich, lower(gueltig)::text as ab, ${ENDE} as ende from register.eintrag x
     where koerperschaft = $1 and art = 'hund' and ($2::float8 is null or id in (
       select id from register.eintrag where koerperschaft = $1 and art = 'hund' and eingetragen >= to_timestamp($2 / 1000.0)))
     order by eingetragen, id, stand`,
    [koerperschaft, seit],
  );
  return bestandsaenderungen(staende);
}
