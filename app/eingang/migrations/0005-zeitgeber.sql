-- The timers of a Vorgang belong to its Leistung too (see 0003).
create trigger leistung_passt before insert or update of koerperschaft, leistung, vorgang on prozesse.zeitgeber
  for each row execute function vorgaenge.leistung_passt();
