-- "In force" needs both parties: each has signed the same text in its own context; then the approval is published and the
-- lines become public rules. The grants follow from them, day by day.
create function vereinbarungen.veroeffentliche(vereinbarung_ uuid, zeilen jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  z jsonb;
  i jsonb;  -- the text as this party has signed it
begin
  if (ctx.x()).art is distinct from 'dienst' then raise exception 'veroeffentliche: nur im Dienstkontext'; end if;
  select p.inhalt into i from vereinbarungen.partei p where p.vereinbarung = vereinbarung_ and p.koerperschaft = ctx.fuer();
  if (select count(distinct p.koerperschaft) = 2 and count(distinct p.inhalt_hash) = 1 and count(distinct p.inhalt) = 1
      from vereinbarungen.partei p where p.vereinbarung = vereinbarung_
        and p.koerperschaft in ((i ->> 'auftraggeber')::uuid, (i ->> 'auftragnehmer')::uuid)) is not true
  then raise exception 'Der Vereinbarung fehlt die Erklärung einer Partei, oder die Texte sind verschieden'; end if;
  if jsonb_array_length(zeilen) = 0 then raise exception 'veroeffentliche: keine Zeile'; end if;
  for z in select * from jsonb_array_elements(zeilen) loop
    if jsonb_build_array(z -> 'von', z -> 'an', z -> 'art', z -> 'ab', z -> 'bis', z -> 'stand', z -> 'auslauf', z -> 'auslaufBis')
       is distinct from jsonb_build_array(i -> 'auftraggeber', i -> 'auftragnehmer', i -> 'art', i -> 'ab', i -> 'bis', i -> 'stand', i -> 'auslauf', i -> 'auslaufBis')
      or not coalesce(i -> 'leistungen' ? (z ->> 'leistung'), false)
    then raise exception 'veroeffentliche: das steht nicht im Text der Vereinbarung'; end if;
  end loop;
  delete from vereinbarungen.regel where vereinbarung = vereinbarung_;
  insert into vereinbarungen.regel (vereinbarung, art, leistung, von, an, gueltig, titel, fundstelle, stand)
  select vereinbarung_, x ->> 'art', x ->> 'leistung', (x ->> 'von')::uuid, (x ->> 'an')::uuid,
         daterange((x ->> 'ab')::date, (x ->> 'bis')::date), x ->> 'titel', x ->> 'fundstelle', x ->> 'stand'
  from jsonb_array_elements(zeilen) x;
  perform ctx.set_grants(vereinbarung_, coalesce((
    select jsonb_agg(jsonb_build_object(
      'besitzer', case when x ->> 'art' = 'delegierend' then x ->> 'an' else x ->> 'von' end,
      'stelle', x ->> 'an', 'leistung', x ->> 'leistung',
      'von', (x ->> 'ab')::date::timestamp at time zone 'Europe/Berlin',
      'bis', (x ->> 'bis')::date::timestamp at time zone 'Europe/Berlin',
      'auslauf', coalesce(x -> 'auslauf', '[]'), 'auslaufBis', x ->> 'auslaufBis'))
    from jsonb_array_elements(zeilen) x where x ->> 'stand' <> 'genehmigung_offen' and x ->> 'leistung' <> '*'
      and x ->> 'art' <> 'delegierend'), '[]'));
end $$;
select base.tuer('vereinbarungen.veroeffentliche(uuid, jsonb)', 'app');

-- Run-off: when an agreement ends, the body that commissioned may name its own pending cases which the other one still finishes,
-- until a day. It opens only what is its own; nobody can name cases for another.
create function vereinbarungen.benenne_auslauf(vereinbarung_ uuid, vorgaenge_ uuid[], bis timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  if (ctx.x()).art is distinct from 'dienst' or ctx.fuer() is distinct from ctx.stelle() then
    raise exception 'benenne_auslauf: nur die eigene Körperschaft';
  end if;
  if bis is null or bis > statement_timestamp() + interval '1 year' then raise exception 'benenne_auslauf: höchstens ein Jahr'; end if;
  update ctx.freigabe f set auslauf_bis = bis,
    auslauf = coalesce((select array_agg(distinct e.vorgang) from nachweise.ereignis e
      where e.koerperschaft = f.besitzer and e.leistung = f.leistung and e.vorgang = any (vorgaenge_)), '{}')
  where f.vereinbarung = vereinbarung_ and f.besitzer = ctx.fuer();
  get diagnostics n = row_count;
  return n;
end $$;
select base.tuer('vereinbarungen.benenne_auslauf(uuid, uuid[], timestamptz)', 'app');
