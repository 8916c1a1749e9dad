import type { Tx } from '../../base/index.ts';

type Roh<T> = T & Record<string, unknown>;
const TAG = `at time zone 'Europe/Berlin'`;

/** A week (its Monday) of the whole town hall: what came in and what was finished. Never by person. */
export interface Woche {
  montag: string;
  ein: number;
  aus: number;
}

export const readWochen = (tx: Tx, stelle: string, ab: string): Promise<Woche[]> =>
  tx.zeilen<Roh<Woche>>(
    `with k as (select koerperschaft, vorgang, eingegangen from vorgaenge.kennzahl where bearbeitende_stelle = $1),
     w as (select date_trunc('week', eingegangen ${TAG})::date as montag, 1 as ein, 0 as aus from k where eingegangen >= $2::date::timestamp ${TAG}
       union all select date_trunc('week', m.at ${TAG})::date, 0, 1 from k join nachweise.meilenstein m
         on m.koerperschaft = k.koerperschaft and m.vorgang = k.vorgang and m.kind = 'vorgang.abgeschlossen' and m.at >= $2::date::timestamp ${TAG})
     select montag::text, sum(ein) as ein, sum(aus) as aus from w group by 1 order by 1`,
    [stelle, ab],
  );

/** Open cases of a town whose work is done here, by age in days. */
export interface Alter {
  koerperschaft: string;
  bis3: number;
  bis7: number;
  bis14: number;
  bis30: number;
  mehr: number;
}

export const readAlter = (tx: Tx, stelle: string, heute: string): Promise<Alter[]> =>
  tx.zeilen<Roh<Alter>>(
    `select oertlich as koerperschaft, count(*) filter (where t <= 3) as bis3, count(*) filter (where t between 4 and 7) as bis7,
       count(*) filter (where t between 8 and 14) as bis14, count(*) filter (where t between 15 and 30) as bis30, count(*) filter (where t > 30) as mehr
     from (select oertlich, $2::date - (eingegangen ${TAG})::date as t from vorgaenge.kennzahl where bearbeitende_stelle = $1 and offen) x
     group by 1 order by 1`,
    [stelle, heute],
  );

/** Where cases stand still: open tasks by Leistung and step, and for how many hours they have waited. */
export interface Engpass {
  leistung: string;
  schritt: string;
  anzahl: number;
  haelfte: number;
  laengste: number;
}

export const readEngpaesse = (tx: Tx, stelle: string, jetzt: number): Promise<Engpass[]> =>
  tx.zeilen<Roh<Engpass>>(
    `select s.leistung, s.name as schritt, count(*) as anzahl,
       percentile_cont(0.5) within group (order by extract(epoch from to_timestamp($2 / 1000.0) - s.angelegt) / 3600)::float8 as haelfte,
       max(extract(epoch from to_timestamp($2 / 1000.0) - s.angelegt) / 3600)::float8 as laengste
     from vorgaenge.kennzahl k join vorgaenge.offener_schritt s on s.koerperschaft = k.koerperschaft and s.vorgang = k.vorgang
     where k.bearbeitende_stelle = $1 and k.offen group by 1, 2 order by 4 desc, 1, 2`,
    [stelle, jetzt],
  );

/** Cases by the day they came and the day the certificate or decision was made (null = not yet), and how often papers were asked for. */
export interface Guete {
  leistung: string;
  eingang: string;
  fertig: string | null;
  anzahl: number;
  nachgefordert: number;
  widersprochen: number;
}

export const readGuete = (tx: Tx, stelle: string, ab: string): Promise<Guete[]> =>
  tx.zeilen<Roh<Guete>>(
    `with f as (
       select k.leistung, k.vorgang, (k.eingegangen ${TAG})::date as eingang,
         min((m.at ${TAG})::date) filter (where m.kind in ('bescheinigung.ausgestellt', 'bescheid.erlassen')) as fertig,
         bool_or(m.kind = 'unterlagen.nachgefordert') as nach, bool_or(m.kind = 'widerspruch.eingelegt') as wider
       from vorgaenge.kennzahl k left join nachweise.meilenstein m on m.koerperschaft = k.koerperschaft and m.vorgang = k.vorgang
       where k.bearbeitende_stelle = $1 and k.eingegangen >= $2::date::timestamp ${TAG} group by 1, 2, 3)
     select leistung, eingang::text, fertig::text, count(*) as anzahl, count(*) filter (where nach) as nachgefordert,
       count(*) filter (where wider) as widersprochen
     from f group by 1, 2, 3 order by 1, 2, 3`,
    [stelle, ab],
  );
