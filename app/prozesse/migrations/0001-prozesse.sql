select base.raum('prozesse');

-- One row per Vorgang: the engine's state, encrypted under the case key because its variables are the answers.
create table prozesse.instanz (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  fassung   text not null,
  zustand   bytea not null,
  fertig    boolean not null default false,
  primary key (koerperschaft, vorgang)
);
select base.klasse('prozesse.instanz', 'vorgang');

-- Something a machine could not do: a person sees, mends and resumes it.
create table prozesse.vorfall (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  schritt   int not null,
  element   text not null,
  meldung   text not null,
  seit      timestamptz not null,
  behoben   timestamptz,
  primary key (koerperschaft, vorgang, schritt)
);
select base.klasse('prozesse.vorfall', 'vorgang');
