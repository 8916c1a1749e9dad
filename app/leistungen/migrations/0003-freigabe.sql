-- What a body has decided about the versions of a Leistung. Rows are only added: the one with the highest number counts. Without one, or
-- where it names no version, the body works with the version that counts on this installation (leistungen.geltung).
create table leistungen.freigabe (
  koerperschaft uuid not null references kommunen.koerperschaft,
  leistung  text not null,
  nummer    int not null check (nummer >= 1),
  fassung   text,                        -- null: follows again
  ab        timestamptz not null,
  primary key (koerperschaft, leistung, nummer),
  foreign key (leistung, fassung) references leistungen.fassung
);
select base.klasse('leistungen.freigabe', 'koerperschaft', '{"oeffentlich": true, "rechte": "select, insert"}');

-- What the log of a body was told: which version counted there from then on; none where the Leistung was not offered any more. Rows are only
-- added, each in the transaction of its event.
create table leistungen.vermerkt (
  koerperschaft uuid not null references kommunen.koerperschaft,
  leistung  text not null,
  nummer    int not null check (nummer >= 1),
  fassung   text,
  ab        timestamptz not null,
  primary key (koerperschaft, leistung, nummer),
  foreign key (leistung, fassung) references leistungen.fassung
);
select base.klasse('leistungen.vermerkt', 'koerperschaft', '{"rechte": "select, insert"}');
