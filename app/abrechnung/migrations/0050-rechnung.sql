-- What an invoice needs of a body beside its letterhead. Public, as the letterhead is: whoever writes to a public body must know where
-- it takes invoices.
create table abrechnung.rechnungsangaben (
  koerperschaft uuid primary key references kommunen.koerperschaft,
  leitweg_id    text,
  ust_id        text,
  steuernummer  text,
  ansprechpartner text not null
);
select base.klasse('abrechnung.rechnungsangaben', 'koerperschaft', '{"oeffentlich": true, "rechte": "select, insert, update"}');

-- Numbers of the invoices a body gives in a year, without gaps.
create table abrechnung.rechnungskreis (
  koerperschaft uuid not null references kommunen.koerperschaft,
  jahr      int not null,
  letzte    int not null,
  primary key (koerperschaft, jahr)
);
select base.klasse('abrechnung.rechnungskreis', 'koerperschaft', '{"rechte": "select, insert, update"}');

-- An invoice as it was given, whole and never changed: every file is written from it again, byte for byte.
create table abrechnung.rechnung (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id            uuid not null,
  nummer        text not null,
  vereinbarung  uuid not null,
  jahr          int not null,
  periode       int not null,
  fassung       text not null,           -- hash of the statement it is about
  reihe         int not null,            -- what is not taxable stands on an invoice of its own
  rechnung      jsonb not null,
  auftritt      jsonb not null,          -- letterhead of that day
  at            timestamptz not null,
  primary key (koerperschaft, id),
  unique (koerperschaft, nummer),
  unique (koerperschaft, vereinbarung, fassung, reihe)
);
create index rechnung_periode on abrechnung.rechnung (koerperschaft, vereinbarung, jahr, periode);
select base.klasse('abrechnung.rechnung', 'koerperschaft', '{"rechte": "select, insert"}');
