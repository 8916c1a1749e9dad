-- Each event is proven against the oldest stamped checkpoint that covers it, in whichever epoch: what was filed early keeps its early
-- time, however long the case goes on. Events that no stamped checkpoint covers yet are missing from the answer.
create or replace function nachweise.beweis_zeit(koerperschaft_ uuid, ereignisse uuid[])
returns table (ereignis uuid, epoche int, idx bigint, groesse bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (e.id) e.id, b.epoche, b.idx, s.groesse
  from nachweise.ereignis e
  join nachweise.log_leaf b on b.koerperschaft = e.koerperschaft and b.ereignis = e.id
  cross join lateral (
    select z.groesse, z.at from nachweise.zeit_stand z
    where z.koerperschaft = b.koerperschaft and z.epoche = b.epoche and z.groesse > b.idx order by z.groesse limit 1) s
  where e.koerperschaft = koerperschaft_ and e.id = any (ereignisse)
    and (e.koerperschaft = (select ctx.stelle())
      or (e.koerperschaft::text || '/' || e.leistung) = any ((select ctx.freigaben())::text[])
      or e.vorgang = any ((select ctx.auslauf())::uuid[])
      or e.buerger = (select ctx.buerger()))
  order by e.id, s.at, b.epoche
$$;
