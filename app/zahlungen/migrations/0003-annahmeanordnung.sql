-- An Allgemeine Annahmeanordnung: the body whose Kasse books orders once, for one Leistung up to an amount, what would otherwise be
-- ordered claim by claim. Never changed, only revoked; each act is an event of the body.
create table zahlungen.annahmeanordnung (
  koerperschaft uuid not null,
  id        uuid not null,
  leistung  text not null,
  hoechstbetrag bigint not null check (hoechstbetrag > 0),
  gueltig   daterange not null check (not isempty(gueltig) and not lower_inf(gueltig)),
  dienstanweisung text not null check (dienstanweisung <> ''),
  angeordnet_von uuid not null,
  angeordnet_am timestamptz not null,
  widerrufen_von uuid,
  widerrufen_am timestamptz,
  check ((widerrufen_von is null) = (widerrufen_am is null)),
  primary key (koerperschaft, id)
);
select base.klasse('zahlungen.annahmeanordnung', 'koerperschaft', '{"rechte": "select, insert, update"}');

-- A claim is stated and ordered by two people, or by a rule under such an order and by nobody.
alter table zahlungen.forderung
  alter column festgestellt_von drop not null,
  add column annahmeanordnung uuid,
  add foreign key (koerperschaft, annahmeanordnung) references zahlungen.annahmeanordnung (koerperschaft, id),
  add check (case when annahmeanordnung is null then festgestellt_von is not null
    else festgestellt_von is null and angeordnet_von is null and angeordnet_am is not null end);
