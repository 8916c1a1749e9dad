-- A row of a Vorgang carries the Vorgang's own Leistung: what an agreement opens for one Leistung never reaches another's case.
create function vorgaenge.leistung_passt() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from vorgaenge.vorgang v where v.koerperschaft = new.koerperschaft and v.id = new.vorgang and v.leistung <> new.leistung) then
    raise exception 'Der Vorgang gehört zu einer anderen Leistung';
  end if;
  return new;
end $$;
select base.tuer('vorgaenge.leistung_passt()');
do $$
declare t text;
begin
  foreach t in array array['vorgaenge.aufgabe', 'zahlungen.forderung', 'register.eintrag', 'bekanntgabe.zustellung', 'prozesse.instanz', 'prozesse.vorfall',
                           'dokumente.dokument', 'nachweise.ereignis', 'eingang.eingang'] loop
    execute format('create trigger leistung_passt before insert or update of koerperschaft, leistung, vorgang on %s for each row execute function vorgaenge.leistung_passt()', t);
  end loop;
end $$;
