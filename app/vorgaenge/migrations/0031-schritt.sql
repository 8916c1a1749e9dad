-- What a step of a process needs of its Vorgang, for a part of the cost: a value instead of a table of one row, and no change of role
-- within a door that has changed it already. Called by doors of other rooms alone.
drop function vorgaenge.sperren(uuid, uuid);
create function vorgaenge.sperren(koerperschaft_ uuid, vorgang_ uuid, out leistung text, out fassung text) language plpgsql as $$
begin
  select v.leistung, v.fassung into leistung, fassung from vorgaenge.vorgang v where v.koerperschaft = koerperschaft_ and v.id = vorgang_ for update;
end $$;
select base.tuer('vorgaenge.sperren(uuid, uuid)');

-- As before; what lists show is written only where it changes.
create or replace function vorgaenge.aufgaben_wechseln(koerperschaft_ uuid, leistung_ text, vorgang_ uuid, alle boolean, weg int[], neu jsonb, at_ timestamptz) returns void
language plpgsql security invoker as $$
begin
  if alle or weg <> '{}' then
    delete from vorgaenge.aufgabe a where a.koerperschaft = koerperschaft_ and a.vorgang = vorgang_ and (alle or a.schritt = any (weg));
  end if;
  if neu is not null then
    insert into vorgaenge.aufgabe (koerperschaft, leistung, vorgang, schritt, element, name, gruppe, formular, kopf, angelegt)
    select koerperschaft_, leistung_, vorgang_, (n ->> 'schritt')::int, n ->> 'element', n ->> 'name', n ->> 'gruppe', n ->> 'formular', n -> 'kopf', at_
    from jsonb_array_elements(neu) n;
    update vorgaenge.vorgang v set schritt = neu -> -1 ->> 'name'
    where v.koerperschaft = koerperschaft_ and v.id = vorgang_ and v.schritt is distinct from neu -> -1 ->> 'name';
  end if;
end $$;
alter function vorgaenge.aufgaben_wechseln(uuid, text, uuid, boolean, int[], jsonb, timestamptz) reset search_path;
