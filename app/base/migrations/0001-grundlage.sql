-- Ground of every room: who the installation is, which class each table has, and the signed access context.
create table base.installation (
  einzig    boolean primary key default true check (einzig),
  plattform text not null,
  betrieb   text not null check (betrieb in ('demo', 'echt')),
  rollen    text not null,              -- prefix of the four run-time roles
  angelegt  timestamptz not null,
  seed_bis  timestamptz,                -- demo only: the clock check is lifted until the seed has ended
  seed_fertig boolean not null default false
);

insert into base.installation (plattform, betrieb, rollen, angelegt) select plattform, betrieb, rollen, now() from geburt;

create table base.tabelle (
  name     text primary key,
  klasse   text not null check (klasse in ('global', 'vorgang', 'person', 'partei', 'technik', 'koerperschaft', 'tuer')),
  optionen jsonb not null default '{}'
);

create schema ctx;

-- HMAC key as its two pads: SHA-256 is in the core, so no extension is needed.
create table ctx.schluessel (id int primary key, ipad bytea not null, opad bytea not null);

-- Which Stelle may work on whose Vorgaenge: filled only through ctx.set_grants().
create table ctx.freigabe (
  besitzer     uuid not null,
  stelle       uuid not null,
  leistung     text not null,
  gueltig      tstzrange not null,
  auslauf      uuid[] not null default '{}',  -- Vorgaenge that stay open after the end, by the run-off rule
  auslauf_bis  timestamptz,
  vereinbarung uuid not null,
  primary key (besitzer, vereinbarung, leistung, stelle)
);
create index freigabe_stelle on ctx.freigabe (stelle);

create type ctx.kontext as (art text, person uuid, stelle uuid, handelnd_fuer uuid, grundlage text);

-- The context of this transaction, or null when there is none or it is forged, of another connection, or expired.
create function ctx.x() returns ctx.kontext language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  marke text := current_setting('rv.ctx', true);
  teil text[];
  k ctx.schluessel;
  r ctx.kontext;
begin
  if marke is null or marke = '' then return null; end if;
  teil := string_to_array(marke, '|');
  if array_length(teil, 1) is distinct from 8 then return null; end if;
  select * into k from ctx.schluessel where id = 1;
  if encode(sha256(k.opad || sha256(k.ipad || convert_to(left(marke, length(marke) - length(teil[8]) - 1), 'UTF8'))), 'hex')
     is distinct from teil[8] then return null; end if;
  if teil[6]::int <> pg_backend_pid() then return null; end if;
  if teil[7]::numeric < extract(epoch from statement_timestamp()) then return null; end if;
  r.art := teil[1];
  r.person := nullif(teil[2], '')::uuid;
  r.stelle := nullif(teil[3], '')::uuid;
  r.handelnd_fuer := nullif(teil[4], '')::uuid;
  r.grundlage := teil[5];
  return r;
end $$;

create function ctx.art() returns text language sql stable set search_path = pg_catalog, pg_temp as $$ select (ctx.x()).art $$;
create function ctx.stelle() returns uuid language sql stable set search_path = pg_catalog, pg_temp as
$$ select case when k.art in ('mitarbeit', 'dienst') then k.stelle end from ctx.x() k $$;
-- in whose name: the own body, or one whose agreement (or its run-off) opens something to this Stelle now
create function ctx.fuer() returns uuid language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.handelnd_fuer from ctx.x() k where k.art in ('mitarbeit', 'dienst') and (k.handelnd_fuer = k.stelle or exists (
    select from ctx.freigabe f where f.stelle = k.stelle and f.besitzer = k.handelnd_fuer and (f.gueltig @> statement_timestamp()
      or (f.auslauf <> '{}' and (f.auslauf_bis is null or f.auslauf_bis > statement_timestamp())))))
$$;
-- the citizen: account, or the draft of somebody without account
create function ctx.buerger() returns uuid language sql stable set search_path = pg_catalog, pg_temp as
$$ select case when k.art in ('person', 'anonym') then k.person end from ctx.x() k $$;
create function ctx.person() returns uuid language sql stable set search_path = pg_catalog, pg_temp as
$$ select case when k.art = 'mitarbeit' then k.person end from ctx.x() k $$;

create function ctx.freigaben() returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(f.besitzer::text || '/' || f.leistung), '{}')
  from ctx.freigabe f where f.stelle = ctx.stelle() and f.gueltig @> statement_timestamp()
$$;

create function ctx.auslauf() returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(v), '{}') from ctx.freigabe f, unnest(f.auslauf) v
  where f.stelle = ctx.stelle() and (f.auslauf_bis is null or f.auslauf_bis > statement_timestamp())
$$;

-- Declares a table's class: FORCE RLS, the class's policies, the grants. The gate compares with exactly this.
create function base.klasse(tabelle regclass, klasse text, optionen jsonb default '{}') returns void language plpgsql as $$
declare
  praefix text := (select rollen from base.installation);
  app text := quote_ident(praefix || '_app');
  worker text := quote_ident(praefix || '_worker');
  sequencer text := quote_ident(praefix || '_sequencer');
  auditor text := quote_ident(praefix || '_auditor');
  rechte text := coalesce(optionen ->> 'rechte', 'select, insert, update, delete');
  id text := coalesce(optionen ->> 'vorgang', 'vorgang');
  lesen text;
  schreiben text;
