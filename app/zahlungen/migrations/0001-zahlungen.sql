select base.raum('zahlungen');

-- A claim of the body whose Kasse books. Feststellung and Anordnung are two people. Amounts in cents.
create table zahlungen.forderung (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  id        uuid not null,
  art       text not null check (art in ('gebuehr', 'steuer')),
  betrag    bigint not null check (betrag >= 0),
  begruendung text not null,
  kassenzeichen text not null,
  faellig   jsonb not null,              -- [{tag, betrag}]
  festgestellt_von uuid not null,
  festgestellt_am timestamptz not null,
  angeordnet_von uuid,
  angeordnet_am timestamptz,
  zahlweg   text not null default 'ueberweisung' check (zahlweg in ('ueberweisung', 'sepa')),
  check (angeordnet_von is null or angeordnet_von <> festgestellt_von),
  primary key (koerperschaft, vorgang, id)
);
create unique index forderung_kassenzeichen on zahlungen.forderung (koerperschaft, kassenzeichen);
select base.klasse('zahlungen.forderung', 'vorgang');
