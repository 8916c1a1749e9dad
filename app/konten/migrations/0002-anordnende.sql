-- Whom the own body may appoint to order payments into its Kasse: who orders in the own house, and in the houses that work for it now, for
-- what they work on. Whose mandate is the post tells nobody. Of other houses' staff nobody else is told, and of these name and function.
create function konten.anordnende() returns table (stelle uuid, mitarbeiter uuid, name text, funktion text, leistungen text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with wofuer as (
    select r.koerperschaft, r.mitarbeiter, r.leistung from konten.rolle r
    where r.rolle = 'anordnung' and r.koerperschaft = (select ctx.eigen())
    union
    select r.koerperschaft, r.mitarbeiter, f.leistung from konten.rolle r
      join ctx.arbeiten_fuer_uns() f on f.stelle = r.koerperschaft and r.leistung in (f.leistung, '*')
    where r.rolle = 'anordnung' and f.leistung <> 'posteingang'
  )
  select m.koerperschaft, m.id, m.name, m.funktion, array_agg(w.leistung order by w.leistung)
  from konten.mitarbeiter m join wofuer w on w.koerperschaft = m.koerperschaft and w.mitarbeiter = m.id
  where m.aktiv
  group by m.koerperschaft, m.id, m.name, m.funktion
$$;
select base.tuer('konten.anordnende()', 'app');
