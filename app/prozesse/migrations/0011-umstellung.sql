-- Moving many running cases to another version: started by who leads the house that works on them, done in the background, one case
-- after the other. What is left to do is what still runs in the old version; this row only says how far it came, and why some stayed.
create table prozesse.umstellung (
  koerperschaft uuid not null,            -- the house that works on the cases
  id        uuid not null,
  leistung  text not null,
  von       text not null,
  nach      text not null,
  zuordnung jsonb not null,
  probe     boolean not null,             -- only sees what would happen
  person    uuid not null,
  begonnen  timestamptz not null,
  stand     text not null default 'laeuft' check (stand in ('laeuft', 'angehalten', 'fertig')),
  gesamt    int not null,
  gegangen  int not null default 0,
  geblieben int not null default 0,
  gruende   jsonb not null default '{}',  -- sentence or code: how many stayed for it
  zuletzt   uuid,                         -- the case done last
  primary key (koerperschaft, id)
);
create unique index umstellung_laeuft on prozesse.umstellung (koerperschaft, leistung, von) where stand = 'laeuft';
select base.klasse('prozesse.umstellung', 'koerperschaft', '{"rechte": "select, insert, update"}');
