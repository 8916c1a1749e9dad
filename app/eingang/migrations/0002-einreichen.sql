-- A whole submission in one round trip. The citizen's context may do nothing else: this function writes exactly these rows,
-- all for one body, with the citizen of the context as owner. The same key again answers with what was made the first time.
create function eingang.einreichen(p jsonb) returns table (vorgang uuid, aktenzeichen text, empfangen timestamptz, neu boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k ctx.kontext := ctx.x();
  e jsonb := p -> 'eingang';
  v jsonb := p -> 'vorgang';
  koerperschaft_ uuid := (v ->> 'koerperschaft')::uuid;
  buerger_ uuid := (v ->> 'buerger')::uuid;
begin
  if k.art in ('person', 'anonym') then
    if k.person is null or buerger_ is distinct from k.person then raise exception 'einreichen: fremder Antrag'; end if;
    if e ->> 'kanal' is distinct from 'portal' then raise exception 'einreichen: falscher Kanal'; end if;
    if exists (select from eingang.entwurf d where d.id::text = e ->> 'schluessel' and d.buerger <> k.person) then raise exception 'einreichen: fremder Entwurf'; end if;
  elsif k.art is distinct from 'dienst' or k.handelnd_fuer is distinct from koerperschaft_ then
    raise exception 'einreichen: kein Kontext';
  end if;
  if exists (select from jsonb_array_elements(p -> 'ereignisse') x
      where jsonb_build_array(x -> 'koerperschaft', x -> 'vorgang', x -> 'leistung', x -> 'buerger', x ->> 'stromArt')
        is distinct from jsonb_build_array(v -> 'koerperschaft', v -> 'id', v -> 'leistung', v -> 'buerger', 'vorgang'))
    or exists (select from jsonb_array_elements(p -> 'auftraege') a where a ->> 'art' not in ('prozess.starten', 'antrag.beurkunden'))
  then raise exception 'einreichen: gehört nicht zu diesem Antrag'; end if;

  -- the same draft after a change of competence is still the same submission
  if k.art in ('person', 'anonym') then
    return query select w.id, w.aktenzeichen, w.eingegangen, false from eingang.entwurf d join vorgaenge.vorgang w on w.id = d.abgesendet
      where d.buerger = k.person and d.id::text = e ->> 'schluessel' and w.buerger = k.person;
    if found then return; end if;
  end if;

  insert into eingang.eingang (koerperschaft, id, leistung, kanal, schluessel, empfangen, hash, stand, titel, hinweis, datei, vorgang)
  values (koerperschaft_, (e ->> 'id')::uuid, v ->> 'leistung', e ->> 'kanal', e ->> 'schluessel', (e ->> 'empfangen')::timestamptz,
          decode(e ->> 'hash', 'hex'), 'vorgang', e ->> 'titel', coalesce(e ->> 'hinweis', ''), e -> 'datei', (v ->> 'id')::uuid)
  on conflict (koerperschaft, schluessel) do nothing;
  if not found then
    if exists (select from eingang.eingang g join vorgaenge.vorgang w on w.koerperschaft = g.koerperschaft and w.id = g.vorgang
        where g.koerperschaft = koerperschaft_ and g.schluessel = e ->> 'schluessel' and w.buerger is distinct from buerger_)
    then raise exception 'einreichen: fremder Antrag'; end if;
    return query select g.vorgang, w.aktenzeichen, g.empfangen, false from eingang.eingang g
      left join vorgaenge.vorgang w on w.koerperschaft = g.koerperschaft and w.id = g.vorgang
      where g.koerperschaft = koerperschaft_ and g.schluessel = e ->> 'schluessel';
    return;
  end if;

  perform vorgaenge.anlegen(v);
  perform nachweise.anlegen(p -> 'ereignisse');
  insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig)
  select (a ->> 'id')::uuid, a ->> 'art', koerperschaft_, (v ->> 'id')::uuid, '{}', (e ->> 'empfangen')::timestamptz
  from jsonb_array_elements(p -> 'auftraege') a;
  update eingang.entwurf d set abgesendet = (v ->> 'id')::uuid where d.buerger = buerger_ and d.id::text = e ->> 'schluessel';
  return query select (v ->> 'id')::uuid, v ->> 'aktenzeichen', (e ->> 'empfangen')::timestamptz, true;
end $$;
select base.tuer('eingang.einreichen(jsonb)', 'app', 'worker');

-- The case of somebody without account is found by the secret of its link; only the hash is kept.
create table eingang.zugang (
  token_hash bytea primary key,
  buerger    uuid not null,
  gueltig_bis timestamptz not null
);
select base.klasse('eingang.zugang', 'tuer');
create function eingang.zugang_anlegen(hash bytea, buerger_ uuid, bis timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.art() is distinct from 'anonym' or ctx.buerger() is distinct from buerger_ then raise exception 'zugang_anlegen: nur zum eigenen Entwurf'; end if;
  insert into eingang.zugang values (hash, buerger_, bis) on conflict (token_hash) do nothing;
end $$;
create function eingang.zugang_lesen(hash bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select buerger from eingang.zugang where token_hash = hash and gueltig_bis > statement_timestamp()
$$;
select base.tuer('eingang.zugang_anlegen(bytea, uuid, timestamptz)', 'app');
select base.tuer('eingang.zugang_lesen(bytea)', 'app');
