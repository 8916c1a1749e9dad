import { randomUUID } from 'node:crypto';
import { type Schluesselbund, type Tx } from '../base/index.ts';

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

export interface RegisterZeile {
  id: string;
  art: 'gewerbe' | 'hund';
  nummer: string;
  bezeichnung: string;
  oertlich: string;
  vorgang: string;
  eingetragen: Date;
}

/** The register of a body as the context may see it, newest first. */
export function readRegister(tx: Tx, koerperschaft: string): Promise<RegisterZeile[]> {
  return tx.zeilen<RegisterZeile & Record<string, unknown>>(
    `select distinct on (art, nummer) id, art, nummer, bezeichnung, oertlich, vorgang, eingetragen from register.eintrag
     where koerperschaft = $1 order by art, nummer, stand desc`,
    [koerperschaft],
  );
}

/** Dogs of a body's register from the day each is kept, entered since `seit` (ms; null = all). */
export function readHundebestand(
  tx: Tx,
  koerperschaft: string,
  seit: number | null,
): Promise<{ id: string; leistung: string; oertlich: string; ab: string }[]> {
  return tx.zeilen<{ id: string; leistung: string; oertlich: string; ab: string }>(
    `select id, leistung, oertlich, lower(gueltig)::text as ab from register.eintrag
     where koerperschaft = $1 and art = 'hund' and stand = 1 and ($2::float8 is null or eingetragen >= to_timestamp($2 / 1000.0))
     order by eingetragen, id`,
    [koerperschaft, seit],
  );
}
