select base.raum('nachweise');

-- The events: business fact, audit trail and leaf in one. Insert-only. `geheim` = {event JSON, salt} under the case key.
create table nachweise.ereignis (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  leistung  text not null,               -- '-' for streams of the body itself
  vorgang   uuid not null,               -- the stream: a Vorgang, an agreement or the body
  strom_art text not null check (strom_art in ('vorgang', 'vereinbarung', 'koerperschaft')),
  n         int not null check (n >= 1),
  c         bytea not null check (length(c) = 32),
  kind      text not null,
  at        timestamptz not null,
  geheim    bytea not null,
  buerger   uuid,
  primary key (koerperschaft, vorgang, n)
);
create unique index ereignis_id on nachweise.ereignis (koerperschaft, id);
select base.klasse('nachweise.ereignis', 'vorgang', '{"buerger": true, "rechte": "select, insert"}');

create function nachweise.nur_anfuegen() returns trigger language plpgsql as $$
begin raise exception 'Ereignisse werden nie verändert'; end $$;
create trigger nur_anfuegen before update or delete on nachweise.ereignis for each row execute function nachweise.nur_anfuegen();
create trigger nie_leeren before truncate on nachweise.ereignis execute function nachweise.nur_anfuegen();

-- Refused: times ahead of or behind the database's clock by more than 5 s, except while a demo is being seeded.
create function nachweise.pruefe_uhr() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if abs(extract(epoch from new.at - clock_timestamp())) > 5
     and not exists (select from base.installation where betrieb = 'demo' and not seed_fertig) then
    raise exception 'Die Uhr der Anwendung weicht um mehr als 5 s von der Datenbank ab';
  end if;
  return new;
end $$;
create trigger pruefe_uhr before insert on nachweise.ereignis for each row execute function nachweise.pruefe_uhr();

-- Waiting for a place in the log: written by the same commit as the event.
create table nachweise.log_pending (
  koerperschaft uuid not null,
  ereignis  uuid not null,
  c         bytea not null,
  seit      timestamptz not null,
  primary key (koerperschaft, ereignis)
);
select base.klasse('nachweise.log_pending', 'technik');

create function nachweise.vormerken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into nachweise.log_pending values (new.koerperschaft, new.id, new.c, clock_timestamp());
  return new;
end $$;
select base.tuer('nachweise.pruefe_uhr()');
select base.tuer('nachweise.vormerken()');
create trigger vormerken after insert on nachweise.ereignis for each row execute function nachweise.vormerken();

-- The Merkle log of each body (RFC 6962): complete subtrees, leaves, signed checkpoints.
create table nachweise.log (
  koerperschaft uuid not null references kommunen.koerperschaft,
  epoche    int not null,
  origin    text not null,
  vkey      text not null,
  groesse   bigint not null default 0,
  wurzel    bytea,
  checkpoint text,                       -- signed note with cosignatures
  at        timestamptz,
  angehalten text,                       -- reason why this log stopped signing; never repaired
  primary key (koerperschaft, epoche)
);
create table nachweise.log_leaf (
  koerperschaft uuid not null,
  epoche    int not null,
  idx       bigint not null,
  ereignis  uuid not null,
  c         bytea not null,
  primary key (koerperschaft, epoche, idx),
  foreign key (koerperschaft, epoche) references nachweise.log (koerperschaft, epoche)
);
create unique index log_leaf_ereignis on nachweise.log_leaf (koerperschaft, ereignis);
create table nachweise.log_knoten (
  koerperschaft uuid not null,
  epoche    int not null,
  ebene     int not null,
  idx       bigint not null,
  hash      bytea not null,
  primary key (koerperschaft, epoche, ebene, idx),
  foreign key (koerperschaft, epoche) references nachweise.log (koerperschaft, epoche)
);
-- one row per checkpoint that was signed: for the auditor, and for proofs made against an older one
create table nachweise.checkpoint (
  koerperschaft uuid not null,
  epoche    int not null,
  groesse   bigint not null,
  wurzel    bytea not null,
  note      text not null,
  at        timestamptz not null,
  primary key (koerperschaft, epoche, groesse),
  foreign key (koerperschaft, epoche) references nachweise.log (koerperschaft, epoche)
);
select base.klasse('nachweise.log', 'tuer');
select base.klasse('nachweise.log_leaf', 'tuer');
select base.klasse('nachweise.log_knoten', 'tuer');
select base.klasse('nachweise.checkpoint', 'tuer');

-- Who looked: one row per request and owning body, committed before the answer. Own, short retention.
create table nachweise.lesezugriff (
  koerperschaft uuid not null,
  id        uuid not null,
  at        timestamptz not null,
  person    uuid not null,
  stelle    uuid not null,
  vorgaenge uuid[] not null,
  grundlage jsonb not null,
  primary key (koerperschaft, id)
);
create index lesezugriff_vorgaenge on nachweise.lesezugriff using gin (vorgaenge);
select base.klasse('nachweise.lesezugriff', 'tuer');

create function nachweise.lesen_vermerken(id_ uuid, koerperschaft_ uuid, at_ timestamptz, vorgaenge_ uuid[], grundlage_ jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k ctx.kontext := ctx.x();
begin
  if k.art is distinct from 'mitarbeit' then raise exception 'nur im Kontext einer Person der Verwaltung'; end if;
  if abs(extract(epoch from at_ - clock_timestamp())) > 5
     and not exists (select from base.installation where betrieb = 'demo' and not seed_fertig) then
    raise exception 'lesen_vermerken: falsche Zeit'; end if;
  if koerperschaft_ is distinct from ctx.stelle() and not coalesce(vorgaenge_ <@ ctx.auslauf(), false)
     and not exists (select from unnest(ctx.freigaben()) f where starts_with(f, koerperschaft_::text || '/')) then
    raise exception 'lesen_vermerken: nicht sichtbar'; end if;
  insert into nachweise.lesezugriff values (koerperschaft_, id_, at_, k.person, k.stelle, vorgaenge_, grundlage_);
end $$;
select base.tuer('nachweise.lesen_vermerken(uuid, uuid, timestamptz, uuid[], jsonb)', 'app');

-- Events from JSON (bytes in hex): part of eingang.einreichen().
create function nachweise.anlegen(ereignisse jsonb) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into nachweise.ereignis (koerperschaft, id, leistung, vorgang, strom_art, n, c, kind, at, geheim, buerger)
  select (e ->> 'koerperschaft')::uuid, (e ->> 'id')::uuid, e ->> 'leistung', (e ->> 'vorgang')::uuid, e ->> 'stromArt', (e ->> 'n')::int,
    decode(e ->> 'c', 'hex'), e ->> 'kind', (e ->> 'at')::timestamptz, decode(e ->> 'geheim', 'hex'), (e ->> 'buerger')::uuid
  from jsonb_array_elements(ereignisse) e
$$;
select base.tuer('nachweise.anlegen(jsonb)');
