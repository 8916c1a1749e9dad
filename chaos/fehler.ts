import type pg from 'pg';

/** Bugs planted on purpose, each with the property that must catch it: whoever trusts the harness can see it fail. */
export const FEHLER = {
  'antrag-geloescht': {
    faengt: 'antrag-verloren',
    sql: `with v as (select koerperschaft, id from vorgaenge.vorgang order by id limit 1)
      delete from vorgaenge.vorgang w using v where w.id = v.id`,
  },
  'antrag-verdoppelt': {
    faengt: 'schluessel',
    sql: `drop index eingang.eingang_schluessel;
      with alt as (select v from vorgaenge.vorgang v order by v.id desc limit 1),
        neu as (insert into vorgaenge.vorgang
          select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'aktenzeichen', (v).aktenzeichen || '-2'))).*
          from alt returning id)
      insert into eingang.eingang
        select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'vorgang', neu.id))).*
        from eingang.eingang e, alt, neu where e.vorgang = (alt.v).id`,
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
  'datei-verloren': {
    faengt: 'datei',
    sql: `update dokumente.dokument set datei = jsonb_set(datei, '{ort}', to_jsonb(repeat('0', 64)))
      where id = (select d.id from dokumente.dokument d order by d.id desc limit 1)`,
  },
  'antwort-verloren': {
    faengt: 'nachforderung',
    sql: `delete from nachweise.ereignis where id = (select id from nachweise.ereignis where kind = 'unterlagen.eingegangen' order by id limit 1)`,
  },
  'brief-verwechselt': {
    faengt: 'versand',
    sql: `update bekanntgabe.zustellung set versandt = case when versandt is null then current_date end where id =
      (select z.id from bekanntgabe.zustellung z where z.weg = 'brief' order by z.versandt desc nulls first limit 1)`,
  },
  'widerspruch-vergessen': {
    faengt: 'widerspruch',
    sql: `update vorgaenge.vorgang set hinweis = '' where id =
      (select v.id from vorgaenge.vorgang v where v.hinweis = 'Widerspruch eingelegt' order by v.id limit 1)`,
  },
  'gegenzeichnung-falsch': {
    faengt: 'unterschrift',
    sql: `update nachweise.checkpoint set note = regexp_replace(note, '(— \\S+ [A-Za-z0-9+/]{40})...', '\\1AAA', 'g')
      where (koerperschaft, epoche, groesse) = (select koerperschaft, epoche, groesse from nachweise.checkpoint order by groesse desc limit 1)`,
  },
} as const;

export type Fehlername = keyof typeof FEHLER;
export const FEHLERNAMEN = Object.keys(FEHLER) as Fehlername[];

/** Plants it past triggers and foreign keys, as nobody but the cluster's superuser can. Throws when there was nothing to spoil. */
export async function pflanze(client: pg.Client, name: Fehlername): Promise<void> {
  await client.query('set session_replication_role = replica');
  // several statements give a list of answers, of which pg's types know nothing
  const antwort = (await client.query(FEHLER[name].sql)) as pg.QueryResult | pg.QueryResult[];
  if (!(Array.isArray(antwort) ? antwort.at(-1) : antwort)?.rowCount)
    throw new Error(`Der Fehler „${name}“ ließ sich nicht einbauen: Es gab nichts, was er hätte treffen können.`);
}
