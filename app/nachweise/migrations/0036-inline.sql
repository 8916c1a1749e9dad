-- The same answers for less: what is called for each row of a large statement becomes part of it. A body the server has parsed when the
-- function was made means the same under any search_path, and needs none of its own, which would keep it apart.

create or replace function nachweise.log_shard(koerperschaft uuid) returns int language sql immutable parallel safe
  return get_byte(uuid_send(koerperschaft), 15) & 63;

create or replace function nachweise.log_epoche_von(koerperschaft_ uuid) returns int language sql stable
  return coalesce((select max(e.epoche) from nachweise.log_epoche e where e.koerperschaft = koerperschaft_), 1);

-- Nodes below level 3 follow from one, two or four leaves: all of a question in one pass, as those that are stored.
create or replace function nachweise.knoten_aller(koerperschaften uuid[], epochen int[], ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when o.ebene >= 3 then (select k.hash from nachweise.log_knoten k
      where k.koerperschaft = o.koerperschaft and k.epoche = o.epoche and k.ebene = o.ebene and k.idx = o.idx)
    when cardinality(b.h) is distinct from 1 << o.ebene then null
    when o.ebene = 0 then b.h[1]
    when o.ebene = 1 then sha256('\x01'::bytea || b.h[1] || b.h[2])
    else sha256('\x01'::bytea || sha256('\x01'::bytea || b.h[1] || b.h[2]) || sha256('\x01'::bytea || b.h[3] || b.h[4])) end
  from unnest(koerperschaften, epochen, ebenen, indizes) with ordinality o (koerperschaft, epoche, ebene, idx, nr)
  cross join lateral (
    select array_agg(sha256('\x00'::bytea || l.c) order by l.idx) as h from nachweise.log_leaf l
    where o.ebene < 3 and l.koerperschaft = o.koerperschaft and l.epoche = o.epoche
      and l.idx >= o.idx << o.ebene and l.idx < (o.idx + 1) << o.ebene) b
  order by o.nr
$$;
create or replace function nachweise.knoten(koerperschaft_ uuid, epoche_ int, ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.hash from nachweise.knoten_aller(array_fill(koerperschaft_, array[cardinality(ebenen)]), array_fill(epoche_, array[cardinality(ebenen)]),
    ebenen, indizes) k
$$;
drop function nachweise.log_hash(uuid, int, int, bigint);

-- A checkpoint grows three to four times by its cosignatures: room for them on its page, so that its index stays as it is.
alter table nachweise.checkpoint set (fillfactor = 40);
