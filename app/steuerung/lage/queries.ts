import type { Tx } from '../../base/index.ts';

type Zeilen<T> = Promise<T[]>;
type Roh<T> = T & Record<string, unknown>;
const TAG = `at time zone 'Europe/Berlin'`;

/** Cases that came in one month (YYYY-MM) and who worked on them, in matters of the own body; also those another body decides. */
export interface Menge {
  leistung: string;
  monat: string;
  stelle: string;
  anzahl: number;
}

export const readMengen = (tx: Tx, stelle: string, ab: string): Zeilen<Menge> =>
  tx.zeilen<Roh<Menge>>(
    `select leistung, to_char(eingegangen ${TAG}, 'YYYY-MM') as monat, bearbeitende_stelle as stelle, count(*) as anzahl
     from vorgaenge.kennzahl where koerperschaft = $1 and oertlich = $1 and eingegangen >= $2::date::timestamp ${TAG} group by 1, 2, 3
     union all
     select leistung, to_char(tag, 'YYYY-MM'), zustaendig, count(*)
     from vorgaenge.oertlich where koerperschaft = $1 and tag >= $2::date group by 1, 2, 3
     order by 1, 2, 3`,
    [stelle, ab],
  );

/** Hours from receipt to the first certificate or the first decision; `monat` null = the whole time. Cases received from `ab` to before `bis`. */
export interface Zeitwert {
  leistung: string;
  art: 'bescheid' | 'bescheinigung';
  monat: string | null;
  anzahl: number;
  haelfte: number;
  neunZehntel: number;
}

export const readZeiten = (tx: Tx, stelle: string, ab: string, bis: string | null = null): Zeilen<Zeitwert> =>
  tx.zeilen<Roh<Zeitwert>>(
    `with f as (
       select k.leistung, k.vorgang, split_part(m.kind, '.', 1) as art, to_char(k.eingegangen ${TAG}, 'YYYY-MM') as monat,
         extract(epoch from min(m.at) - k.eingegangen) / 3600 as stunden
       from vorgaenge.kennzahl k join nachweise.meilenstein m on m.koerperschaft = k.koerperschaft and m.vorgang = k.vorgang
         and m.kind in ('bescheinigung.ausgestellt', 'bescheid.erlassen')
       where k.koerperschaft = $1 and k.eingegangen >= $2::date::timestamp ${TAG}
         and ($3::date is null or k.eingegangen < $3::date::timestamp ${TAG}) group by 1, 2, 3, 4, k.eingegangen)
     select leistung, art, monat, count(*) as anzahl, percentile_cont(0.5) within group (order by stunden)::float8 as haelfte,
       percentile_cont(0.9) within group (order by stunden)::float8 as "neunZehntel"
     from f group by grouping sets ((leistung, art), (leistung, art, monat)) order by leistung, art, monat nulls first`,
    [stelle, ab, bis],
  );

/** Of each Leistung the time to its decision, or to its certificate where nothing is decided. */
export const massgebende = (zeiten: readonly Zeitwert[]): Zeitwert[] =>
  zeiten.filter((z) => z.art === 'bescheid' || !zeiten.some((x) => x.leistung === z.leistung && x.art === 'bescheid'));

/** What asks for attention in the own name, today: open, waiting, due soon, overdue. */
export interface Fristenlage {
  offen: number;
  wartet: number;
  bald: number;
  ueberfaellig: number;
}

export async function readFristenlage(tx: Tx, stelle: string, heute: string): Promise<Fristenlage> {
  const z = await tx.eine<Roh<Fristenlage>>(
    `select count(*) as offen, count(*) filter (where stand = 'wartet') as wartet,
       count(*) filter (where frist between $2::date and $2::date + 3) as bald, count(*) filter (where frist < $2::date) as ueberfaellig
     from vorgaenge.kennzahl where koerperschaft = $1 and offen`,
    [stelle, heute],
  );
  return z ?? { offen: 0, wartet: 0, bald: 0, ueberfaellig: 0 };
}

/** Objections by Leistung and month of their arrival, in the name of the own body. */
export const readWidersprueche = (tx: Tx, stelle: string, ab: string) =>
  tx.zeilen<{ leistung: string; monat: string; anzahl: number }>(
    `select leistung, to_char(at ${TAG}, 'YYYY-MM') as monat, count(distinct vorgang) as anzahl from nachweise.meilenstein
     where koerperschaft = $1 and kind = 'widerspruch.eingelegt' and at >= $2::date::timestamp ${TAG} group by 1, 2 order by 1, 2`,
    [stelle, ab],
  );

/** How often staff of another body looked at something in the name of the own one, by body and month. */
export interface Zugriff {
  stelle: string;
  monat: string;
  anzahl: number;
}

export const readZugriffe = (tx: Tx, von: string, bis: string): Zeilen<Zugriff> =>
  tx.zeilen<Roh<Zugriff>>(
    `select stelle, to_char(tag, 'YYYY-MM') as monat, sum(zugriffe)::bigint as anzahl from nachweise.fremde_zugriffe($1, $2) group by 1, 2 order by 1, 2`,
    [von, bis],
  );
