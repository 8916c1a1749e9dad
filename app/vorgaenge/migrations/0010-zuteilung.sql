-- Who works on it, who may not (§ 20 VwVfG), and whom a leader has turned down for it. Projections of the events.
alter table vorgaenge.vorgang
  add column zugeteilt uuid,
  add column befangen uuid[] not null default '{}',
  add column abgelehnt uuid[] not null default '{}';

-- Cases a week of a Stelle, and its closed ones, latest first.
create index vorgang_geschichte on vorgaenge.vorgang (bearbeitende_stelle, eingegangen);
