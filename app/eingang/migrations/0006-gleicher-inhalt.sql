-- As before; the answer to a key that was there also says whether it was the same content: `gleich`, by the hash of the answers.
drop function eingang.einreichen(jsonb);
create function eingang.einreichen(p jsonb) returns table (vorgang uuid, aktenzeichen text, empfangen timestamptz, neu boolean, gleich boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k ctx.kontext := ctx.x();
  e jsonb := p -> 'eingang';
  v jsonb := p -> 'vorgang';
  koerperschaft_ uuid := (v ->> 'koerperschaft')::uuid;
  buerger_ uuid := (v ->> 'buerger')::uuid;
  hash_ bytea := decode(e ->> 'hash', 'hex');
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
    return query select w.id, w.aktenzeichen, w.eingegangen, false,
        exists (select from eingang.eingang g where g.koerperschaft = w.koerperschaft and g.vorgang = w.id and g.hash = hash_ and g.leistung = v ->> 'leistung')
      from eingang.entwurf d join vorgaenge.vorgang w on w.id = d.abgesendet
      where d.buerger = k.person and d.id::text = e ->> 'schluessel' and w.buerger = k.person;
    if found then return; end if;
  end if;

  insert into eingang.eingang (koerperschaft, id, leistung, kanal, schluessel, empfangen, hash, stand, titel, hinweis, datei, vorgang)
  values (koerperschaft_, (e ->> 'id')::uuid, v ->> 'leistung', e ->> 'kanal', e ->> 'schluessel', (e ->> 'empfangen')::timestamptz,
          hash_, 'vorgang', e ->> 'titel', coalesce(e ->> 'hinweis', ''), e -> 'datei', (v ->> 'id')::uuid)
  on conflict (koerperschaft, schluessel) do nothing;
  if not found then
    if exists (select from eingang.eingang g join vorgaenge.vorgang w on w.koerperschaft = g.koerperschaft and w.id = g.vorgang
        where g.koerperschaft = koerperschaft_ and g.schluessel = e ->> 'schluessel' and w.buerger is distinct from buerger_)
    then raise exception 'einreichen: fremder Antrag'; end if;
    return query select g.vorgang, w.aktenzeichen, g.empfangen, false, g.hash = hash_ and g.leistung = v ->> 'leistung' from eingang.eingang g
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
  return query select (v ->> 'id')::uuid, v ->> 'aktenzeichen', (e ->> 'empfangen')::timestamptz, true, true;
end $$;
select base.tuer('eingang.einreichen(jsonb)', 'app', 'worker');
