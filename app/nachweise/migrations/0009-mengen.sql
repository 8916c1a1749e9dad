-- The same writes as in 0004 and 0005, many logs in one statement each instead of a loop over them.

create or replace function nachweise.log_einreihen(koerperschaften uuid[], hoechstens int)
returns table (koerperschaft uuid, epoche int, origin text, groesse bigint, wurzel bytea, blaetter bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  shards int[] := coalesce(nullif(current_setting('rv.log_shards', true), ''), '{}')::int[];
  koepfe nachweise.log[];
begin
  -- always in the same order: two writers never wait for each other in a circle
  select array_agg(x) into koepfe from (
    select l as x from nachweise.log l
    where l.koerperschaft = any (koerperschaften) and nachweise.log_shard(l.koerperschaft) = any (shards)
      and l.epoche = nachweise.log_epoche_von(l.koerperschaft) and l.angehalten is null
    order by l.koerperschaft for update) k;
  -- a statement of its own: it sees what those left who held these logs before
  return query
  with kopf as materialized (select * from unnest(koepfe)), weg as (
    delete from nachweise.log_pending p where p.ctid = any (array(
      select d.ctid from kopf k cross join lateral (
        select o.ctid from nachweise.log_pending o where o.koerperschaft = k.koerperschaft order by o.seit, o.ereignis limit hoechstens) d))
    returning p.koerperschaft, p.ereignis, p.c, p.seit
  ), echt as (
    select k.koerperschaft, k.epoche, k.groesse, w.ereignis, w.c, min(w.seit) as seit from weg w
    join kopf k on k.koerperschaft = w.koerperschaft
    where w.c = (select e.c from nachweise.ereignis e where e.koerperschaft = w.koerperschaft and e.id = w.ereignis)
      and not exists (select from nachweise.log_leaf b
        where b.koerperschaft = w.koerperschaft and b.ereignis = w.ereignis and b.epoche = k.epoche)
    group by k.koerperschaft, k.epoche, k.groesse, w.ereignis, w.c
  ), neu as (
    insert into nachweise.log_leaf as l (koerperschaft, epoche, idx, ereignis, c)
    select x.koerperschaft, x.epoche, x.groesse - 1 + row_number() over (partition by x.koerperschaft order by x.seit, x.ereignis),
      x.ereignis, x.c
    from echt x returning l.koerperschaft, l.idx, l.c
  )
  select k.koerperschaft, k.epoche, k.origin, k.groesse, k.wurzel, n.blaetter from kopf k join (
    select n.koerperschaft, string_agg(n.c, ''::bytea order by n.idx) as blaetter from neu n group by n.koerperschaft) n
    on n.koerperschaft = k.koerperschaft;
end $$;

create or replace function nachweise.log_bezeugen(zeugnisse jsonb, at_ timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  shards int[] := coalesce(nullif(current_setting('rv.log_shards', true), ''), '{}')::int[];
  neu int;
begin
  if exists (select from jsonb_to_recordset(zeugnisse) x (zeilen jsonb), jsonb_each_text(x.zeilen) e
      where not starts_with(e.value, '— ' || e.key || ' ') or strpos(e.value, E'\n') <> length(e.value)) then
    raise exception 'log_bezeugen: keine Unterschriftszeile';
  end if;
  with z as materialized (
    select x.* from jsonb_to_recordset(zeugnisse) x (koerperschaft uuid, epoche int, groesse bigint, zeilen jsonb, k int, namen jsonb)
    where nachweise.log_shard(x.koerperschaft) = any (shards)
  ), p as (
    update nachweise.checkpoint p set note = p.note || coalesce((
        select string_agg(e.value, '' order by e.key) from jsonb_each_text(z.zeilen) e
        where strpos(p.note, E'\n— ' || e.key || ' ') = 0), '')
      from z where p.koerperschaft = z.koerperschaft and p.epoche = z.epoche and p.groesse = z.groesse
      returning p.koerperschaft, p.epoche, p.groesse, p.note, z.zeilen, z.k, z.namen
  ), s as (
    insert into nachweise.zeugenstand as s (koerperschaft, epoche, zeuge, groesse, at)
      select p.koerperschaft, p.epoche, e.key, max(p.groesse), at_ from p, jsonb_each_text(p.zeilen) e group by p.koerperschaft, p.epoche, e.key
      on conflict on constraint zeugenstand_pkey do update set groesse = greatest(s.groesse, excluded.groesse), at = excluded.at
  ), g as (
    -- the newest that meets the policy of its body
    select distinct on (p.koerperschaft, p.epoche) p.koerperschaft, p.epoche, p.groesse, p.note from p
    where (select count(*) from jsonb_array_elements_text(p.namen) n where strpos(p.note, E'\n— ' || n || ' ') > 0) >= p.k
    order by p.koerperschaft, p.epoche, p.groesse desc
  ), l as (
    update nachweise.log l set bezeugt = g.groesse, checkpoint = case when l.groesse = g.groesse then g.note else l.checkpoint end
      from g where l.koerperschaft = g.koerperschaft and l.epoche = g.epoche and l.bezeugt < g.groesse and g.groesse <= l.groesse
      returning 1
  )
  select count(*) into neu from l;
  return neu;
end $$;
