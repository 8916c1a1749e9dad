-- A year is added up many times and by day only: how a day stands is kept beside its entries instead of being summed anew.

-- Proofs in the order of the stream in which they were born: the first is itself, each other one is hashed onto those before. The
-- same on both sides, and it goes on from where it stood.
create function abrechnung.verkette(bisher bytea, weiter bytea) returns bytea language sql immutable strict parallel safe
  return sha256(bisher || weiter);
create aggregate abrechnung.kette(bytea) (sfunc = abrechnung.verkette, stype = bytea, parallel = safe);

create table abrechnung.tagesstand (
  koerperschaft uuid not null,
  vereinbarung uuid not null,
  tag       date not null,
  leistung  text not null,
  einheit   text not null,
  menge     int not null,
  bis_n     int,                         -- last entry of the own stream that is in it, and the chain of its proofs
  kette     bytea,
  bis_gegen int,                         -- the same of the other party's stream
  kette_gegen bytea,
  primary key (koerperschaft, vereinbarung, tag, leistung, einheit),
  foreign key (koerperschaft, vereinbarung) references abrechnung.konto (koerperschaft, vereinbarung)
);
select base.klasse('abrechnung.tagesstand', 'partei', '{"rechte": "select, insert, update"}');

-- Stocks are asked for from their first day on, and are few.
create index tagesstand_bestand on abrechnung.tagesstand (koerperschaft, vereinbarung) where einheit in ('hund', 'einwohner');

insert into abrechnung.tagesstand
select koerperschaft, vereinbarung, tag, leistung, einheit, sum(menge),
  max(n) filter (where gegen_n is null), abrechnung.kette(c order by n) filter (where gegen_n is null),
  max(gegen_n), abrechnung.kette(c order by gegen_n) filter (where gegen_n is not null)
from abrechnung.eintrag where art = 'leistung.gezaehlt' group by koerperschaft, vereinbarung, tag, leistung, einheit;
