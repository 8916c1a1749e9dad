-- The door for rooms that list something of a Vorgang says also which Leistung it is and on what basis it is worked on.
create or replace view vorgaenge.kopf with (security_invoker = true) as
  select koerperschaft, id, aktenzeichen, bearbeitende_stelle, leistung, fassung, basis, betreff from vorgaenge.vorgang;
