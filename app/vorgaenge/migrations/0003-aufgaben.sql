-- Part of a step of a process: tasks that go and tasks that appear. Called by other doors only, which have checked the context.
create function vorgaenge.aufgaben_wechseln(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, weg int[], neu jsonb, at_ timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if weg <> '{}' then
    delete from vorgaenge.aufgabe a where a.koerperschaft = koerperschaft_ and a.vorgang = vorgang_ and a.schritt = any (weg);
  end if;
  if neu is not null then
    insert into vorgaenge.aufgabe (koerperschaft, leistung, vorgang, schritt, element, name, gruppe, formular, kopf, angelegt)
    select koerperschaft_, leistung_, vorgang_, (n ->> 'schritt')::int, n ->> 'element', n ->> 'name', n ->> 'gruppe', n ->> 'formular', n -> 'kopf', at_
    from jsonb_array_elements(neu) n;
    update vorgaenge.vorgang v set schritt = neu -> -1 ->> 'name' where v.koerperschaft = koerperschaft_ and v.id = vorgang_;
  end if;
end $$;
select base.tuer('vorgaenge.aufgaben_wechseln(uuid, text, uuid, int[], jsonb, timestamptz)');

create function vorgaenge.aufgaben_von(koerperschaft_ uuid, vorgang_ uuid) returns int[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(a.schritt), '{}') from vorgaenge.aufgabe a where a.koerperschaft = koerperschaft_ and a.vorgang = vorgang_
$$;
select base.tuer('vorgaenge.aufgaben_von(uuid, uuid)');
