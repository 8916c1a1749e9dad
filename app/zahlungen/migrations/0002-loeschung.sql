-- Part of an erasure: everything this room keeps of the Vorgang. Answers what lies outside the database (files, keys).
create function zahlungen.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  delete from zahlungen.forderung f where f.koerperschaft = koerperschaft_ and f.vorgang = vorgang_;
end $$;
select base.tuer('zahlungen.loesche_vorgang(uuid, uuid, timestamptz)', 'app', 'worker');