begin
  execute format('alter table %s enable row level security', tabelle);
  execute format('alter table %s force row level security', tabelle);
  execute format('create policy eigner on %s to %I using (true) with check (true)', tabelle, current_user);
  if klasse = 'global' then
    execute format('create policy lesen on %s for select to %s, %s, %s, %s using (true)', tabelle, app, worker, sequencer, auditor);
    execute format('grant select on %s to %s, %s, %s, %s', tabelle, app, worker, sequencer, auditor);
  elsif klasse = 'technik' then
    execute format('create policy einstellen on %s for insert to %s with check (koerperschaft = (select ctx.fuer()))', tabelle, app);
    execute format('create policy bearbeiten on %s to %s, %s using (true) with check (true)', tabelle, worker, sequencer);
    execute format('grant insert on %s to %s', tabelle, app);
    execute format('grant select, insert, update, delete on %s to %s, %s', tabelle, worker, sequencer);
  elsif klasse <> 'tuer' then
    case klasse
      when 'vorgang' then
        lesen := format('koerperschaft = (select ctx.stelle()) or (koerperschaft::text || ''/'' || leistung) = any ((select ctx.freigaben())::text[]) or %I = any ((select ctx.auslauf())::uuid[])', id);
        schreiben := format('koerperschaft = (select ctx.fuer()) and (%s)', lesen);
        if optionen ? 'buerger' then lesen := lesen || ' or buerger = (select ctx.buerger())'; end if;
      when 'koerperschaft' then
        lesen := 'koerperschaft = (select ctx.stelle()) or koerperschaft = (select ctx.fuer())';
        schreiben := 'koerperschaft = (select ctx.fuer()) and koerperschaft = (select ctx.stelle())';
        if optionen ? 'oeffentlich' then lesen := 'true'; end if;
      when 'partei' then
        lesen := 'koerperschaft = (select ctx.stelle())';
        schreiben := 'koerperschaft = (select ctx.fuer()) and koerperschaft = (select ctx.stelle())';
      when 'person' then
        lesen := 'buerger = (select ctx.buerger())';
        schreiben := lesen;
    end case;
    execute format('create policy lesen on %s for select to %s, %s using (%s)', tabelle, app, worker, lesen);
    execute format('create policy anlegen on %s for insert to %s, %s with check (%s)', tabelle, app, worker, schreiben);
    execute format('create policy aendern on %s for update to %s, %s using (%s) with check (%s)', tabelle, app, worker, schreiben, schreiben);
    execute format('create policy loeschen on %s for delete to %s, %s using (%s)', tabelle, app, worker, schreiben);
    execute format('grant %s on %s to %s, %s', rechte, tabelle, app, worker);
  end if;
  insert into base.tabelle values (tabelle::text, klasse, optionen);
end $$;

-- Opens a room: run-time roles may name what is in it; what they may do, each table and function says.
create function base.raum(name text) returns void language plpgsql as $$
declare rolle text;
begin
  execute format('create schema if not exists %I', name);
  foreach rolle in array array['app', 'worker', 'sequencer', 'auditor'] loop
    execute format('grant usage on schema %I to %I', name, (select rollen from base.installation) || '_' || rolle);
  end loop;
end $$;

-- Publishes a view as a door of its room: it shows what the reader's own rights show.
create function base.sicht(name regclass) returns void language plpgsql as $$
declare rolle text;
begin
  foreach rolle in array array['app', 'worker'] loop
    execute format('grant select on %s to %I', name, (select rollen from base.installation) || '_' || rolle);
  end loop;
end $$;

-- Gives a definer function to some of the roles only; PUBLIC never may.
create function base.tuer(funktion regprocedure, variadic an text[] default '{}') returns void language plpgsql as $$
declare rolle text;
begin
  execute format('revoke all on function %s from public', funktion);
  foreach rolle in array an loop
    execute format('grant execute on function %s to %I', funktion, (select rollen from base.installation) || '_' || rolle);
  end loop;
end $$;

select base.raum('base');
select base.raum('ctx');
select base.tuer('ctx.x()', 'app', 'worker');
select base.tuer('ctx.fuer()', 'app', 'worker');
select base.tuer('ctx.freigaben()', 'app', 'worker');
select base.tuer('ctx.auslauf()', 'app', 'worker');
select base.klasse('base.installation', 'global');
select base.klasse('base.tabelle', 'global');
select base.klasse('base.migration', 'global');
select base.klasse('ctx.schluessel', 'tuer');
select base.klasse('ctx.freigabe', 'tuer');

-- Replaces the grants of one agreement (or statutory relation). Called by the room vereinbarungen only.
create function ctx.set_grants(vereinbarung_ uuid, zeilen jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (ctx.x()).art is distinct from 'dienst' then raise exception 'set_grants: nur im Dienstkontext'; end if;
  delete from ctx.freigabe where vereinbarung = vereinbarung_;
  insert into ctx.freigabe (besitzer, stelle, leistung, gueltig, auslauf, auslauf_bis, vereinbarung)
  select (z ->> 'besitzer')::uuid, (z ->> 'stelle')::uuid, z ->> 'leistung',
         tstzrange((z ->> 'von')::timestamptz, (z ->> 'bis')::timestamptz),
         coalesce((select array_agg(a::uuid) from jsonb_array_elements_text(z -> 'auslauf') a), '{}'),
         (z ->> 'auslaufBis')::timestamptz, vereinbarung_
  from jsonb_array_elements(zeilen) z;
end $$;
select base.tuer('ctx.set_grants(uuid, jsonb)');

-- Seeding: the app may say that it is done, once; nobody can open the clock again.
create function base.seed_beenden() returns void language sql security definer set search_path = pg_catalog, pg_temp as
$$ update base.installation set seed_fertig = true, seed_bis = statement_timestamp() where not seed_fertig $$;
select base.tuer('base.seed_beenden()', 'app');
