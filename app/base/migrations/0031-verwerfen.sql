-- A table that nobody needs any more goes, and with it what `base.klasse` has noted of it. For migrations.
create function base.verwirf(tabelle regclass) returns void language plpgsql as $$
begin
  delete from base.tabelle where name = tabelle::text;
  execute format('drop table %s', tabelle);
end $$;
