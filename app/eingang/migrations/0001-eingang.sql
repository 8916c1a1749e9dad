select base.raum('eingang');

-- A draft belongs to the citizen alone. Its id is the key of the submission.
create table eingang.entwurf (
  buerger   uuid not null,               -- account, or the draft itself for somebody without account
  id        uuid not null,
  koerperschaft uuid not null references kommunen.koerperschaft,  -- the place, for the key it is encrypted under
  leistung  text not null,
  fassung   text not null,
  antworten bytea not null,
  schritt   text not null default '',
  geaendert timestamptz not null,
  abgesendet uuid,                       -- the Vorgang it became
  primary key (buerger, id)
);
select base.klasse('eingang.entwurf', 'person');

-- Everything that came in: proof of what and when, also of what was refused. Class vorgang, so that the agreement on
-- Posteingang (leistung 'posteingang') opens a post room's rows to the town that scans for others.
create table eingang.eingang (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  leistung  text not null,
  kanal     text not null check (kanal in ('portal', 'amt24', 'behoerde', 'schalter')),
  schluessel text not null,              -- draft id or hash of the message: the same thing twice is one Eingang
  empfangen timestamptz not null,
  hash      bytea not null,
  stand     text not null check (stand in ('vorgang', 'klaerung', 'abgewiesen', 'erledigt')),
  titel     text not null,
  hinweis   text not null default '',
  grund     text not null default '',
  datei     jsonb,                       -- the raw bytes, kept whole
  vorgang   uuid,
  aktenzeichen text,                     -- of the Vorgang it became, for the second receipt
  primary key (koerperschaft, id)
);
create unique index eingang_schluessel on eingang.eingang (koerperschaft, schluessel);
select base.klasse('eingang.eingang', 'vorgang', '{"rechte": "select, insert, update"}');
