-- The work queue: ids only, no personal data. A job ends in the transaction of its business effect.
create table base.auftrag (
  id           uuid primary key,
  art          text not null,
  koerperschaft uuid not null,
  bezug        uuid,                      -- Vorgang or another object of that body
  angaben      jsonb not null default '{}',
  faellig      timestamptz not null,
  versuche     int not null default 0,
  fence        int not null default 0,
  lease_bis    timestamptz,
  fehler       text,
  ruht         boolean not null default false  -- given up: a person has to look
);
create index auftrag_faellig on base.auftrag (faellig) where not ruht;
select base.klasse('base.auftrag', 'technik');
