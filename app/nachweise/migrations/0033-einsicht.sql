-- As in 0003, to the last line: who asks who looked gets all of it. Bounded by the retention of the read log, told by day and office.
create or replace function nachweise.einsicht(koerperschaft_ uuid, vorgang_ uuid)
returns table (stelle uuid, aufgabe text, zweck text, tag date, anzahl bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select z.stelle, z.grundlage ->> 'aufgabe', z.grundlage ->> 'zweck', (z.at at time zone 'Europe/Berlin')::date, count(*)
  from nachweise.lesezugriff z
  where z.koerperschaft = koerperschaft_ and z.vorgaenge @> array[vorgang_]
    and exists (select from nachweise.ereignis e
      where e.koerperschaft = koerperschaft_ and e.vorgang = vorgang_ and e.buerger = ctx.buerger())
  group by 1, 2, 3, 4 order by 4 desc, 2, 1, 3
$$;
