select base.raum('kommunen');

create table kommunen.koerperschaft (
  id       uuid primary key,
  art      text not null check (art in ('gemeinde', 'verband', 'zweckverband', 'landkreis', 'land')),
  kuerzel  text unique check (kuerzel ~ '^[A-Z]{2,4}$'),   -- set at activation, part of every Aktenzeichen, never changed
  aktiv_ab timestamptz
);
select base.klasse('kommunen.koerperschaft', 'global');

-- Dated attributes: AGS, name and parent may change, the id never does.
create table kommunen.merkmale (
  koerperschaft uuid not null references kommunen.koerperschaft,
  gueltig       daterange not null,
  ags           text not null,
  ars           text not null,
  name          text not null,
  kurzname      text not null,
  textkennzeichen text,
  kreis         uuid references kommunen.koerperschaft,
  verband       text,
  erfuellende   uuid references kommunen.koerperschaft,  -- § 36 SaechsKomZG: who fulfils the tasks, zu bestaetigen
  einwohner     int not null,
  plz           text,
  sitz          text,
  primary key (koerperschaft, gueltig)
);
create index merkmale_ags on kommunen.merkmale (ags);
select base.klasse('kommunen.merkmale', 'global');

-- How a body appears: letterhead, Kasse, creditor id. Public: it stands on every letter.
create table kommunen.auftritt (
  koerperschaft uuid primary key references kommunen.koerperschaft,
  angaben       jsonb not null
);
select base.klasse('kommunen.auftritt', 'koerperschaft', '{"oeffentlich": true}');

-- Tariffs by Satzung: only these belong to a Kommune. Amounts in cents.
create table kommunen.satz (
  koerperschaft uuid not null references kommunen.koerperschaft,
  art           text not null,
  gueltig       daterange not null,
  werte         jsonb not null,
  fundstelle    text not null,
  primary key (koerperschaft, art, gueltig)
);
select base.klasse('kommunen.satz', 'koerperschaft', '{"oeffentlich": true}');

-- Door for other rooms: the bodies that run on this installation.
create view kommunen.aktive with (security_invoker = true) as select id, kuerzel from kommunen.koerperschaft where kuerzel is not null;
select base.sicht('kommunen.aktive');

-- Door for other rooms: members of a Verwaltungsgemeinschaft and who fulfils their tasks (zu bestätigen).
create view kommunen.gemeinschaft with (security_invoker = true) as
  select koerperschaft as mitglied, erfuellende, verband, gueltig from kommunen.merkmale
  where erfuellende is not null and erfuellende <> koerperschaft;
select base.sicht('kommunen.gemeinschaft');
