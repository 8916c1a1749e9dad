-- Who may is asked once where the answer before the lock is the answer: a Vorgang keeps its Leistung, and the context is that of the
-- statement. Only a Vorgang whose process has not started is judged after the lock, which tells its Leistung.
create or replace function prozesse.schritt_lesen(koerperschaft_ uuid, vorgang_ uuid) returns table (leistung text, fassung text, zustand bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare bekannt text;
begin
  -- asked before the lock: nobody holds up a Vorgang that is not his
  select i.leistung into bekannt from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
  if bekannt is not null and not prozesse.darf(koerperschaft_, bekannt, vorgang_) then return; end if;
  select s.leistung, s.fassung into leistung, fassung from vorgaenge.sperren(koerperschaft_, vorgang_) s;
  if not found or (bekannt is distinct from leistung and not prozesse.darf(koerperschaft_, leistung, vorgang_)) then return; end if;
  select i.zustand into zustand from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
  return next;
end $$;
