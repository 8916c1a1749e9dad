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

-- Effects outside: written with the business change, looked up by key after a crash, never resent blindly.
create table base.ausgang (
  schluessel   text primary key,
  art          text not null,
  koerperschaft uuid not null,
  bezug        uuid,
  angaben      jsonb not null default '{}',
  stand        text not null default 'offen' check (stand in ('offen', 'versucht', 'erledigt', 'unklar')),
  angelegt     timestamptz not null,
  erledigt     timestamptz
);
create index ausgang_offen on base.ausgang (angelegt) where stand in ('offen', 'versucht');
select base.klasse('base.ausgang', 'technik');
