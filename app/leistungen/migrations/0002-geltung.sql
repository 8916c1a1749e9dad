-- Which version of a Leistung was in force from when. Rows are only added: the last one counts.
create table leistungen.geltung (
  nummer    bigint generated always as identity primary key,
  leistung  text not null,
  fassung   text,                        -- null: not offered any more
  ab        timestamptz not null,
  woher     text not null check (woher in ('ordner', 'befehl')),   -- the folders of the installation, or `leistung -- publish`
  check (woher = 'befehl' or fassung is not null),
  foreign key (leistung, fassung) references leistungen.fassung
);
create index on leistungen.geltung (leistung, nummer desc);
select base.klasse('leistungen.geltung', 'global');

insert into leistungen.geltung (leistung, fassung, ab, woher)
select leistung, fassung, veroeffentlicht, 'ordner' from leistungen.fassung order by veroeffentlicht, fassung;
