select base.raum('steuerung');

-- What a Leistung would cost the body alone, as it says itself. Insert-only: the newest entry for a day is the one that counts.
-- Read by the own house only, also when another one acts in its name; therefore the class of rows each party keeps for itself.
create table steuerung.alleinkosten (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  leistung  text not null,
  ab        date not null,
  stellen   int not null,                -- hundredths of a full post
  eg        text not null,               -- pay grade, in words
  jahreskosten bigint not null,          -- cents for a full post and year
  zuschlag  int not null,                -- overhead in percent
  software  bigint not null,             -- cents a year
  erfasst   timestamptz not null,
  person    uuid not null,
  primary key (koerperschaft, id)
);
select base.klasse('steuerung.alleinkosten', 'partei', '{"rechte": "select, insert"}');

-- Consent to be compared, per group of figures; taken back by an end, never erased.
create table steuerung.einwilligung (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  gruppe    text not null check (gruppe in ('mengen', 'zeiten', 'kosten')),
  ab        timestamptz not null,
  bis       timestamptz,
  primary key (koerperschaft, id)
);
create unique index einwilligung_offen on steuerung.einwilligung (koerperschaft, gruppe) where bis is null;
select base.klasse('steuerung.einwilligung', 'partei', '{"rechte": "select, insert, update"}');

-- The figures a body lays open to those who consented as well: computed by itself, in its own context, from five cases on.
create table steuerung.vergleichswert (
  koerperschaft uuid not null references kommunen.koerperschaft,
  gruppe    text not null check (gruppe in ('mengen', 'zeiten', 'kosten')),
  leistung  text not null,
  merkmal   text not null,
  wert      bigint not null,
  stand     date not null,
  primary key (koerperschaft, gruppe, leistung, merkmal)
);
select base.klasse('steuerung.vergleichswert', 'partei');

-- Only who has consented sees anything, and only of those who have consented; nobody learns how many have not.
create function steuerung.vergleich(gruppe_ text)
returns table (koerperschaft uuid, leistung text, merkmal text, wert bigint, stand date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (ctx.x()).art is distinct from 'mitarbeit' or not exists (
    select from steuerung.einwilligung e where e.koerperschaft = ctx.stelle() and e.gruppe = gruppe_ and e.bis is null
  ) then return; end if;
  return query select w.koerperschaft, w.leistung, w.merkmal, w.wert, w.stand
    from steuerung.vergleichswert w join steuerung.einwilligung e on e.koerperschaft = w.koerperschaft and e.gruppe = w.gruppe and e.bis is null
    where w.gruppe = gruppe_ order by w.leistung, w.merkmal, w.koerperschaft;
end $$;
select base.tuer('steuerung.vergleich(text)', 'app');

-- Open data: one table of counts per quarter, released once and never computed again, so that no two versions can be subtracted.
create table steuerung.datensatz (
  koerperschaft uuid not null references kommunen.koerperschaft,
  quartal   text not null,               -- 2026-Q3
  inhalt    jsonb not null,
  freigegeben timestamptz not null,
  zurueckgezogen timestamptz,
  primary key (koerperschaft, quartal)
);
select base.klasse('steuerung.datensatz', 'koerperschaft', '{"oeffentlich": true, "rechte": "select, insert, update"}');
