-- Under load each log waits until its own oldest event is ripe: its signatures and those of its witnesses are then for more events,
-- and the logs of an installation do not all come at once.
drop function nachweise.log_wartende(int[]);

-- Bodies of these shards whose oldest waiting event waits `reif` or longer, the longest first, and the epoch that receives them. A log
-- that was stopped is left alone. Hops from body to body: what waits for a stopped log costs nothing.
create function nachweise.log_wartende(shards int[], reif interval) returns table (koerperschaft uuid, epoche int)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive k as (
    (select p.koerperschaft as id, p.seit from nachweise.log_pending p order by p.koerperschaft, p.seit limit 1)
    union all
    select n.* from k cross join lateral (
      select p.koerperschaft, p.seit from nachweise.log_pending p where p.koerperschaft > k.id
      order by p.koerperschaft, p.seit limit 1) n
  ), o as materialized (
    select k.id, k.seit, nachweise.log_epoche_von(k.id) as epoche from k
    where nachweise.log_shard(k.id) = any (shards) and k.seit <= clock_timestamp() - reif
  )
  select o.id, o.epoche from o
  where not exists (select from nachweise.log l where l.koerperschaft = o.id and l.epoche = o.epoche and l.angehalten is not null)
  order by o.seit
$$;
select base.tuer('nachweise.log_wartende(int[], interval)', 'sequencer');

-- What every event pays for, made smaller once more: a check is read anew from the catalogue by every statement, a trigger after the row
-- is queued and fetches it again. Both are asked in the one trigger before it; a row that is refused later takes its place before the
-- log with it.
alter table nachweise.ereignis drop constraint ereignis_form;
drop trigger vormerken on nachweise.ereignis;
create or replace function nachweise.vormerken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.n < 1 or length(new.c) <> 32 or new.strom_art not in ('vorgang', 'vereinbarung', 'koerperschaft') then
    raise exception 'Ein Ereignis hat nicht die Form eines Ereignisses' using errcode = 'check_violation';
  end if;
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
create trigger vormerken before insert on nachweise.ereignis for each row execute function nachweise.vormerken();
