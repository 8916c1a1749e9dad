import { type Datenbank, oeffentlich, type Tx } from '../base/index.ts';
import type { Auftritt, Bankverbindung } from './auftritt.ts';
import type { Kommune, Verzeichnis } from './model.ts';
import type { Satz } from './satzarten.ts';

/** Reads all bodies as of a day (YYYY-MM-DD): 418 Gemeinden and their Kreise fit in memory. */
export async function readVerzeichnis(db: Datenbank, tag: string): Promise<Verzeichnis> {
  const zeilen = await db.lesen<{ zeile: Kommune }>(
    oeffentlich,
    `select json_build_object('id', k.id, 'art', k.art, 'ags', m.ags, 'ars', m.ars, 'name', m.name, 'kurzname', m.kurzname,
       'kreisId', m.kreis, 'kreisName', kr.name, 'verband', m.verband, 'erfuellendeId', m.erfuellende,
       'einwohner', m.einwohner, 'plz', m.plz, 'kuerzel', k.kuerzel) as zeile
     from kommunen.koerperschaft k
     join kommunen.merkmale m on m.koerperschaft = k.id and m.gueltig @> $1::date
     left join kommunen.merkmale kr on kr.koerperschaft = m.kreis and kr.gueltig @> $1::date
     order by m.kurzname collate "de-x-icu"`,
    [tag],
  );
  const alle = zeilen.map((z) => z.zeile);
  const ids = new Map(alle.map((k) => [k.id, k]));
  const ags = new Map(alle.map((k) => [k.ags, k]));
  return {
    alle,
    byId: (id) => ids.get(id),
    byAgs: (a) => ags.get(a),
    gemeinden: alle.filter((k) => k.art === 'gemeinde'),
  };
}

/**
 * All bodies as of today, for a process that runs for months: `lade` reads them anew, for one may be taken in, and a merger has its day.
 * @param heute YYYY-MM-DD
 */
export async function createVerzeichnis(
  db: Datenbank,
  heute: () => string,
): Promise<Verzeichnis & { lade(): Promise<void> }> {
  let da = await readVerzeichnis(db, heute());
  return {
    get alle() {
      return da.alle;
    },
    get gemeinden() {
      return da.gemeinden;
    },
    byId: (id) => da.byId(id),
    byAgs: (ags) => da.byAgs(ags),
    async lade() {
      da = await readVerzeichnis(db, heute());
    },
  };
}

/** Letterhead of a body. Public. */
export async function readAuftritt(tx: Tx, koerperschaft: string): Promise<Auftritt | undefined> {
  return (
    await tx.eine<{ angaben: Auftritt }>('select angaben from kommunen.auftritt where koerperschaft = $1', [
      koerperschaft,
    ])
  )?.angaben;
}

/** New bank data that wait for the second person. Seen by the own house only. */
export const readBankvorschlag = (
  tx: Tx,
  koerperschaft: string,
): Promise<{ angaben: Bankverbindung; person: string; erfasst: Date } | undefined> =>
  tx.eine<{ angaben: Bankverbindung; person: string; erfasst: Date }>(
    'select angaben, person, erfasst from kommunen.bankvorschlag where koerperschaft = $1',
    [koerperschaft],
  );

/**
 * Tariff of a body in force on a day, with the place where it was published. Public.
 * @param bekannt only what was entered by then (ms): what was reckoned at that time is recalculated alike
 */
export async function readSatz<T>(
  tx: Tx,
  koerperschaft: string,
  art: string,
  tag: string,
  bekannt?: number,
): Promise<{ werte: T; fundstelle: string } | undefined> {
  return tx.eine<{ werte: T; fundstelle: string }>(
    `select werte, fundstelle from kommunen.satz
     where koerperschaft = $1 and art = $2 and gueltig @> $3::date and ($4::bigint is null or erfasst <= to_timestamp($4 / 1000.0))`,
    [koerperschaft, art, tag, bekannt ?? null],
  );
}

/** All tariffs of a body, also those that have ended and those that come; by kind, the oldest first. Public. */
export const readSaetze = (tx: Tx, koerperschaft: string): Promise<Satz[]> =>
  tx.zeilen<Satz & Record<string, unknown>>(
    'select art, ab::text, bis::text, werte, fundstelle from kommunen.satz s where koerperschaft = $1 order by art, s.ab',
    [koerperschaft],
  );

/** Inhabitants of a body by the official register, each number from its day on; the oldest first. Public. */
export const readEinwohner = (tx: Tx, koerperschaft: string): Promise<{ ab: string; einwohner: number }[]> =>
  tx.zeilen<{ ab: string; einwohner: number }>(
    'select lower(gueltig)::text as ab, einwohner from kommunen.merkmale where koerperschaft = $1 order by lower(gueltig)',
    [koerperschaft],
  );

/** What a body was called and where it lay, from a day until the first day outside (null = still). */
export interface Merkmal {
  koerperschaft: string;
  art: Kommune['art'];
  ab: string | null;
  bis: string | null;
  name: string;
  kurzname: string;
  kreisId: string | null;
  kreisName: string | null;
}

/** The attributes of bodies over time, the oldest first. A body that a merger has taken has none after that day. */
export function readMerkmale(tx: Tx, koerperschaften: readonly string[]): Promise<Merkmal[]> {
  return tx.zeilen<Merkmal & Record<string, unknown>>(
    `select m.koerperschaft, k.art, lower(m.gueltig)::text as ab, upper(m.gueltig)::text as bis, m.name, m.kurzname, m.kreis as "kreisId", kr.name as "kreisName"
     from kommunen.merkmale m join kommunen.koerperschaft k on k.id = m.koerperschaft
     left join lateral (select name from kommunen.merkmale x where x.koerperschaft = m.kreis order by lower(x.gueltig) desc limit 1) kr on true
     where m.koerperschaft = any($1) order by lower(m.gueltig)`,
    [koerperschaften],
  );
}
