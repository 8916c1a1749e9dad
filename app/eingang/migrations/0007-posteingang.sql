-- A row of the post room belongs to the post room and only names the Vorgang that came of it; at the door of the competent body both lie
-- in one body, and the rule of 0003 refused it.
drop trigger leistung_passt on eingang.eingang;
create trigger leistung_passt before insert or update of koerperschaft, leistung, vorgang on eingang.eingang
  for each row when (new.leistung <> 'posteingang') execute function vorgaenge.leistung_passt();
