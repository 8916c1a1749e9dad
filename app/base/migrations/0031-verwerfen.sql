-- A table that nobody needs any more goes, and with it what `base.klasse` has noted of it. For migrations.
create function base.verwirf(tabelle_ regclass) returns void language plpgsql as $$
begin
  delete from base.tabelle where name = tabelle_::text;
  execute format('drop table %s', tabelle_);
end $$;
