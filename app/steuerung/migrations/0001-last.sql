select base.raum('steuerung');

-- Everything here belongs to one Dienststelle alone: also who acts in its name by an agreement sees nothing of it (class partei).

-- Agreement with the Personalrat: without one in force no figure is made (§ 81 SächsPersVG, zu bestätigen).
create table steuerung.dienstvereinbarung (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  titel     text not null,
  geschlossen date not null,
  gueltig   daterange not null,
  primary key (koerperschaft, id)
);
select base.klasse('steuerung.dienstvereinbarung', 'partei');

-- People who share the work on some Leistungen.
create table steuerung.team (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  name      text not null,
  leistungen text[] not null,
  primary key (koerperschaft, id)
);
create unique index team_name on steuerung.team (koerperschaft, name);
select base.klasse('steuerung.team', 'partei');

-- A post: minutes a week for the Leistungen of its team. Whose it is may stay open; a deputy is another post of the house.
create table steuerung.planstelle (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  team      uuid not null,
  bezeichnung text not null,
  minuten   int not null check (minuten > 0),
  ab        date not null,
  bis       date,                         -- first day outside
  mitarbeiter uuid,
  vertretung uuid,
  primary key (koerperschaft, id),
  foreign key (koerperschaft, team) references steuerung.team (koerperschaft, id),
  foreign key (koerperschaft, vertretung) references steuerung.planstelle (koerperschaft, id)
);
select base.klasse('steuerung.planstelle', 'partei');

-- Days away, without a reason: nobody may learn here why. Taken out eight weeks after they are over.
create table steuerung.abwesenheit (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  planstelle uuid not null,
  ab        date not null,
  bis       date not null,                -- first day back
  primary key (koerperschaft, id),
  foreign key (koerperschaft, planstelle) references steuerung.planstelle (koerperschaft, id)
);
select base.klasse('steuerung.abwesenheit', 'partei');

-- Effort of one case from a day on, where no agreement says it.
create table steuerung.aufwand (
  koerperschaft uuid not null references kommunen.koerperschaft,
  leistung  text not null,
  ab        date not null,
  minuten   int not null check (minuten > 0),
  grund     text not null,
  primary key (koerperschaft, leistung, ab)
);
select base.klasse('steuerung.aufwand', 'partei');

-- Cases a week before this programme counted, as an earlier procedure or list says.
create table steuerung.vorgeschichte (
  koerperschaft uuid not null references kommunen.koerperschaft,
  leistung  text not null,
  montag    date not null,
  faelle    int not null check (faelle >= 0),
  quelle    text not null,
  primary key (koerperschaft, leistung, montag)
);
select base.klasse('steuerung.vorgeschichte', 'partei');

-- Assumptions somebody chose to keep. Results are computed anew whenever they are opened.
create table steuerung.annahme (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  titel     text not null,
  felder    jsonb not null,
  angelegt  timestamptz not null,
  primary key (koerperschaft, id)
);
select base.klasse('steuerung.annahme', 'partei');
