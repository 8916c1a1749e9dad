-- Which houses work for the own body at this moment, and on what: nothing that is halted, over or yet to come.
create function ctx.arbeiten_fuer_uns() returns table (stelle uuid, leistung text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct f.stelle, f.leistung from ctx.freigabe f
  where f.besitzer = (select ctx.eigen()) and f.stelle <> f.besitzer and f.gueltig @> statement_timestamp()
$$;
select base.tuer('ctx.arbeiten_fuer_uns()');
