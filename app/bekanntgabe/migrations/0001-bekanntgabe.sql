select base.raum('bekanntgabe');

-- One way of one document to one recipient: mailbox or letter.
create table bekanntgabe.zustellung (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  id        uuid not null,
  dokument  uuid not null,
  titel     text not null,
  weg       text not null check (weg in ('postfach', 'brief')),
  verwaltungsakt boolean not null,
  empfaenger jsonb not null,             -- {zeilen: [...]}: the address on the letter
  buerger   uuid,
  bereitgestellt timestamptz,
  benachrichtigt timestamptz,
  abgerufen timestamptz,
  versandt  date,                        -- posting day, entered by a person
  bekanntgabe_am date,
  rechtsbehelf_bis date,
  regel     jsonb,
  angelegt  timestamptz not null,
  primary key (koerperschaft, vorgang, id),
  foreign key (koerperschaft, vorgang, dokument) references dokumente.dokument (koerperschaft, vorgang, id)
);
create index zustellung_druck on bekanntgabe.zustellung (koerperschaft, angelegt) where weg = 'brief' and versandt is null;
select base.klasse('bekanntgabe.zustellung', 'vorgang', '{"buerger": true, "rechte": "select, insert, update"}');
