-- An account asks for the steps of one agreement many times a day: they are found by it, not among all the body has signed.
create index schritt_vereinbarung on vereinbarungen.schritt (vereinbarung);
create or replace function vereinbarungen.schritte(vereinbarung_ uuid) returns setof vereinbarungen.schritt
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.* from vereinbarungen.schritt s
  where s.vereinbarung = vereinbarung_ and (s.koerperschaft = (select ctx.stelle()) or s.gegenueber = (select ctx.stelle()))
  union all
  select s.* from vereinbarungen.schritt s
  where vereinbarung_ is null and (s.koerperschaft = (select ctx.stelle()) or s.gegenueber = (select ctx.stelle()))
  order by vereinbarung, nr
$$;
