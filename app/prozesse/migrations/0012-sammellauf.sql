-- What concerns many cases is done in the background, one case after the other: a row says what is done, a row per case what became of it.
-- It takes the place of the table of moves. A move under way ends with it: its cases are those that still run in the old version.
select base.verwirf('prozesse.umstellung');

create table prozesse.sammellauf (
  koerperschaft uuid not null,            -- the house whose people do it
  id       uuid not null,
  art      text not null,                 -- kind of the work, and of its job
  gruppe   text not null,                 -- of which only one runs at a time
  auftrag  jsonb not null,
  wortlaut text,                          -- what was typed; goes when all is done
  person   uuid not null,
  begonnen timestamptz not null,
  stand    text not null default 'laeuft' check (stand in ('laeuft', 'angehalten', 'fertig')),
  primary key (koerperschaft, id)
);
create unique index sammellauf_laeuft on prozesse.sammellauf (koerperschaft, art, gruppe) where stand = 'laeuft';
select base.klasse('prozesse.sammellauf', 'koerperschaft', '{"rechte": "select, insert, update"}');

create table prozesse.sammelfall (
  koerperschaft uuid not null,            -- of the run, not of the case
  lauf    uuid not null,
  vorgang uuid not null,
  gut     boolean,                        -- null: still to do
  grund   text,                           -- why it stays: a sentence, or the code of a refusal
  nach    jsonb,                          -- where it went
  primary key (koerperschaft, lauf, vorgang)
);
create index sammelfall_vorgang on prozesse.sammelfall (vorgang);
select base.klasse('prozesse.sammelfall', 'koerperschaft', '{"rechte": "select, insert, update"}');

create or replace function prozesse.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  -- any house may have had it in a run
  delete from prozesse.sammelfall s where s.vorgang = vorgang_;
  delete from prozesse.zeitgeber z where z.koerperschaft = koerperschaft_ and z.vorgang = vorgang_;
  delete from prozesse.vorfall f where f.koerperschaft = koerperschaft_ and f.vorgang = vorgang_;
  delete from prozesse.instanz i where i.koerperschaft = koerperschaft_ and i.vorgang = vorgang_;
end $$;
