-- Replaces the lines of an agreement. Nothing may be opened that both parties have not declared, switched on and seen published: a line
-- may end earlier than the text says (termination, pause), never begin earlier or end later. All of it or nothing.
create or replace function vereinbarungen.veroeffentliche(vereinbarung_ uuid, zeilen jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  z jsonb;
  i jsonb;            -- the text as this party has declared it
  von_ uuid; an_ uuid; ab_ date; frei date;
  alt jsonb;
begin
  if (ctx.x()).art is distinct from 'dienst' then raise exception 'veroeffentliche: nur im Dienstkontext'; end if;
  select p.inhalt into i from vereinbarungen.partei p where p.vereinbarung = vereinbarung_ and p.koerperschaft = ctx.fuer() order by p.fassung limit 1;
  von_ := (i ->> 'auftraggeber')::uuid;
  an_ := (i ->> 'auftragnehmer')::uuid;
  if i is null or von_ = an_ or ctx.fuer() not in (von_, an_) or (select count(distinct p.koerperschaft) from vereinbarungen.partei p
      where p.vereinbarung = vereinbarung_ and p.koerperschaft in (von_, an_)) <> 2
  then raise exception 'Der Vereinbarung fehlt die Erklärung einer Partei, oder die Texte sind verschieden'; end if;
  -- one change of who is competent for a body at a time: two agreements cannot pass each other unseen
  perform pg_advisory_xact_lock(hashtextextended(von_::text, 71));
  for z in select * from jsonb_array_elements(zeilen) loop
    select p.inhalt into i from vereinbarungen.partei p
      where p.vereinbarung = vereinbarung_ and p.koerperschaft = ctx.fuer() and p.fassung = (z ->> 'fassung')::int;
    if i is null or (select count(distinct p.koerperschaft) = 2 and count(distinct p.inhalt_hash) = 1 and count(distinct p.inhalt) = 1
        from vereinbarungen.partei p where p.vereinbarung = vereinbarung_ and p.koerperschaft in (von_, an_)
          and p.fassung = (z ->> 'fassung')::int) is not true
    then raise exception 'Der Vereinbarung fehlt die Erklärung einer Partei, oder die Texte sind verschieden'; end if;
    ab_ := (z ->> 'ab')::date;
    if jsonb_build_array(z -> 'von', z -> 'an', z -> 'art', i -> 'auftraggeber', i -> 'auftragnehmer')
       is distinct from jsonb_build_array(to_jsonb(von_), to_jsonb(an_), i -> 'art', to_jsonb(von_), to_jsonb(an_))
      or not coalesce(z ->> 'art' in ('mandatierend', 'delegierend'), false)
      or not coalesce(i -> 'leistungen' ? (z ->> 'leistung'), false)
      or (i ->> 'bis' is not null and (z ->> 'bis' is null or (z ->> 'bis')::date > (i ->> 'bis')::date))
      or not coalesce(z ->> 'stand' in ('in_kraft', 'genehmigung_offen'), false)
    then raise exception 'veroeffentliche: das steht nicht im Text der Vereinbarung'; end if;
    if z ->> 'stand' = 'in_kraft' then
      select greatest((s.angaben ->> 'tag')::date + 1, (i ->> 'ab')::date) into frei from vereinbarungen.schritt s
        where s.vereinbarung = vereinbarung_ and s.koerperschaft in (von_, an_) and s.art = 'bekanntgemacht'
          and (s.angaben ->> 'fassung')::int = (z ->> 'fassung')::int order by s.nr desc limit 1;
      if frei is null or ab_ is null or ab_ < frei or (select count(distinct s.koerperschaft) from vereinbarungen.schritt s
          where s.vereinbarung = vereinbarung_ and s.koerperschaft in (von_, an_) and s.art = 'freigeschaltet'
            and (s.angaben ->> 'fassung')::int = (z ->> 'fassung')::int) <> 2
      then raise exception 'veroeffentliche: die Vereinbarung ist noch nicht von beiden Seiten freigeschaltet'; end if;
    end if;
  end loop;
  delete from vereinbarungen.regel where vereinbarung = vereinbarung_;
  insert into vereinbarungen.regel (vereinbarung, fassung, art, leistung, von, an, gueltig, titel, fundstelle, stand)
  select vereinbarung_, (x ->> 'fassung')::int, x ->> 'art', x ->> 'leistung', von_, an_,
         daterange((x ->> 'ab')::date, (x ->> 'bis')::date), x ->> 'titel', x ->> 'fundstelle', x ->> 'stand'
  from jsonb_array_elements(zeilen) x;
  if exists (select from vereinbarungen.regel a join vereinbarungen.regel b on b.von = a.von and b.leistung = a.leistung
      and b.vereinbarung <> a.vereinbarung and b.gueltig && a.gueltig and b.stand <> 'genehmigung_offen'
    where a.vereinbarung = vereinbarung_ and a.stand <> 'genehmigung_offen')
  then raise exception 'veroeffentliche: eine andere Vereinbarung regelt dasselbe an denselben Tagen'; end if;
  -- access: the last unbroken time in which the other body works for this one; named cases of a run-off stay named
  select coalesce(jsonb_object_agg(f.leistung, jsonb_build_object('auslauf', to_jsonb(f.auslauf), 'auslaufBis', f.auslauf_bis)), '{}')
    into alt from ctx.freigabe f where f.vereinbarung = vereinbarung_;
  perform ctx.set_grants(vereinbarung_, coalesce((
    select jsonb_agg(jsonb_build_object(
      'besitzer', von_, 'stelle', an_, 'leistung', g.leistung,
      'von', lower(g.zeit)::timestamp at time zone 'Europe/Berlin',
      'bis', upper(g.zeit)::timestamp at time zone 'Europe/Berlin',
      'auslauf', coalesce(alt -> g.leistung -> 'auslauf', '[]'), 'auslaufBis', alt -> g.leistung ->> 'auslaufBis'))
    from (select distinct on (r.leistung) r.leistung, t.zeit
          from (select leistung, range_agg(gueltig) as zeiten from vereinbarungen.regel
                where vereinbarung = vereinbarung_ and stand = 'in_kraft' and art = 'mandatierend' and not isempty(gueltig) group by leistung) r,
               unnest(r.zeiten) t (zeit)
          order by r.leistung, lower(t.zeit) desc) g), '[]'));
end $$;
