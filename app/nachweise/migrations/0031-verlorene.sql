-- A log that only its key and a witness still know: a backup older than it was restored. It is entered as what is left of it, empty
-- and stopped, so that its key stays published, nothing is ever signed under it again, and the next epoch gets another name.
alter table nachweise.log_epoche alter column ereignis drop not null;  -- null: the event that opened it was lost with it

create function nachweise.log_verloren(koerperschaft_ uuid, epoche_ int, origin_ text, vkey_ text, grund text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into nachweise.log (koerperschaft, epoche, origin, vkey, angehalten) values (koerperschaft_, epoche_, origin_, vkey_, grund)
    on conflict do nothing;
  if not found then return; end if;
  if epoche_ > nachweise.log_epoche_von(koerperschaft_) then
    insert into nachweise.log_epoche (koerperschaft, epoche) values (koerperschaft_, epoche_);
  end if;
end $$;
select base.tuer('nachweise.log_verloren(uuid, int, text, text, text)', 'sequencer');
