-- "In force" needs both parties: each has signed the same text in its own context; then the approval is published and the
-- lines become public rules. The grants follow from them, day by day.
create function vereinbarungen.veroeffentliche(vereinbarung_ uuid, zeilen jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare z jsonb;
begin
  if (ctx.x()).art is distinct from 'dienst' then raise exception 'veroeffentliche: nur im Dienstkontext'; end if;
  for z in select * from jsonb_array_elements(zeilen) loop
    if z ->> 'art' <> 'gesetz' and (
      select count(distinct p.koerperschaft) = 2 and count(distinct p.inhalt_hash) = 1 from vereinbarungen.partei p
      where p.vereinbarung = vereinbarung_ and p.koerperschaft in ((z ->> 'von')::uuid, (z ->> 'an')::uuid)) is not true
    then raise exception 'Der Vereinbarung fehlt die Erklärung einer Partei, oder die Texte sind verschieden'; end if;
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
