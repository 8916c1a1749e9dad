-- Under a mandate competence stays with the body that commissioned (§ 71 (2) SächsKomZG): it stops the work on a Leistung at once
-- and lets it go on again. That it stands still is public like the lines, why is its own affair.
create table vereinbarungen.halt (
  koerperschaft uuid not null references kommunen.koerperschaft,  -- who commissioned, and stops
  id        uuid not null,
  stelle    uuid not null references kommunen.koerperschaft,      -- who worked
  leistung  text not null,
  seit      timestamptz not null,
  bis       timestamptz,                 -- lifted
  primary key (koerperschaft, id)
);
create unique index halt_offen on vereinbarungen.halt (koerperschaft, leistung, stelle) where bis is null;
select base.klasse('vereinbarungen.halt', 'global');

create table vereinbarungen.haltgrund (
  koerperschaft uuid not null,
  halt      uuid not null,
  grund     text not null,
  primary key (koerperschaft, halt)
);
select base.klasse('vereinbarungen.haltgrund', 'partei', '{"rechte": "select"}');

-- Stops the work of `stelle_` on one Leistung for the own body: with the commit no grant is open any more. Who may, the action asks.
create function vereinbarungen.halte_an(id_ uuid, stelle_ uuid, leistung_ text, grund_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare wir uuid := ctx.fuer();
begin
  if wir is distinct from ctx.stelle() or wir is null or ctx.art() is distinct from 'mitarbeit' then raise exception 'halte_an: nur die eigene Körperschaft'; end if;
  if not exists (select from vereinbarungen.regel r
      where r.von = wir and r.an = stelle_ and r.leistung = leistung_ and r.art = 'mandatierend') then
    raise exception 'halte_an: kein Mandat'; end if;
  perform ctx.schliesse(wir, stelle_, leistung_);
  insert into vereinbarungen.halt values (wir, id_, stelle_, leistung_, statement_timestamp(), null);
  insert into vereinbarungen.haltgrund values (wir, id_, grund_);
end $$;
select base.tuer('vereinbarungen.halte_an(uuid, uuid, text, text)', 'app');

-- Lifts a stop: what would be open is open again. Nothing, where it is not in force or not of the own body.
create function vereinbarungen.setze_fort(id_ uuid) returns table (stelle uuid, leistung text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare wir uuid := ctx.fuer();
begin
  if wir is distinct from ctx.stelle() or wir is null or ctx.art() is distinct from 'mitarbeit' then raise exception 'setze_fort: nur die eigene Körperschaft'; end if;
  update vereinbarungen.halt h set bis = statement_timestamp() where h.koerperschaft = wir and h.id = id_ and h.bis is null
    returning h.stelle, h.leistung into stelle, leistung;
  if not found then return; end if;
  perform ctx.oeffne(wir, stelle, leistung);
  return next;
end $$;
select base.tuer('vereinbarungen.setze_fort(uuid)', 'app');

create trigger neuer_stand after insert or update or delete or truncate on vereinbarungen.regel for each statement execute function kommunen.neuer_stand();
create trigger neuer_stand after insert or update or delete or truncate on vereinbarungen.halt for each statement execute function kommunen.neuer_stand();
