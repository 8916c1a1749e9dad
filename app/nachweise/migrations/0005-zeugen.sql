-- Several witnesses: each is asked for itself, and a checkpoint counts as cosigned when the policy of its body is met.

-- What each witness has cosigned: its next proof starts there. Names are those of the keys.
create table nachweise.zeugenstand (
  koerperschaft uuid not null,
  epoche    int not null,
  zeuge     text not null,
  groesse   bigint not null,
  at        timestamptz not null,
  primary key (koerperschaft, epoche, zeuge),
  foreign key (koerperschaft, epoche) references nachweise.log (koerperschaft, epoche)
);
select base.klasse('nachweise.zeugenstand', 'tuer');

-- Logs of these shards whose newest checkpoint this witness has not cosigned, and in the shards about which it was not yet asked
-- all that still sign; the longest waiting first.
create function nachweise.log_unbezeugt(zeuge_ text, shards int[], ungefragt int[])
returns table (koerperschaft uuid, epoche int, vkey text, groesse bigint, checkpoint text, bezeugt bigint, alt bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.koerperschaft, l.epoche, l.vkey, l.groesse, l.checkpoint, l.bezeugt, coalesce(z.groesse, 0)
  from nachweise.log l
  left join nachweise.zeugenstand z on z.koerperschaft = l.koerperschaft and z.epoche = l.epoche and z.zeuge = zeuge_
  where l.angehalten is null and l.checkpoint is not null and nachweise.log_shard(l.koerperschaft) = any (shards)
    and (coalesce(z.groesse, 0) < l.groesse or nachweise.log_shard(l.koerperschaft) = any (ungefragt))
  order by l.at
$$;
select base.tuer('nachweise.log_unbezeugt(text, int[], int[])', 'sequencer');

-- The head of a log, locked: whoever stops it judges what it is now.
create function nachweise.log_sperren(koerperschaft_ uuid, epoche_ int) returns table (groesse bigint, angehalten text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select l.groesse, l.angehalten from nachweise.log l
  where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ for update
$$;
select base.tuer('nachweise.log_sperren(uuid, int)', 'sequencer');

-- Cosignatures: [{koerperschaft, epoche, groesse, zeilen: {witness: line}, k, namen}]. A note only ever gains lines, one per
-- witness. `k` of `namen` under the same checkpoint make it count. Bodies whose shard is not held are passed over. Answers how
-- many logs got a newer cosigned checkpoint.
create function nachweise.log_bezeugen(zeugnisse jsonb, at_ timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  z record;
  text_ text;
  neu int := 0;
  shards int[] := coalesce(nullif(current_setting('rv.log_shards', true), ''), '{}')::int[];
begin
  for z in select * from jsonb_to_recordset(zeugnisse)
      x (koerperschaft uuid, epoche int, groesse bigint, zeilen jsonb, k int, namen jsonb)
      order by x.koerperschaft, x.epoche, x.groesse loop
    if exists (select from jsonb_each_text(z.zeilen) e
        where not starts_with(e.value, '— ' || e.key || ' ') or strpos(e.value, E'\n') <> length(e.value)) then
      raise exception 'log_bezeugen: keine Unterschriftszeile';
    end if;
    continue when nachweise.log_shard(z.koerperschaft) <> all (shards);
    update nachweise.checkpoint p set note = p.note || coalesce((
        select string_agg(e.value, '' order by e.key) from jsonb_each_text(z.zeilen) e
        where strpos(p.note, E'\n— ' || e.key || ' ') = 0), '')
      where p.koerperschaft = z.koerperschaft and p.epoche = z.epoche and p.groesse = z.groesse
      returning p.note into text_;
    continue when not found;
    insert into nachweise.zeugenstand as s
      select z.koerperschaft, z.epoche, e.key, z.groesse, at_ from jsonb_each_text(z.zeilen) e
      on conflict on constraint zeugenstand_pkey do update set groesse = greatest(s.groesse, excluded.groesse), at = excluded.at;
    if (select count(*) from jsonb_array_elements_text(z.namen) n where strpos(text_, E'\n— ' || n || ' ') > 0) >= z.k then
      update nachweise.log l set bezeugt = z.groesse, checkpoint = case when l.groesse = z.groesse then text_ else l.checkpoint end
        where l.koerperschaft = z.koerperschaft and l.epoche = z.epoche and l.bezeugt < z.groesse and z.groesse <= l.groesse;
      if found then neu := neu + 1; end if;
    end if;
  end loop;
  return neu;
end $$;
select base.tuer('nachweise.log_bezeugen(jsonb, timestamptz)', 'sequencer');
drop function nachweise.log_gegenzeichnen(jsonb);

-- Reading, public like the heads themselves -------------------------------------------------------------------------------

create function nachweise.zeugenstaende(koerperschaft_ uuid)
returns table (epoche int, zeuge text, groesse bigint, at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select z.epoche, z.zeuge, z.groesse, z.at from nachweise.zeugenstand z
  where z.koerperschaft = koerperschaft_ order by z.epoche, z.zeuge
$$;
select base.tuer('nachweise.zeugenstaende(uuid)', 'app', 'worker', 'sequencer', 'auditor');

-- One log as it is followed from outside: signed size, and the newest checkpoint with enough cosignatures (or, before the first
-- such one, the newest at all).
create function nachweise.log_oeffentlich(koerperschaft_ uuid, epoche_ int)
returns table (origin text, vkey text, groesse bigint, bezeugt bigint, at timestamptz, angehalten text, pruefpunkt text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.origin, l.vkey, l.groesse, l.bezeugt, l.at, l.angehalten,
    case when l.bezeugt = 0 then l.checkpoint else (select p.note from nachweise.checkpoint p
      where p.koerperschaft = l.koerperschaft and p.epoche = l.epoche and p.groesse = l.bezeugt) end
  from nachweise.log l where l.koerperschaft = koerperschaft_ and l.epoche = epoche_
$$;
select base.tuer('nachweise.log_oeffentlich(uuid, int)', 'app', 'worker', 'sequencer', 'auditor');

-- Leaves in their order: the C of events, which say nothing without their salts.
create function nachweise.kachel_blaetter(koerperschaft_ uuid, epoche_ int, von bigint, bis bigint) returns table (c bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select b.c from nachweise.log_leaf b
  where b.koerperschaft = koerperschaft_ and b.epoche = epoche_ and b.idx >= von and b.idx < least(bis, von + 256) order by b.idx
$$;
select base.tuer('nachweise.kachel_blaetter(uuid, int, bigint, bigint)', 'app', 'worker', 'sequencer', 'auditor');
