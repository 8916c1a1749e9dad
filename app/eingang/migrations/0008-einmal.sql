-- What an event is asked and what it leaves, in one function and one statement instead of two: every event of every town pays for it.
-- As nachweise/0035 and eingang/0003 say it: the clock, the Leistung of its Vorgang, its place before the log, the early stamp.
create or replace function nachweise.vormerken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into nachweise.log_pending (koerperschaft, ereignis, c, seit) select new.koerperschaft, new.id, new.c, clock_timestamp()
    where not exists (select from vorgaenge.vorgang v where v.koerperschaft = new.koerperschaft and v.id = new.vorgang and v.leistung <> new.leistung);
  if not found then raise exception 'Der Vorgang gehört zu einer anderen Leistung'; end if;
  -- one look for what most events are not: late, early, or to be stamped soon
  if new.at not between clock_timestamp() - interval '5 s' and clock_timestamp() + interval '5 s'
     or new.kind in ('antrag.beurkundet', 'bescheid.erlassen', 'bescheinigung.ausgestellt', 'behoerde.informiert', 'unterlagen.nachgefordert',
                     'unterlagen.eingegangen', 'widerspruch.eingelegt', 'vereinbarung.beurkundet', 'rechnung.gesetzt', 'akte.uebernommen') then
    if new.at not between clock_timestamp() - interval '5 s' and clock_timestamp() + interval '5 s' then
      if not exists (select from base.installation where betrieb = 'demo' and not seed_fertig) then
        raise exception 'Die Uhr der Anwendung weicht um mehr als 5 s von der Datenbank ab';
      end if;
    end if;
    if new.kind in ('antrag.beurkundet', 'bescheid.erlassen', 'bescheinigung.ausgestellt', 'behoerde.informiert', 'unterlagen.nachgefordert',
                    'unterlagen.eingegangen', 'widerspruch.eingelegt', 'vereinbarung.beurkundet', 'rechnung.gesetzt', 'akte.uebernommen') then
      insert into nachweise.zeit_eilig values (new.koerperschaft, new.id, clock_timestamp());
    end if;
  end if;
  return new;
end $$;
drop trigger leistung_passt on nachweise.ereignis;
