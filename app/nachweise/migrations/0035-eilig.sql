-- As before; every sealed document that is handed out asks for an early stamp: also the deed of an agreement, an invoice between two
-- bodies, and the copies that a body takes over with a case.
create or replace function nachweise.vormerken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.at not between clock_timestamp() - interval '5 s' and clock_timestamp() + interval '5 s'
     and not exists (select from base.installation where betrieb = 'demo' and not seed_fertig) then
    raise exception 'Die Uhr der Anwendung weicht um mehr als 5 s von der Datenbank ab';
  end if;
  insert into nachweise.log_pending values (new.koerperschaft, new.id, new.c, clock_timestamp());
  if new.kind in ('antrag.beurkundet', 'bescheid.erlassen', 'bescheinigung.ausgestellt', 'behoerde.informiert', 'unterlagen.nachgefordert',
                  'unterlagen.eingegangen', 'widerspruch.eingelegt', 'vereinbarung.beurkundet', 'rechnung.gesetzt', 'akte.uebernommen') then
    insert into nachweise.zeit_eilig values (new.koerperschaft, new.id, clock_timestamp());
  end if;
  return new;
end $$;
