-- Which state of the public rules is in force: everything that changes who may be competent gives it a new name. The name is never
-- used twice, not even after a rollback: whoever keeps answers under it can only find those of exactly this state.
create table kommunen.stand (
  einzig  boolean primary key default true check (einzig),
  kennung uuid not null default gen_random_uuid()
);
insert into kommunen.stand default values;
select base.klasse('kommunen.stand', 'global');

-- Trigger of every table that says who is competent, here and in the rooms above.
create function kommunen.neuer_stand() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update kommunen.stand set kennung = gen_random_uuid();
  return null;
end $$;
select base.tuer('kommunen.neuer_stand()');
create trigger neuer_stand after insert or update or delete or truncate on kommunen.koerperschaft for each statement execute function kommunen.neuer_stand();
create trigger neuer_stand after insert or update or delete or truncate on kommunen.merkmale for each statement execute function kommunen.neuer_stand();

-- A body that has merged into another one: from this day on its territory is the other's (zu bestätigen: § 8 SächsGemO).
create table kommunen.nachfolge (
  koerperschaft uuid primary key references kommunen.koerperschaft,
  nachfolger    uuid not null references kommunen.koerperschaft,
  ab            date not null,
  check (koerperschaft <> nachfolger)
);
select base.klasse('kommunen.nachfolge', 'global');
create trigger neuer_stand after insert or update or delete or truncate on kommunen.nachfolge for each statement execute function kommunen.neuer_stand();

-- Doors for other rooms: who became of whom, and the name of the state that is in force.
create view kommunen.rechtsnachfolge with (security_invoker = true) as select koerperschaft, nachfolger, ab from kommunen.nachfolge;
select base.sicht('kommunen.rechtsnachfolge');
create view kommunen.regelstand with (security_invoker = true) as select kennung from kommunen.stand;
select base.sicht('kommunen.regelstand');
