-- What every event pays for, made smaller: conditions of checks and triggers are read anew from the catalogue by every statement.

-- An event stays in one piece up to 8 KB: what it says is always read as a whole.
alter table nachweise.ereignis set (toast_tuple_target = 8160);

alter table nachweise.ereignis drop constraint ereignis_strom_art_check;
alter table nachweise.ereignis drop constraint ereignis_n_check;
alter table nachweise.ereignis drop constraint ereignis_c_check;
alter table nachweise.ereignis add constraint ereignis_form
  check (n >= 1 and length(c) = 32 and strom_art in ('vorgang', 'vereinbarung', 'koerperschaft'));

-- The clock is looked at where the event is put before the log. Refused: times ahead of or behind the database's clock by more
-- than 5 s, except while a demo is being seeded.
drop trigger pruefe_uhr on nachweise.ereignis;
drop function nachweise.pruefe_uhr();
create or replace function nachweise.vormerken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.at not between clock_timestamp() - interval '5 s' and clock_timestamp() + interval '5 s'
     and not exists (select from base.installation where betrieb = 'demo' and not seed_fertig) then
    raise exception 'Die Uhr der Anwendung weicht um mehr als 5 s von der Datenbank ab';
  end if;
  insert into nachweise.log_pending values (new.koerperschaft, new.id, new.c, clock_timestamp());
  if new.kind in ('antrag.beurkundet', 'bescheid.erlassen', 'bescheinigung.ausgestellt', 'behoerde.informiert', 'unterlagen.nachgefordert',
                  'unterlagen.eingegangen', 'widerspruch.eingelegt') then
    insert into nachweise.zeit_eilig values (new.koerperschaft, new.id, clock_timestamp());
  end if;
  return new;
end $$;

-- Most nodes of a proof are stored: no function is called for those.
create or replace function nachweise.knoten(koerperschaft_ uuid, epoche_ int, ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when o.ebene < 3 then nachweise.log_hash(koerperschaft_, epoche_, o.ebene, o.idx)
    else (select k.hash from nachweise.log_knoten k
          where k.koerperschaft = koerperschaft_ and k.epoche = epoche_ and k.ebene = o.ebene and k.idx = o.idx) end
  from unnest(ebenen, indizes) with ordinality o (ebene, idx, nr) order by o.nr
$$;
create or replace function nachweise.knoten_aller(koerperschaften uuid[], epochen int[], ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when o.ebene < 3 then nachweise.log_hash(o.koerperschaft, o.epoche, o.ebene, o.idx)
    else (select k.hash from nachweise.log_knoten k
          where k.koerperschaft = o.koerperschaft and k.epoche = o.epoche and k.ebene = o.ebene and k.idx = o.idx) end
  from unnest(koerperschaften, epochen, ebenen, indizes) with ordinality o (koerperschaft, epoche, ebene, idx, nr) order by o.nr
$$;
