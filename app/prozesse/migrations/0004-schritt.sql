-- A step of a process in two round trips: one reads under the lock of the Vorgang, one writes all that changes. The access context
-- is asked once in each; who may is who may write the rows by the policies of their tables.
create function prozesse.darf(koerperschaft_ uuid, leistung_ text, vorgang_ uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare k ctx.kontext := ctx.x();
begin
  if k.art is null or k.art not in ('mitarbeit', 'dienst') or k.handelnd_fuer is distinct from koerperschaft_ then return false; end if;
  return coalesce(k.stelle = koerperschaft_ or (ctx.fuer() = koerperschaft_
    and ((koerperschaft_::text || '/' || leistung_) = any (ctx.freigaben()) or vorgang_ = any (ctx.auslauf()))), false);
end $$;

-- Nothing, where there is no such Vorgang for this context.
create function prozesse.schritt_lesen(koerperschaft_ uuid, vorgang_ uuid) returns table (leistung text, fassung text, zustand bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- asked before the lock: nobody holds up a Vorgang that is not his
  select i.leistung into leistung from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
  if found and not prozesse.darf(koerperschaft_, leistung, vorgang_) then return; end if;
  select s.leistung, s.fassung into leistung, fassung from vorgaenge.sperren(koerperschaft_, vorgang_) s;
  if not found or not prozesse.darf(koerperschaft_, leistung, vorgang_) then return; end if;
  select i.zustand into zustand from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
  return next;
end $$;
select base.tuer('prozesse.schritt_lesen(uuid, uuid)', 'app', 'worker');

create function prozesse.schritt_schreiben(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, fassung_ text, zustand_ bytea, fertig_ boolean,
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
select base.tuer('prozesse.schritt_schreiben(uuid, text, uuid, text, bytea, boolean, int[], jsonb, jsonb, jsonb, timestamptz)', 'app', 'worker');
