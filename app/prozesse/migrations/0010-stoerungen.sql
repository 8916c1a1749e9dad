-- What stands still in a house, in one list: incidents, and jobs that do not succeed. Jobs are the worker's; people of the house that
-- works on the Vorgang see theirs through this door and may wake them.
create index vorfall_offen on prozesse.vorfall (koerperschaft, vorgang) where behoben is null;

-- Who may read rows of this Vorgang: the policy `lesen` of their tables, for doors that read past the policies.
create function prozesse.sieht(koerperschaft_ uuid, leistung_ text, vorgang_ uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(koerperschaft_ = ctx.stelle() or (koerperschaft_::text || '/' || leistung_) = any (ctx.freigaben()) or vorgang_ = any (ctx.auslauf()), false);
end $$;

-- A job of no Vorgang (it is erased, or was never one) is its body's own.
create function prozesse.auftraege_gescheitert() returns table (auftrag uuid, art text, koerperschaft uuid, leistung text, vorgang uuid, schritt int,
  meldung text, seit timestamptz, naechster timestamptz, aktenzeichen text, stelle uuid, fassung text, basis jsonb, betreff text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.id, a.art, a.koerperschaft, v.leistung, v.id, (a.angaben ->> 'schritt')::int, a.fehler, a.gescheitert,
    a.naechster, v.aktenzeichen, v.bearbeitende_stelle, v.fassung, v.basis, v.betreff
  from base.auftraege_gescheitert() a left join vorgaenge.kopf v on v.koerperschaft = a.koerperschaft and v.id = a.bezug
  where (ctx.x()).art = 'mitarbeit' and case when v.id is null then a.koerperschaft = ctx.stelle() else prozesse.sieht(v.koerperschaft, v.leistung, v.id) end
  order by a.gescheitert limit 500
$$;
select base.tuer('prozesse.auftraege_gescheitert()', 'app');

-- Tries a job again at once. False: it is gone, not hers, or being worked on just now.
create function prozesse.auftrag_wecken(auftrag_ uuid, at_ timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k ctx.kontext := ctx.x();
  a record;
begin
  select b.koerperschaft, v.id, v.leistung, v.bearbeitende_stelle into a
  from base.auftraege_gescheitert() b left join vorgaenge.kopf v on v.koerperschaft = b.koerperschaft and v.id = b.bezug
  where b.id = auftrag_;
  if not found or k.art is distinct from 'mitarbeit' then return false; end if;
  if a.id is null then
    if a.koerperschaft is distinct from k.stelle or ctx.fuer() is distinct from k.stelle then return false; end if;
  elsif a.bearbeitende_stelle is distinct from k.stelle or not prozesse.darf(a.koerperschaft, a.leistung, a.id) then return false; end if;
  return base.auftrag_wecken(auftrag_, at_);
end $$;
select base.tuer('prozesse.auftrag_wecken(uuid, timestamptz)', 'app');
