-- Which version of a Leistung was in force from when. Rows are only added: the one with the highest number counts.
create table leistungen.geltung (
  leistung  text not null,
  nummer    int not null,
  fassung   text,                        -- null: not offered any more
  ab        timestamptz not null,
  woher     text not null check (woher in ('ordner', 'befehl')),   -- the folders of the installation, or `leistung -- publish`
  primary key (leistung, nummer),
  check (woher = 'befehl' or fassung is not null),
  foreign key (leistung, fassung) references leistungen.fassung
);
select base.klasse('leistungen.geltung', 'global');

insert into leistungen.geltung (leistung, nummer, fassung, ab, woher)
select leistung, row_number() over (partition by leistung order by veroeffentlicht, fassung), fassung, veroeffentlicht, 'ordner'
from leistungen.fassung;
