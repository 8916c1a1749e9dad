select base.raum('register');

-- Records of a body with history: a Vorgang changes the record, it is not the record. `inhalt` under the record's own key.
create table register.eintrag (
  koerperschaft uuid not null,
  leistung  text not null,
  art       text not null check (art in ('gewerbe', 'hund')),
  id        uuid not null,
  stand     int not null,
  nummer    text not null,
  oertlich  uuid not null,               -- AGS of the Betriebsstaette stays with the place, also under delegation
  bezeichnung text not null,
  gueltig   daterange not null,
  inhalt    bytea not null,
  vorgang   uuid not null,
  eingetragen timestamptz not null,
  primary key (koerperschaft, id, stand)
);
create unique index eintrag_nummer on register.eintrag (koerperschaft, art, nummer, stand);
select base.klasse('register.eintrag', 'vorgang', '{"rechte": "select, insert"}');
