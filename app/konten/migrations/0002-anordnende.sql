-- Whom the own body may appoint to order payments into its Kasse: who orders in the own house, and in the houses that work for it now.
-- Of other houses' staff nobody else is told, and of these the name and the function.
create function konten.anordnende() returns table (stelle uuid, mitarbeiter uuid, name text, funktion text, leistungen text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.koerperschaft, m.id, m.name, m.funktion, array_agg(r.leistung order by r.leistung)
  from konten.mitarbeiter m join konten.rolle r on r.koerperschaft = m.koerperschaft and r.mitarbeiter = m.id
  where m.aktiv and r.rolle = 'anordnung' and (m.koerperschaft = (select ctx.eigen()) or m.koerperschaft in (
    select f.stelle from ctx.eigene_freigaben() f where f.besitzer = (select ctx.eigen())
      and f.von <= statement_timestamp() and (f.bis is null or f.bis > statement_timestamp())))
  group by m.koerperschaft, m.id, m.name, m.funktion
$$;
select base.tuer('konten.anordnende()', 'app');
