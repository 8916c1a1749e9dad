-- What a step of a process changes, in one round trip: state, tasks, timers, jobs. The access context is asked once; who may is who
-- may write the rows by the policies of their tables.
create function prozesse.schritt_schreiben(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, fassung_ text, zustand_ bytea, fertig_ boolean,
  weg int[], aufgaben jsonb, zeitgeber jsonb, auftraege jsonb, at_ timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or not coalesce(ctx.stelle() = koerperschaft_
      or (koerperschaft_::text || '/' || leistung_) = any (ctx.freigaben()) or vorgang_ = any (ctx.auslauf()), false)
  then raise exception 'schritt_schreiben: nicht für diese Körperschaft'; end if;
  update prozesse.instanz i set fassung = fassung_, zustand = zustand_, fertig = fertig_ where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_ and i.leistung = leistung_;
  if not found then
    insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand, fertig) values (koerperschaft_, leistung_, vorgang_, fassung_, zustand_, fertig_);
  end if;
  if fertig_ then
    -- an instance that has ended leaves nothing open
    delete from prozesse.zeitgeber z where z.koerperschaft = koerperschaft_ and z.vorgang = vorgang_;
    weg := weg || vorgaenge.aufgaben_von(koerperschaft_, vorgang_);
  elsif weg <> '{}' then
    delete from prozesse.zeitgeber z where z.koerperschaft = koerperschaft_ and z.vorgang = vorgang_ and z.schritt = any (weg);
  end if;
  if weg <> '{}' or aufgaben is not null then
    perform vorgaenge.aufgaben_wechseln(koerperschaft_, leistung_, vorgang_, weg, aufgaben, at_);
  end if;
  if zeitgeber is not null then
    insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig)
    select koerperschaft_, leistung_, vorgang_, (z ->> 'schritt')::int, to_timestamp((z ->> 'faellig')::double precision / 1000) from jsonb_array_elements(zeitgeber) z;
  end if;
  if auftraege is not null then
    insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig)
    select (a ->> 'id')::uuid, 'prozess.dienst', koerperschaft_, vorgang_, a -> 'angaben', at_ from jsonb_array_elements(auftraege) a;
  end if;
end $$;
select base.tuer('prozesse.schritt_schreiben(uuid, text, uuid, text, bytea, boolean, int[], jsonb, jsonb, jsonb, timestamptz)', 'app', 'worker');
