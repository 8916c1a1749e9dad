-- Of one kind a body has one tariff a day: each ends where the next one begins, and only one has no end yet. So no two overlap, and
-- between the first and the last one no day is left out.
alter table kommunen.satz
  add column ab  date generated always as (lower(gueltig)) stored,
  add column bis date generated always as (upper(gueltig)) stored,
  add constraint satz_tag check (ab is not null and not isempty(gueltig)),
  add constraint satz_anfang unique (koerperschaft, art, ab),
  add constraint satz_ende unique nulls not distinct (koerperschaft, art, bis) deferrable initially deferred,
  add constraint satz_folge foreign key (koerperschaft, art, bis) references kommunen.satz (koerperschaft, art, ab) deferrable initially deferred;

-- Since when the installation knows it: what was reckoned before is recalculated without it.
alter table kommunen.satz add column erfasst timestamptz not null default to_timestamp(0);

-- New bank data of a body, until somebody other than who entered them says that they are right.
create table kommunen.bankvorschlag (
  koerperschaft uuid primary key references kommunen.koerperschaft,
  angaben       jsonb not null,
  person        uuid not null,
  erfasst       timestamptz not null
);
select base.klasse('kommunen.bankvorschlag', 'partei');
