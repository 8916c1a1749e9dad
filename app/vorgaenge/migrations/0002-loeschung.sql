-- Part of an erasure: everything this room keeps of the Vorgang. Answers what lies outside the database (files, keys).
create function vorgaenge.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  delete from vorgaenge.aufgabe a where a.koerperschaft = koerperschaft_ and a.vorgang = vorgang_;
  if exists (select from vorgaenge.vorgang v where v.koerperschaft = koerperschaft_ and v.id = vorgang_) then
    -- the row of the locally affected Kommune is another body's: only for a Vorgang that is really this one's
    delete from vorgaenge.oertliche_sicht o where o.vorgang = vorgang_ and o.zustaendig = koerperschaft_;
  end if;
  delete from vorgaenge.vorgang v where v.koerperschaft = koerperschaft_ and v.id = vorgang_;
end $$;
select base.tuer('vorgaenge.loesche_vorgang(uuid, uuid, timestamptz)', 'app', 'worker');
