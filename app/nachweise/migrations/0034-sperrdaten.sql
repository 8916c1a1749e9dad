-- What was known of the revocation of a stamp's certificates when it was made, or as soon as somebody answered: years later nobody may
-- answer any more, and a proof fetched then has to bring it along.
alter table nachweise.zeit_lauf add column gefragt timestamptz;   -- when the answers were stored; null = still to be asked for

create table nachweise.zeit_sperrdatum (
  sha256 bytea primary key,
  art    text not null check (art in ('crl', 'ocsp')),
  bytes  bytea not null                  -- DER; one list answers for many runs
);
create table nachweise.zeit_lauf_sperrdatum (
  lauf   uuid not null references nachweise.zeit_lauf,
  sha256 bytea not null references nachweise.zeit_sperrdatum,
  primary key (lauf, sha256)
);
create index zeit_lauf_ungefragt on nachweise.zeit_lauf (at) where gefragt is null;
create index zeit_lauf_zeit on nachweise.zeit_lauf (at);
create index zeit_stand_lauf on nachweise.zeit_stand (lauf);
select base.klasse('nachweise.zeit_sperrdatum', 'tuer');
select base.klasse('nachweise.zeit_lauf_sperrdatum', 'tuer');

-- Runs whose stamp nobody has been asked about, the newest first, each with a record that bears it; null where no record is left that does.
create function nachweise.zeit_ungefragt(hoechstens int) returns table (lauf uuid, at timestamptz, record bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.id, r.at, coalesce(
    (select z.record from nachweise.zeit_stand z where z.lauf = r.id limit 1),
    (select z.record from nachweise.zeit_stand z where z.erneuert = r.at limit 1))
  from nachweise.zeit_lauf r where r.gefragt is null order by r.at desc limit hoechstens
$$;
select base.tuer('nachweise.zeit_ungefragt(int)', 'sequencer');

-- What was answered: [{art, bytes (hex)}], the same for all of these runs.
create function nachweise.zeit_sperrdaten_speichern(laeufe uuid[], at_ timestamptz, daten jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with d as materialized (
    select x.art, decode(x.bytes, 'hex') as bytes from jsonb_to_recordset(daten) x (art text, bytes text)
  ), s as (
    insert into nachweise.zeit_sperrdatum select sha256(d.bytes), d.art, d.bytes from d on conflict do nothing
  ), v as (
    insert into nachweise.zeit_lauf_sperrdatum select l, sha256(d.bytes) from unnest(laeufe) l, d on conflict do nothing
  )
  update nachweise.zeit_lauf r set gefragt = at_ where r.id = any (laeufe)
$$;
select base.tuer('nachweise.zeit_sperrdaten_speichern(uuid[], timestamptz, jsonb)', 'sequencer');

-- What is stored about the stamps of these times. Public: authorities publish it for everybody.
create function nachweise.zeit_sperrdaten(zeiten timestamptz[]) returns table (art text, bytes bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.art, d.bytes from nachweise.zeit_sperrdatum d where d.sha256 in (
    select v.sha256 from nachweise.zeit_lauf r join nachweise.zeit_lauf_sperrdatum v on v.lauf = r.id where r.at = any (zeiten))
  order by d.sha256
$$;
select base.tuer('nachweise.zeit_sperrdaten(timestamptz[])', 'app', 'worker', 'auditor');
