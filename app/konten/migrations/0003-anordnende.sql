-- As before, but of another house only who orders for a Leistung it works on for the own body now: whose mandate is the post, or is halted,
-- tells nobody, and of a person only what that mandate is about.
create or replace function konten.anordnende() returns table (stelle uuid, mitarbeiter uuid, name text, funktion text, leistungen text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with mandat as (
    select distinct f.stelle, f.leistung from ctx.freigabe f
    where f.besitzer = (select ctx.eigen()) and f.stelle <> f.besitzer and f.gueltig @> statement_timestamp()
      and not exists (select from ctx.sperre s
        where s.besitzer = f.besitzer and s.stelle = f.stelle and s.leistung = f.leistung and s.bis is null)
  ), wofuer as (
    select r.koerperschaft, r.mitarbeiter, r.leistung from konten.rolle r
    where r.rolle = 'anordnung' and r.koerperschaft = (select ctx.eigen())
    union
    select r.koerperschaft, r.mitarbeiter, f.leistung from konten.rolle r
      join mandat f on f.stelle = r.koerperschaft and r.leistung in (f.leistung, '*')
    where r.rolle = 'anordnung' and f.leistung <> 'posteingang'
  )
  select m.koerperschaft, m.id, m.name, m.funktion, array_agg(w.leistung order by w.leistung)
  from konten.mitarbeiter m join wofuer w on w.koerperschaft = m.koerperschaft and w.mitarbeiter = m.id
  where m.aktiv
  group by m.koerperschaft, m.id, m.name, m.funktion
$$;
