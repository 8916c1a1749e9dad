-- With a step that is withdrawn, and with an instance that ends, nobody has to look at what stood still there any more.
create or replace function prozesse.schritt_schreiben(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, fassung_ text, zustand_ bytea, fertig_ boolean,
  weg int[], aufgaben jsonb, zeitgeber jsonb, auftraege jsonb, at_ timestamptz) returns void
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
  if fertig_ or weg <> '{}' then
    delete from prozesse.zeitgeber z where z.koerperschaft = koerperschaft_ and z.vorgang = vorgang_ and (fertig_ or z.schritt = any (weg));
    update prozesse.vorfall f set behoben = at_
    where f.koerperschaft = koerperschaft_ and f.vorgang = vorgang_ and f.behoben is null and (fertig_ or f.schritt = any (weg));
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
