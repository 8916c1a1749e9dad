-- Timers of running processes, apart from the queue of work: ten thousand that fall due together wait among themselves.
-- `faellig` is when to try next; a timer ends in the transaction of its step.
create table prozesse.zeitgeber (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  schritt   int not null,
  faellig   timestamptz not null,
  versuche  int not null default 0,
  fence     int not null default 0,
  lease_bis timestamptz,
  ruht      boolean not null default false,  -- given up: an incident says so to a person
  primary key (koerperschaft, vorgang, schritt)
);
create index zeitgeber_faellig on prozesse.zeitgeber (faellig) where not ruht;
select base.klasse('prozesse.zeitgeber', 'vorgang');

-- Timers that were jobs of the queue move here.
insert into prozesse.zeitgeber (koerperschaft, leistung, vorgang, schritt, faellig)
select a.koerperschaft, i.leistung, a.bezug, (a.angaben ->> 'schritt')::int, min(a.faellig)
from base.auftrag a join prozesse.instanz i on i.koerperschaft = a.koerperschaft and i.vorgang = a.bezug
where a.art = 'prozess.zeit' group by 1, 2, 3, 4;
delete from base.auftrag where art = 'prozess.zeit';

-- The worker takes due timers of all bodies: ids only, the work is done in the context of their body.
create function prozesse.zeitgeber_nehmen(bis timestamptz, anzahl int, lease interval)
returns table (koerperschaft uuid, vorgang uuid, schritt int, versuche int, fence int)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update prozesse.zeitgeber z set versuche = z.versuche + 1, fence = z.fence + 1, lease_bis = clock_timestamp() + lease
  from (select d.koerperschaft, d.vorgang, d.schritt from prozesse.zeitgeber d
        where not d.ruht and d.faellig <= bis and (d.lease_bis is null or d.lease_bis < clock_timestamp())
        order by d.faellig limit anzahl for update skip locked) n
  where z.koerperschaft = n.koerperschaft and z.vorgang = n.vorgang and z.schritt = n.schritt
  returning z.koerperschaft, z.vorgang, z.schritt, z.versuche, z.fence
$$;
select base.tuer('prozesse.zeitgeber_nehmen(timestamptz, int, interval)', 'worker');

-- Part of an erasure: everything this room keeps of the Vorgang. Answers what lies outside the database (files, keys).
create or replace function prozesse.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  delete from prozesse.zeitgeber z where z.koerperschaft = koerperschaft_ and z.vorgang = vorgang_;
  delete from prozesse.vorfall f where f.koerperschaft = koerperschaft_ and f.vorgang = vorgang_;
  delete from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
end $$;
