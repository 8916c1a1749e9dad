-- Parts of a step of a process. Called by other doors only, which have checked the context.

-- Locks a Vorgang and says which Leistung it is, in which version.
create function vorgaenge.sperren(koerperschaft_ uuid, vorgang_ uuid) returns table (leistung text, fassung text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select v.leistung, v.fassung from vorgaenge.vorgang v where v.koerperschaft = koerperschaft_ and v.id = vorgang_ for update
$$;
select base.tuer('vorgaenge.sperren(uuid, uuid)');

-- Tasks that go (all of them, where the process has ended) and tasks that appear; the last of these is what lists show.
create function vorgaenge.aufgaben_wechseln(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, alle boolean, weg int[], neu jsonb, at_ timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if alle or weg <> '{}' then
    delete from vorgaenge.aufgabe a where a.koerperschaft = koerperschaft_ and a.vorgang = vorgang_ and (alle or a.schritt = any (weg));
  end if;
  if neu is not null then
    insert into vorgaenge.aufgabe (koerperschaft, leistung, vorgang, schritt, element, name, gruppe, formular, kopf, angelegt)
    select koerperschaft_, leistung_, vorgang_, (n ->> 'schritt')::int, n ->> 'element', n ->> 'name', n ->> 'gruppe', n ->> 'formular', n -> 'kopf', at_
    from jsonb_array_elements(neu) n;
    update vorgaenge.vorgang v set schritt = neu -> -1 ->> 'name' where v.koerperschaft = koerperschaft_ and v.id = vorgang_;
  end if;
end $$;
select base.tuer('vorgaenge.aufgaben_wechseln(uuid, text, uuid, boolean, int[], jsonb, timestamptz)');
