select base.raum('dokumente');

-- A document of a Vorgang: the bytes lie encrypted in the file store, the hashes in its event.
create table dokumente.dokument (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  id        uuid not null,
  art       text not null,               -- empfangsbescheinigung, kostenbescheid, antragskopie, mitteilung …
  titel     text not null,
  datei     jsonb not null,              -- {name, mime, len, sha256, sha512, ort}
  gesiegelt boolean not null,
  buerger   uuid,                        -- set when the citizen may read it
  erstellt  timestamptz not null,
  primary key (koerperschaft, vorgang, id)
);
select base.klasse('dokumente.dokument', 'vorgang', '{"buerger": true, "rechte": "select, insert"}');
