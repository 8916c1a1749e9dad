-- An agreement is what its steps say. A step is an event in the log of the party that took it; this row is its projection, which the
-- other party may read, too. `nr` counts over both parties, so that there is one order; the event says the same number.
create table vereinbarungen.schritt (
  koerperschaft uuid not null references kommunen.koerperschaft,
  vereinbarung uuid not null,
  nr        int not null,
  gegenueber uuid not null references kommunen.koerperschaft,   -- to whom the step is shown
  art       text not null,
  at        timestamptz not null,
  c         bytea not null,              -- C of the event
  person    uuid,                        -- who acted for the party; null = its representative
  angaben   jsonb not null,
  primary key (koerperschaft, vereinbarung, nr)
);
create index schritt_gegenueber on vereinbarungen.schritt (gegenueber);
select base.klasse('vereinbarungen.schritt', 'partei', '{"rechte": "select, insert"}');

-- The steps that the own body took or that were addressed to it: of one agreement, or (null) of all.
create function vereinbarungen.schritte(vereinbarung_ uuid) returns setof vereinbarungen.schritt
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.* from vereinbarungen.schritt s
  where (s.koerperschaft = (select ctx.stelle()) or s.gegenueber = (select ctx.stelle()))
    and (vereinbarung_ is null or s.vereinbarung = vereinbarung_)
  order by s.vereinbarung, s.nr
$$;
select base.tuer('vereinbarungen.schritte(uuid)', 'app', 'worker');

-- A change of an agreement is a new text: each party keeps every text it has declared. The resolution is a step.
alter table vereinbarungen.partei add column fassung int not null default 1;
alter table vereinbarungen.partei drop constraint partei_pkey;
alter table vereinbarungen.partei add primary key (koerperschaft, vereinbarung, fassung);
alter table vereinbarungen.partei drop column beschluss;

-- Lines of several texts of one agreement follow each other; a pause leaves a gap between two lines of one text.
alter table vereinbarungen.regel add column fassung int not null default 1;
alter table vereinbarungen.regel drop constraint regel_pkey;
alter table vereinbarungen.regel add primary key (vereinbarung, leistung, gueltig);
