-- Fördermittel: the grant, its budget lines, and what was spent and called. Entries are never changed; a wrong one gets a
-- counter-entry. Read by the own house only. Amounts in cents.
create table steuerung.zuwendung (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  bezeichnung text not null,
  geber     text not null,
  aktenzeichen text not null,
  bescheid_vom date not null,
  zeitraum  daterange not null,          -- purpose period
  satz      int not null,                -- share of the costs that is paid, in hundredths of a percent
  betrag    bigint not null,             -- most that is paid
  angelegt  timestamptz not null,
  primary key (koerperschaft, id)
);
select base.klasse('steuerung.zuwendung', 'partei', '{"rechte": "select, insert"}');

create table steuerung.foerderposition (
  koerperschaft uuid not null,
  zuwendung uuid not null,
  nr        int not null,
  bezeichnung text not null,
  ansatz    bigint not null check (ansatz > 0),
  primary key (koerperschaft, zuwendung, nr),
  foreign key (koerperschaft, zuwendung) references steuerung.zuwendung (koerperschaft, id)
);
select base.klasse('steuerung.foerderposition', 'partei', '{"rechte": "select, insert"}');

create table steuerung.ausgabe (
  koerperschaft uuid not null,
  zuwendung uuid not null,
  id        uuid not null,
  position  int not null,
  tag       date not null,               -- day of payment
  beleg     text not null,
  zweck     text not null,
  betrag    bigint not null,
  gegen     uuid,                        -- the entry this one takes back
  angelegt  timestamptz not null,
  person    uuid not null,
  check ((gegen is null and betrag > 0) or (gegen is not null and betrag < 0)),
  primary key (koerperschaft, zuwendung, id),
  foreign key (koerperschaft, zuwendung, position) references steuerung.foerderposition (koerperschaft, zuwendung, nr)
);
create unique index ausgabe_gegen on steuerung.ausgabe (koerperschaft, zuwendung, gegen) where gegen is not null;
select base.klasse('steuerung.ausgabe', 'partei', '{"rechte": "select, insert"}');

create table steuerung.mittelabruf (
  koerperschaft uuid not null,
  zuwendung uuid not null,
  nr        int not null,
  tag       date not null,
  faellig_bis date not null,             -- payments due until then are counted in
  faellig   bigint not null,             -- their sum
  betrag    bigint not null check (betrag > 0),
  regel     text not null,
  angelegt  timestamptz not null,
  person    uuid not null,
  primary key (koerperschaft, zuwendung, nr),
  foreign key (koerperschaft, zuwendung) references steuerung.zuwendung (koerperschaft, id)
);
select base.klasse('steuerung.mittelabruf', 'partei', '{"rechte": "select, insert"}');

create table steuerung.sachbericht (
  koerperschaft uuid not null,
  zuwendung uuid not null,
  id        uuid not null,
  inhalt    text not null,
  angelegt  timestamptz not null,
  person    uuid not null,
  primary key (koerperschaft, zuwendung, id),
  foreign key (koerperschaft, zuwendung) references steuerung.zuwendung (koerperschaft, id)
);
select base.klasse('steuerung.sachbericht', 'partei', '{"rechte": "select, insert"}');
