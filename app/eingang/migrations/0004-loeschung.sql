-- Part of an erasure: everything this room keeps of the Vorgang. Answers what lies outside the database (files, keys).
create function eingang.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  if not exists (select from eingang.eingang e where e.koerperschaft = koerperschaft_ and e.vorgang = vorgang_ and e.leistung <> 'posteingang') then return; end if;
  -- the message as another body's post room received it, and the citizen's draft, each under a key of its own
  return query with weg as (delete from eingang.eingang e where e.vorgang = vorgang_ returning e.koerperschaft, e.id, e.datei)
    select x.* from weg w, lateral (values ('datei', w.koerperschaft, w.datei ->> 'ort'), ('schluessel', w.koerperschaft, w.id::text)) x
    where w.datei is not null and w.datei <> 'null';
  delete from eingang.zugang z where z.buerger in (select d.buerger from eingang.entwurf d where d.abgesendet = vorgang_)
    and not exists (select from eingang.entwurf d where d.buerger = z.buerger and d.abgesendet is distinct from vorgang_);
  return query with weg as (delete from eingang.entwurf d where d.abgesendet = vorgang_ returning d.koerperschaft, d.id)
    select 'schluessel', w.koerperschaft, w.id::text from weg w;
end $$;
select base.tuer('eingang.loesche_vorgang(uuid, uuid, timestamptz)', 'app', 'worker');
