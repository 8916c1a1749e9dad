-- Taking a timer waits for no disk: what would be lost with the server is that it was taken, and then it is taken again. Firing it is a
-- transaction of its own, which waits as every step does, and by which all that came before is on disk too.
create or replace function prozesse.zeitgeber_nehmen(bis timestamptz, anzahl int, lease interval)
returns table (koerperschaft uuid, vorgang uuid, schritt int, versuche int, fence int)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select set_config('synchronous_commit', 'off', true);
  update prozesse.zeitgeber z set versuche = z.versuche + 1, fence = z.fence + 1, lease_bis = clock_timestamp() + lease
  from (select d.koerperschaft, d.vorgang, d.schritt from prozesse.zeitgeber d
        where not d.ruht and d.faellig <= bis and (d.lease_bis is null or d.lease_bis < clock_timestamp())
        order by d.faellig limit anzahl for update skip locked) n
  where z.koerperschaft = n.koerperschaft and z.vorgang = n.vorgang and z.schritt = n.schritt
  returning z.koerperschaft, z.vorgang, z.schritt, z.versuche, z.fence
$$;
