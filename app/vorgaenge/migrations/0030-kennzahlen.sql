-- Doors for figures: when a Vorgang came and how far it is, nothing of what it says.
create view vorgaenge.kennzahl with (security_invoker = true) as
  select koerperschaft, id as vorgang, leistung, oertlich, bearbeitende_stelle, buerger, stand, eingegangen, frist, offen
  from vorgaenge.vorgang;
select base.sicht('vorgaenge.kennzahl');

create view vorgaenge.offener_schritt with (security_invoker = true) as
  select koerperschaft, leistung, vorgang, name, angelegt from vorgaenge.aufgabe;
select base.sicht('vorgaenge.offener_schritt');

create view vorgaenge.oertlich with (security_invoker = true) as
  select koerperschaft, leistung, zustaendig, tag from vorgaenge.oertliche_sicht;
select base.sicht('vorgaenge.oertlich');

create index vorgang_eingegangen on vorgaenge.vorgang (koerperschaft, eingegangen);
create index vorgang_stelle on vorgaenge.vorgang (bearbeitende_stelle, eingegangen);
