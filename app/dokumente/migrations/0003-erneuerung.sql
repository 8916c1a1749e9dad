-- Addresses of the earlier versions of a document whose proofs were renewed: an erasure takes them away, too.
alter table dokumente.dokument add column fruehere text[] not null default '{}';

-- The job that renews a document puts the new version in its place; nothing else of the row changes.
do $$ begin
  execute format('grant update (datei, fruehere) on dokumente.dokument to %I', (select rollen from base.installation) || '_worker');
end $$;

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
