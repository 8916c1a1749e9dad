-- Which rule a cosigned checkpoint met: proofs against it hold for good, also when more witnesses are asked for later, or others.
create table nachweise.zeugenregel (
  koerperschaft uuid not null,
  epoche    int not null,
  ab        bigint not null,             -- size of the first checkpoint that counted under it
  k         int not null,
  namen     text[] not null,             -- key names of the witnesses that count
  primary key (koerperschaft, epoche, ab),
  foreign key (koerperschaft, epoche) references nachweise.log (koerperschaft, epoche)
);
select base.klasse('nachweise.zeugenregel', 'tuer');
-- Every witness that ever was: its key proves what it cosigned.
create table nachweise.zeuge (
  vkey      text primary key,
  name      text not null,
  betreiber text not null,
  intern    boolean not null,
  zuletzt   timestamptz not null         -- when it was last one of this installation's
);
select base.klasse('nachweise.zeuge', 'global');

-- Before there was a record: one of those that have cosigned was enough at least.
insert into nachweise.zeugenregel
  select z.koerperschaft, z.epoche, 1, 1, array_agg(z.zeuge order by z.zeuge) from nachweise.zeugenstand z
  join nachweise.log l on l.koerperschaft = z.koerperschaft and l.epoche = z.epoche where l.bezeugt > 0 group by 1, 2;

-- As in 0009; a checkpoint that counts says under which rule, where it is another than before.
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
    select distinct on (p.koerperschaft, p.epoche) p.koerperschaft, p.epoche, p.groesse, p.note, p.k, p.namen from p
    where (select count(*) from jsonb_array_elements_text(p.namen) n where strpos(p.note, E'\n— ' || n || ' ') > 0) >= p.k
    order by p.koerperschaft, p.epoche, p.groesse desc
  ), l as (
    update nachweise.log l set bezeugt = g.groesse, checkpoint = case when l.groesse = g.groesse then g.note else l.checkpoint end
      from g where l.koerperschaft = g.koerperschaft and l.epoche = g.epoche and l.bezeugt < g.groesse and g.groesse <= l.groesse
      returning l.koerperschaft, l.epoche, g.groesse, g.k, array(select n from jsonb_array_elements_text(g.namen) n order by n) as namen
  ), r as (
    insert into nachweise.zeugenregel (koerperschaft, epoche, ab, k, namen)
      select l.koerperschaft, l.epoche, l.groesse, l.k, l.namen from l
      where (l.k, l.namen) is distinct from (select (v.k, v.namen) from nachweise.zeugenregel v
        where v.koerperschaft = l.koerperschaft and v.epoche = l.epoche order by v.ab desc limit 1)
  )
  select count(*) into neu from l;
  return neu;
end $$;

-- The witnesses of today, remembered: [{vkey, name, betreiber, intern}].
create function nachweise.zeugen_merken(zeugen jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into nachweise.zeuge as z (vkey, name, betreiber, intern, zuletzt)
    select x.vkey, x.name, x.betreiber, x.intern, clock_timestamp()
    from jsonb_to_recordset(zeugen) x (vkey text, name text, betreiber text, intern boolean)
  on conflict (vkey) do update set name = excluded.name, betreiber = excluded.betreiber, intern = excluded.intern, zuletzt = excluded.zuletzt
$$;
select base.tuer('nachweise.zeugen_merken(jsonb)', 'sequencer');

-- For the anchors that are handed out. Public, as these are.
create function nachweise.zeugenregeln() returns table (koerperschaft uuid, epoche int, ab bigint, k int, namen text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.koerperschaft, r.epoche, r.ab, r.k, r.namen from nachweise.zeugenregel r order by 1, 2, 3
$$;
select base.tuer('nachweise.zeugenregeln()', 'app', 'worker', 'sequencer', 'auditor');
create function nachweise.zeugen_bekannt() returns table (vkey text, name text, betreiber text, intern boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select z.vkey, z.name, z.betreiber, z.intern from nachweise.zeuge z order by z.zuletzt desc, z.vkey
$$;
select base.tuer('nachweise.zeugen_bekannt()', 'app', 'worker', 'sequencer', 'auditor');
