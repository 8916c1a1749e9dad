-- A job of no Vorgang says what it is about (an agreement, an invoice), so that the list can lead there.
drop function prozesse.auftraege_gescheitert();
create function prozesse.auftraege_gescheitert() returns table (auftrag uuid, art text, koerperschaft uuid, leistung text, vorgang uuid, schritt int,
  meldung text, seit timestamptz, naechster timestamptz, aktenzeichen text, stelle uuid, fassung text, basis jsonb, betreff text, bezug uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.art, a.koerperschaft, v.leistung, v.id, (a.angaben ->> 'schritt')::int, a.fehler, a.gescheitert,
    a.naechster, v.aktenzeichen, v.bearbeitende_stelle, v.fassung, v.basis, v.betreff,
    case when v.id is null then coalesce((a.angaben ->> 'vereinbarung')::uuid, a.bezug) end
  from base.auftraege_gescheitert() a left join vorgaenge.kopf v on v.koerperschaft = a.koerperschaft and v.id = a.bezug
  where (ctx.x()).art = 'mitarbeit' and case when v.id is null then a.koerperschaft = ctx.stelle() else prozesse.sieht(v.koerperschaft, v.leistung, v.id) end
  order by a.gescheitert limit 500
$$;
select base.tuer('prozesse.auftraege_gescheitert()', 'app');
