-- Since when a job does not succeed: people see it in the list of what stands still.
alter table base.auftrag add column gescheitert timestamptz;
update base.auftrag set gescheitert = faellig where fehler is not null;
create index auftrag_gescheitert on base.auftrag (koerperschaft) where gescheitert is not null;

-- For doors of rooms that know whose case a job belongs to, and who may see it.
create function base.auftraege_gescheitert() returns table (id uuid, art text, koerperschaft uuid, bezug uuid, angaben jsonb, fehler text,
  gescheitert timestamptz, naechster timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.art, a.koerperschaft, a.bezug, a.angaben, a.fehler, a.gescheitert, case when not a.ruht then a.faellig end
  from base.auftrag a where a.gescheitert is not null
$$;
select base.tuer('base.auftraege_gescheitert()');

-- Tries a job again at once. False: it is gone, or being worked on just now.
create function base.auftrag_wecken(auftrag_ uuid, at_ timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update base.auftrag a set ruht = false, versuche = 0, faellig = least(a.faellig, at_)
  where a.id = auftrag_ and (a.lease_bis is null or a.lease_bis < clock_timestamp());
  return found;
end $$;
select base.tuer('base.auftrag_wecken(uuid, timestamptz)');

-- Which of these addresses of files any row of any table names: the last question before a file is swept away, whatever room wrote it.
create function base.dateien_genannt(orte text[]) returns setof text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  t record;
begin
  for t in
    select b.name, string_agg(format('x.%I::text', c.attname), ', ' order by c.attnum) as spalten
    from base.tabelle b join pg_attribute c on c.attrelid = b.name::regclass and c.attnum > 0 and not c.attisdropped
    where c.atttypid in ('jsonb'::regtype, 'text'::regtype, 'text[]'::regtype) group by b.name order by b.name
  loop
    return query execute format('select o from unnest($1) o where exists (select from %s x where concat_ws('' '', %s) like ''%%'' || o || ''%%'')',
      t.name, t.spalten) using orte;
  end loop;
end $$;
select base.tuer('base.dateien_genannt(text[])', 'worker');
