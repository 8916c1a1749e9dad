-- Addresses of the earlier versions of a document whose proofs were renewed: an erasure takes them away, too.
alter table dokumente.dokument add column fruehere text[] not null default '{}';

-- Puts a new version in the place of the one at `ort`; nothing else of a document ever changes. False: another one lies there.
create function dokumente.ersetze_datei(koerperschaft_ uuid, vorgang_ uuid, id_ uuid, ort_ text, datei_ jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'ersetze_datei: nur die zuständige Körperschaft'; end if;
  update dokumente.dokument d set datei = datei_, fruehere = d.fruehere || (d.datei ->> 'ort')
    where d.koerperschaft = koerperschaft_ and d.vorgang = vorgang_ and d.id = id_ and d.datei ->> 'ort' = ort_;
  return found;
end $$;
select base.tuer('dokumente.ersetze_datei(uuid, uuid, uuid, text, jsonb)', 'worker');

create or replace function dokumente.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  return query with weg as (delete from dokumente.dokument d where d.koerperschaft = koerperschaft_ and d.vorgang = vorgang_ returning d.datei, d.fruehere)
    select 'datei', koerperschaft_, o from weg w, unnest(w.fruehere || (w.datei ->> 'ort')) o;
end $$;

-- Documents sealed before there was a renewal: due now.
insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig)
  select gen_random_uuid(), 'dokument.erneuern', koerperschaft, vorgang, jsonb_build_object('dokument', id), clock_timestamp()
  from dokumente.dokument where gesiegelt;
