select base.raum('abrechnung');

-- The account of an agreement as one of its parties keeps it: who the other one is.
create table abrechnung.konto (
  koerperschaft uuid not null references kommunen.koerperschaft,
  vereinbarung uuid not null,
  gegenueber uuid not null references kommunen.koerperschaft,
  primary key (koerperschaft, vereinbarung)
);
select base.klasse('abrechnung.konto', 'partei', '{"rechte": "select, insert"}');

-- One row per event of the account's stream: what lists and sums read. Never changed; the events say the same.
create table abrechnung.eintrag (
  koerperschaft uuid not null,
  vereinbarung uuid not null,
  n         int not null,                -- number of the event in this party's stream
  gegen_n   int,                         -- number in the other party's stream, where the fact was born there
  art       text not null,
  quelle    uuid not null,               -- what it is about (case, record, statement): each once
  c         bytea not null,              -- hash of the event in the log of the party where the fact was born
  leistung  text,
  einheit   text,
  tag       date,
  menge     int,
  jahr      int,
  periode   int,
  angaben   jsonb not null default '{}',
  at        timestamptz not null,
  primary key (koerperschaft, vereinbarung, n),
  foreign key (koerperschaft, vereinbarung) references abrechnung.konto (koerperschaft, vereinbarung)
);
create unique index eintrag_einmal on abrechnung.eintrag (koerperschaft, vereinbarung, art, quelle);
create unique index eintrag_gegen on abrechnung.eintrag (koerperschaft, vereinbarung, gegen_n) where gegen_n is not null;
create index eintrag_tag on abrechnung.eintrag (koerperschaft, vereinbarung, tag) where art = 'leistung.gezaehlt';
create index eintrag_schritt on abrechnung.eintrag (koerperschaft, jahr, periode) where jahr is not null;
select base.klasse('abrechnung.eintrag', 'partei', '{"rechte": "select, insert"}');

-- Numbers of the statements a body gives, without gaps.
create table abrechnung.nummernkreis (
  koerperschaft uuid not null references kommunen.koerperschaft,
  jahr      int not null,
  letzte    int not null,
  primary key (koerperschaft, jahr)
);
select base.klasse('abrechnung.nummernkreis', 'koerperschaft', '{"rechte": "select, insert, update"}');

-- Where a body books what it owes or is owed under an agreement: its own words for its own cash system.
create table abrechnung.kontierung (
  koerperschaft uuid not null references kommunen.koerperschaft,
  vereinbarung uuid not null,
  produkt   text not null,
  sachkonto text not null,
  kostenstelle text not null,
  primary key (koerperschaft, vereinbarung)
);
select base.klasse('abrechnung.kontierung', 'koerperschaft', '{"rechte": "select, insert, update"}');

-- What the other party has entered, in its order, after what was taken over already. Only for an agreement in which each names
-- the other; facts born here do not come back.
create function abrechnung.eintraege_der_anderen(vereinbarung_ uuid, nach int, hoechstens int) returns setof abrechnung.eintrag
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.* from abrechnung.konto ich
  join abrechnung.konto du on du.koerperschaft = ich.gegenueber and du.vereinbarung = ich.vereinbarung and du.gegenueber = ich.koerperschaft
  join abrechnung.eintrag e on e.koerperschaft = du.koerperschaft and e.vereinbarung = du.vereinbarung
  where ctx.art() = 'dienst' and ich.koerperschaft = ctx.stelle() and ctx.fuer() = ctx.stelle() and ich.vereinbarung = vereinbarung_
    and e.gegen_n is null and e.n > nach
  order by e.n limit hoechstens
$$;
select base.tuer('abrechnung.eintraege_der_anderen(uuid, int, int)', 'worker');
