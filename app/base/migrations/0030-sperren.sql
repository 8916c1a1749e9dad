-- A body closes its grants to one Stelle for one Leistung at once, and opens them again later. While they are closed no grant is open,
-- however it comes about; what would be open is kept and given back.
create table ctx.sperre (
  besitzer  uuid not null,
  stelle    uuid not null,
  leistung  text not null,
  seit      timestamptz not null,
  bis       timestamptz,
  primary key (besitzer, stelle, leistung, seit)
);
create unique index sperre_offen on ctx.sperre (besitzer, stelle, leistung) where bis is null;
create table ctx.gehalten (
  besitzer  uuid not null,
  vereinbarung uuid not null,
  leistung  text not null,
  stelle    uuid not null,
  gueltig   tstzrange not null,
  auslauf   uuid[] not null,
  auslauf_bis timestamptz,
  primary key (besitzer, vereinbarung, leistung, stelle)
);
select base.klasse('ctx.sperre', 'tuer');
select base.klasse('ctx.gehalten', 'tuer');

-- The lock lets no grant slip past a closing that commits beside it. What is published anew while it lasts takes its period from there,
-- and cases that were named before it stay named.
create function ctx.halten() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s ctx.sperre;
  neu boolean := tg_op = 'INSERT';
begin
  if tg_op = 'DELETE' then
    if not exists (select from ctx.sperre x where x.besitzer = old.besitzer and x.stelle = old.stelle and x.leistung = old.leistung and x.bis is null) then
      delete from ctx.gehalten g
        where g.besitzer = old.besitzer and g.vereinbarung = old.vereinbarung and g.leistung = old.leistung and g.stelle = old.stelle;
    end if;
    return old;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(new.besitzer::text, 71));
  select * into s from ctx.sperre x where x.besitzer = new.besitzer and x.stelle = new.stelle and x.leistung = new.leistung and x.bis is null;
  if not found then return new; end if;
  insert into ctx.gehalten as g values (new.besitzer, new.vereinbarung, new.leistung, new.stelle, new.gueltig, new.auslauf, new.auslauf_bis)
  on conflict (besitzer, vereinbarung, leistung, stelle) do update set
    gueltig = case when neu or new.gueltig <> old.gueltig then excluded.gueltig else g.gueltig end,
    auslauf = case when new.auslauf = '{}' then g.auslauf else excluded.auslauf end,
    auslauf_bis = case when new.auslauf = '{}' then g.auslauf_bis else excluded.auslauf_bis end;
  new.gueltig := new.gueltig * tstzrange(null, s.seit);
  new.auslauf := '{}';
  new.auslauf_bis := null;
  return new;
end $$;
select base.tuer('ctx.halten()');
create trigger halten before insert or update or delete on ctx.freigabe for each row execute function ctx.halten();

-- Both are called by the room vereinbarungen only, which has asked whose grants they are.
create function ctx.schliesse(besitzer_ uuid, stelle_ uuid, leistung_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(besitzer_::text, 71));
  insert into ctx.sperre values (besitzer_, stelle_, leistung_, statement_timestamp(), null);
  update ctx.freigabe f set gueltig = f.gueltig where f.besitzer = besitzer_ and f.stelle = stelle_ and f.leistung = leistung_;
end $$;
select base.tuer('ctx.schliesse(uuid, uuid, text)');
create function ctx.oeffne(besitzer_ uuid, stelle_ uuid, leistung_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(besitzer_::text, 71));
  update ctx.sperre s set bis = statement_timestamp() where s.besitzer = besitzer_ and s.stelle = stelle_ and s.leistung = leistung_ and s.bis is null;
  update ctx.freigabe f set gueltig = g.gueltig, auslauf = g.auslauf, auslauf_bis = g.auslauf_bis from ctx.gehalten g
    where g.besitzer = besitzer_ and g.stelle = stelle_ and g.leistung = leistung_
      and f.besitzer = g.besitzer and f.vereinbarung = g.vereinbarung and f.leistung = g.leistung and f.stelle = g.stelle;
  delete from ctx.gehalten g where g.besitzer = besitzer_ and g.stelle = stelle_ and g.leistung = leistung_;
end $$;
select base.tuer('ctx.oeffne(uuid, uuid, text)');

-- Who can see one Vorgang and why, at an instant: from the grants that the policies of every table ask, by the same conditions as
-- ctx.freigaben() and ctx.auslauf(). For whoever may see it himself. The own body is not named: it always may.
create function ctx.zugang(besitzer_ uuid, leistung_ text, vorgang_ uuid, wann timestamptz)
returns table (stelle uuid, weg text, vereinbarung uuid, seit timestamptz, bis timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  wann := coalesce(wann, statement_timestamp());
  if ctx.stelle() is null or not (besitzer_ = ctx.stelle()
      or (besitzer_::text || '/' || leistung_) = any (ctx.freigaben()) or vorgang_ = any (ctx.auslauf())) then return; end if;
  return query
  select w.* from (
    select f.stelle, 'vereinbarung', f.vereinbarung, lower(f.gueltig), upper(f.gueltig) from ctx.freigabe f
      where f.besitzer = besitzer_ and f.leistung = leistung_ and f.gueltig @> wann
    union all
    select f.stelle, 'auslauf', f.vereinbarung, null, f.auslauf_bis from ctx.freigabe f
      where vorgang_ = any (f.auslauf) and (f.auslauf_bis is null or f.auslauf_bis > wann)
  ) w (stelle, weg, vereinbarung, seit, bis)
  -- a closing that has ended: what lies before and after it counts
  where not exists (select from ctx.sperre s
    where s.besitzer = besitzer_ and s.stelle = w.stelle and s.leistung = leistung_ and tstzrange(s.seit, s.bis) @> wann)
  order by 1, 2, 3;
end $$;
select base.tuer('ctx.zugang(uuid, text, uuid, timestamptz)', 'app');

-- The grants of the own body, given and received, as they are written; a closed one with what it would open.
create function ctx.eigene_freigaben()
returns table (besitzer uuid, stelle uuid, leistung text, vereinbarung uuid, von timestamptz, bis timestamptz, auslauf int, auslauf_bis timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.besitzer, f.stelle, f.leistung, f.vereinbarung, lower(coalesce(g.gueltig, f.gueltig)), upper(coalesce(g.gueltig, f.gueltig)),
    cardinality(coalesce(g.auslauf, f.auslauf)), case when g.vereinbarung is null then f.auslauf_bis else g.auslauf_bis end
  from ctx.freigabe f left join ctx.gehalten g
    on g.besitzer = f.besitzer and g.vereinbarung = f.vereinbarung and g.leistung = f.leistung and g.stelle = f.stelle
  where (select ctx.stelle()) in (f.besitzer, f.stelle) order by f.leistung, f.besitzer, f.stelle, f.vereinbarung
$$;
select base.tuer('ctx.eigene_freigaben()', 'app');
