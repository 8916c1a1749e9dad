-- A grant may have several stretches of time: a pause whose end is known leaves a gap, and after it access is open again by itself.
alter table ctx.freigabe add column teil int not null default 1;
alter table ctx.freigabe drop constraint freigabe_pkey;
alter table ctx.freigabe add primary key (besitzer, vereinbarung, leistung, stelle, teil);
alter table ctx.gehalten add column teil int not null default 1;
alter table ctx.gehalten drop constraint gehalten_pkey;
alter table ctx.gehalten add primary key (besitzer, vereinbarung, leistung, stelle, teil);

-- As before, stretch by stretch. A run-off that comes with an end was set on purpose, an empty one too: while the work is stopped its last
-- case may be struck.
create or replace function ctx.halten() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  s ctx.sperre;
  neu boolean := tg_op = 'INSERT';
begin
  if tg_op = 'DELETE' then
    if not exists (select from ctx.sperre x where x.besitzer = old.besitzer and x.stelle = old.stelle and x.leistung = old.leistung and x.bis is null) then
      delete from ctx.gehalten g where g.besitzer = old.besitzer and g.vereinbarung = old.vereinbarung and g.leistung = old.leistung
        and g.stelle = old.stelle and g.teil = old.teil;
    end if;
    return old;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(new.besitzer::text, 71));
  select * into s from ctx.sperre x where x.besitzer = new.besitzer and x.stelle = new.stelle and x.leistung = new.leistung and x.bis is null;
  if not found then return new; end if;
  insert into ctx.gehalten as g (besitzer, vereinbarung, leistung, stelle, gueltig, auslauf, auslauf_bis, teil)
  values (new.besitzer, new.vereinbarung, new.leistung, new.stelle, new.gueltig, new.auslauf, new.auslauf_bis, new.teil)
  on conflict (besitzer, vereinbarung, leistung, stelle, teil) do update set
    gueltig = case when neu or new.gueltig <> old.gueltig then excluded.gueltig else g.gueltig end,
    auslauf = case when new.auslauf = '{}' and new.auslauf_bis is null then g.auslauf else excluded.auslauf end,
    auslauf_bis = case when new.auslauf = '{}' and new.auslauf_bis is null then g.auslauf_bis else excluded.auslauf_bis end;
  new.gueltig := new.gueltig * tstzrange(null, s.seit);
  new.auslauf := '{}';
  new.auslauf_bis := null;
  return new;
end $$;

create or replace function ctx.oeffne(besitzer_ uuid, stelle_ uuid, leistung_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(besitzer_::text, 71));
  update ctx.sperre s set bis = statement_timestamp() where s.besitzer = besitzer_ and s.stelle = stelle_ and s.leistung = leistung_ and s.bis is null;
  update ctx.freigabe f set gueltig = g.gueltig, auslauf = g.auslauf, auslauf_bis = g.auslauf_bis from ctx.gehalten g
    where g.besitzer = besitzer_ and g.stelle = stelle_ and g.leistung = leistung_
      and f.besitzer = g.besitzer and f.vereinbarung = g.vereinbarung and f.leistung = g.leistung and f.stelle = g.stelle and f.teil = g.teil;
  delete from ctx.gehalten g where g.besitzer = besitzer_ and g.stelle = stelle_ and g.leistung = leistung_;
end $$;

create or replace function ctx.eigene_freigaben()
returns table (besitzer uuid, stelle uuid, leistung text, vereinbarung uuid, von timestamptz, bis timestamptz, auslauf int, auslauf_bis timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.besitzer, f.stelle, f.leistung, f.vereinbarung, lower(coalesce(g.gueltig, f.gueltig)), upper(coalesce(g.gueltig, f.gueltig)),
    cardinality(coalesce(g.auslauf, f.auslauf)), case when g.vereinbarung is null then f.auslauf_bis else g.auslauf_bis end
  from ctx.freigabe f left join ctx.gehalten g
    on g.besitzer = f.besitzer and g.vereinbarung = f.vereinbarung and g.leistung = f.leistung and g.stelle = f.stelle and g.teil = f.teil
  where (select ctx.stelle()) in (f.besitzer, f.stelle) order by f.leistung, f.besitzer, f.stelle, f.vereinbarung, f.teil
$$;

create or replace function ctx.set_grants(vereinbarung_ uuid, zeilen jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (ctx.x()).art is distinct from 'dienst' then raise exception 'set_grants: nur im Dienstkontext'; end if;
  delete from ctx.freigabe where vereinbarung = vereinbarung_;
  insert into ctx.freigabe (besitzer, stelle, leistung, gueltig, auslauf, auslauf_bis, vereinbarung, teil)
  select (z ->> 'besitzer')::uuid, (z ->> 'stelle')::uuid, z ->> 'leistung',
         tstzrange((z ->> 'von')::timestamptz, (z ->> 'bis')::timestamptz),
         coalesce((select array_agg(a::uuid) from jsonb_array_elements_text(z -> 'auslauf') a), '{}'),
         (z ->> 'auslaufBis')::timestamptz, vereinbarung_, coalesce((z ->> 'teil')::int, 1)
  from jsonb_array_elements(zeilen) z;
end $$;
