select base.raum('vereinbarungen');

-- One row per party of an agreement: each party signs its step in its own context.
create table vereinbarungen.partei (
  koerperschaft uuid not null references kommunen.koerperschaft,
  vereinbarung uuid not null,
  rolle     text not null check (rolle in ('auftraggeber', 'auftragnehmer')),
  inhalt    jsonb not null,              -- the agreement's text and data, the same for both
  inhalt_hash bytea not null,
  beschluss date,                        -- resolution of this party's council
  primary key (koerperschaft, vereinbarung)
);
select base.klasse('vereinbarungen.partei', 'partei');

-- What was published and is therefore public: who is competent for whom, since when, on which basis.
create table vereinbarungen.regel (
  vereinbarung uuid not null,
  art       text not null check (art in ('mandatierend', 'delegierend', 'gesetz')),
  leistung  text not null,               -- key of the Leistung; '*' for a statutory relation over all tasks
  von       uuid not null references kommunen.koerperschaft,   -- commissioning body
  an        uuid not null references kommunen.koerperschaft,   -- commissioned body
  gueltig   daterange not null,
  titel     text not null,
  fundstelle text not null,
  stand     text not null check (stand in ('in_kraft', 'genehmigung_offen', 'beendet')),
  primary key (vereinbarung, leistung)
);
create index regel_von on vereinbarungen.regel (von, leistung);
select base.klasse('vereinbarungen.regel', 'global');
