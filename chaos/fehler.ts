import type pg from 'pg';

/** Bugs planted on purpose, each with the property that must catch it: whoever trusts the harness can see it fail. */
export const FEHLER = {
  'antrag-geloescht': {
    faengt: 'antrag-verloren',
    sql: `with v as (select koerperschaft, id from vorgaenge.vorgang order by id limit 1)
      delete from vorgaenge.vorgang w using v where w.id = v.id`,
  },
  'zeile-verdoppelt': {
    faengt: 'schluessel',
    sql: `insert into vorgaenge.vorgang select (x).* from (
        select jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'aktenzeichen', v.aktenzeichen || '-2')) as x
        from vorgaenge.vorgang v order by v.id desc limit 1) y;
      insert into eingang.eingang select (x).* from (
        select jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'schluessel', e.schluessel || ' ',
          'vorgang', (select id from vorgaenge.vorgang where aktenzeichen like '%-2' limit 1))) as x
        from eingang.eingang e where e.vorgang = (select id from vorgaenge.vorgang where aktenzeichen not like '%-2' order by id desc limit 1)) y;
      update eingang.eingang set schluessel = trim(schluessel) where schluessel like '% '`,
  },
  'ereignis-entfernt': {
    faengt: 'protokoll',
    sql: `delete from nachweise.ereignis where id = (select id from nachweise.ereignis where kind = 'antrag.eingegangen' order by id desc limit 1)`,
  },
  'blatt-vertauscht': {
    faengt: 'gabel',
    sql: `update nachweise.log_leaf set c = sha256(c) where (koerperschaft, epoche, idx) =
      (select koerperschaft, epoche, idx from nachweise.log_leaf order by idx desc limit 1)`,
  },
  'bescheid-doppelt': {
    faengt: 'bescheid',
    sql: `insert into bekanntgabe.zustellung select (x).* from (
      select jsonb_populate_record(z, jsonb_build_object('id', gen_random_uuid())) as x from bekanntgabe.zustellung z
      where z.verwaltungsakt order by z.id limit 1) y`,
  },
  'aufgabe-verschwunden': {
    faengt: 'stillstand',
    sql: `delete from vorgaenge.aufgabe where vorgang = (select a.vorgang from vorgaenge.aufgabe a order by a.vorgang limit 1)`,
  },
} as const;

export type Fehlername = keyof typeof FEHLER;
export const FEHLERNAMEN = Object.keys(FEHLER) as Fehlername[];

/** Plants it past triggers and foreign keys, as nobody but the cluster's superuser can. */
export async function pflanze(client: pg.Client, name: Fehlername): Promise<void> {
  await client.query(
    `set session_replication_role = replica; ${FEHLER[name].sql}; set session_replication_role = origin`,
  );
}
