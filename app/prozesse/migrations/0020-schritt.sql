-- The same answers and the same writes in fewer statements: a step pays for each of them.

-- A town hall's own Vorgang needs no look at its Leistung before the lock; others are asked as before.
create or replace function prozesse.schritt_lesen(koerperschaft_ uuid, vorgang_ uuid) returns table (leistung text, fassung text, zustand bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  eigen boolean := prozesse.darf(koerperschaft_, null, null);
  bekannt text;
  s record;
begin
  -- asked before the lock: nobody holds up a Vorgang that is not his
  if not eigen then
    select i.leistung into bekannt from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
    if bekannt is not null and not prozesse.darf(koerperschaft_, bekannt, vorgang_) then return; end if;
  end if;
  s := vorgaenge.sperren(koerperschaft_, vorgang_);
  if s.leistung is null then return; end if;
  if not eigen and bekannt is distinct from s.leistung and not prozesse.darf(koerperschaft_, s.leistung, vorgang_) then return; end if;
  leistung := s.leistung;
  fassung := s.fassung;
  -- a statement of its own: it sees what the holder of the lock before us left
  select i.zustand into zustand from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
  return next;
end $$;

-- Which steps go is told by what they are: timers and incidents are looked for only where something beside tasks goes.
drop function prozesse.schritt_schreiben(uuid, text, uuid, text, bytea, boolean, int[], jsonb, jsonb, jsonb, timestamptz);
create function prozesse.schritt_schreiben(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, fassung_ text, zustand_ bytea, fertig_ boolean,
  weg int[], andere_weg int[], aufgaben jsonb, zeitgeber jsonb, auftraege jsonb, at_ timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not prozesse.darf(koerperschaft_, leistung_, vorgang_) then raise exception 'schritt_schreiben: nicht für diese Körperschaft'; end if;
  update prozesse.instanz i set fassung = fassung_, zustand = zustand_, fertig = fertig_
  where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_ and i.leistung = leistung_;
  if not found then
    insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand, fertig)
    values (koerperschaft_, leistung_, vorgang_, fassung_, zustand_, fertig_);
  end if;
  -- an instance that has ended leaves nothing open
  if fertig_ or andere_weg <> '{}' then
    delete from prozesse.zeitgeber z where z.koerperschaft = koerperschaft_ and z.vorgang = vorgang_ and (fertig_ or z.schritt = any (andere_weg));
    update prozesse.vorfall f set behoben = at_
    where f.koerperschaft = koerperschaft_ and f.vorgang = vorgang_ and f.behoben is null and (fertig_ or f.schritt = any (andere_weg));
  end if;
  if fertig_ or weg <> '{}' or aufgaben is not null then
    perform vorgaenge.aufgaben_wechseln(koerperschaft_, leistung_, vorgang_, fertig_, weg, aufgaben, at_);
  end if;
  if zeitgeber is not null then
    insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig)
    select koerperschaft_, leistung_, vorgang_, (z ->> 'schritt')::int, to_timestamp((z ->> 'faellig')::double precision / 1000)
    from jsonb_array_elements(zeitgeber) z;
  end if;
  if auftraege is not null then
    insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig)
    select (a ->> 'id')::uuid, 'prozess.dienst', koerperschaft_, vorgang_, a -> 'angaben', at_ from jsonb_array_elements(auftraege) a;
  end if;
end $$;
select base.tuer('prozesse.schritt_schreiben(uuid, text, uuid, text, bytea, boolean, int[], int[], jsonb, jsonb, jsonb, timestamptz)', 'app', 'worker');
