-- The same rules for writing in fewer questions. Every statement of a town hall about its own rows asked twice who it is; each question
-- checks the mark anew, for nothing is remembered between two (0005). Now it is asked once, and about grants only where it is not its own.

-- The body that acts for itself: ctx.fuer() = ctx.stelle(), in one question.
create function ctx.eigen() returns uuid language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare k ctx.kontext := ctx.x();
begin return case when k.art in ('mitarbeit', 'dienst') and k.handelnd_fuer = k.stelle then k.stelle end; end $$;

-- Who may write rows of a class.
create function base.schreibregel(klasse text, optionen jsonb) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when klasse = 'vorgang' then format(
      'koerperschaft = (select ctx.eigen()) or koerperschaft = (select ctx.fuer()) and '
      '((koerperschaft::text || ''/'' || leistung) = any ((select ctx.freigaben())::text[]) or %I = any ((select ctx.auslauf())::uuid[]))',
      coalesce(optionen ->> 'vorgang', 'vorgang'))
    when klasse in ('koerperschaft', 'partei') then 'koerperschaft = (select ctx.eigen())'
    when klasse = 'person' then 'buerger = (select ctx.buerger())'
  end
$$;
revoke all on function base.schreibregel(text, jsonb) from public;

create or replace function base.klasse(tabelle regclass, klasse text, optionen jsonb default '{}') returns void language plpgsql as $$
declare
  praefix text := (select rollen from base.installation);
  app text := quote_ident(praefix || '_app');
  worker text := quote_ident(praefix || '_worker');
  sequencer text := quote_ident(praefix || '_sequencer');
  auditor text := quote_ident(praefix || '_auditor');
  rechte text := coalesce(optionen ->> 'rechte', 'select, insert, update, delete');
  schreiben text := base.schreibregel(klasse, optionen);
  lesen text;
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
    lesen := case klasse
      when 'vorgang' then format(
        'koerperschaft = (select ctx.stelle()) or (koerperschaft::text || ''/'' || leistung) = any ((select ctx.freigaben())::text[]) or %I = any ((select ctx.auslauf())::uuid[])',
        coalesce(optionen ->> 'vorgang', 'vorgang')) || case when optionen ? 'buerger' then ' or buerger = (select ctx.buerger())' else '' end
      when 'koerperschaft' then
        case when optionen ? 'oeffentlich' then 'true' else 'koerperschaft = (select ctx.stelle()) or koerperschaft = (select ctx.fuer())' end
      when 'partei' then 'koerperschaft = (select ctx.stelle())'
      when 'person' then 'buerger = (select ctx.buerger())' end;
    execute format('create policy lesen on %s for select to %s, %s using (%s)', tabelle, app, worker, lesen);
    execute format('create policy anlegen on %s for insert to %s, %s with check (%s)', tabelle, app, worker, schreiben);
    execute format('create policy aendern on %s for update to %s, %s using (%s) with check (%s)', tabelle, app, worker, schreiben, schreiben);
    execute format('create policy loeschen on %s for delete to %s, %s using (%s)', tabelle, app, worker, schreiben);
    execute format('grant %s on %s to %s, %s', rechte, tabelle, app, worker);
  end if;
  insert into base.tabelle values (tabelle::text, klasse, optionen);
end $$;

-- Tables of an installation that is older than this file.
do $$
declare t record;
begin
  for t in select name, base.schreibregel(klasse, optionen) as regel from base.tabelle
    where klasse in ('vorgang', 'koerperschaft', 'partei') and to_regclass(name) is not null loop
    execute format('alter policy anlegen on %s with check (%s)', t.name, t.regel);
    execute format('alter policy aendern on %s using (%s) with check (%s)', t.name, t.regel, t.regel);
    execute format('alter policy loeschen on %s using (%s)', t.name, t.regel);
  end loop;
end $$;
