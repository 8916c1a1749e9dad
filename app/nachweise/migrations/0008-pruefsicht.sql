-- What an auditor compares: the signed checkpoints of a log, newest first. Public like the log itself: without salts it says nothing.
create function nachweise.pruefpunkte(koerperschaft_ uuid, epoche_ int, bis bigint, hoechstens int)
returns table (groesse bigint, wurzel bytea, note text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.groesse, p.wurzel, p.note, p.at from nachweise.checkpoint p
  where p.koerperschaft = koerperschaft_ and p.epoche = epoche_ and p.groesse <= bis
  order by p.groesse desc limit least(hoechstens, 200)
$$;
select base.tuer('nachweise.pruefpunkte(uuid, int, bigint, int)', 'app', 'worker', 'auditor');

-- The first checkpoint at or above a size, so that any size can be asked for.
create function nachweise.pruefpunkt_ab(koerperschaft_ uuid, epoche_ int, ab bigint)
returns table (groesse bigint, wurzel bytea, note text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.groesse, p.wurzel, p.note, p.at from nachweise.checkpoint p
  where p.koerperschaft = koerperschaft_ and p.epoche = epoche_ and p.groesse >= ab
  order by p.groesse limit 1
$$;
select base.tuer('nachweise.pruefpunkt_ab(uuid, int, bigint)', 'app', 'worker', 'auditor');

-- How the time of one log stands: its newest stamped checkpoint, how many there are, when the next renewal is due at the latest.
create function nachweise.zeit_uebersicht(koerperschaft_ uuid, epoche_ int)
returns table (groesse bigint, at timestamptz, anzahl bigint, aelteste timestamptz, verfahren text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select z.groesse, z.at, n.anzahl, n.aelteste, n.verfahren from nachweise.zeit_stand z
  cross join (select count(*) as anzahl, min(x.erneuert) as aelteste, string_agg(distinct x.hash, ', ' order by x.hash) as verfahren
              from nachweise.zeit_stand x where x.koerperschaft = koerperschaft_ and x.epoche = epoche_) n
  where z.koerperschaft = koerperschaft_ and z.epoche = epoche_ order by z.groesse desc limit 1
$$;
select base.tuer('nachweise.zeit_uebersicht(uuid, int)', 'app', 'worker', 'auditor');
