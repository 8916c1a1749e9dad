-- As before, but access follows every stretch of the lines: a pause whose end is known closes and opens it by itself.
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
  -- access: each unbroken time in which the other body works for this one; named cases of a run-off stay named, beside the last of them
  select coalesce(jsonb_object_agg(f.leistung, jsonb_build_object('auslauf', to_jsonb(f.auslauf), 'auslaufBis', f.auslauf_bis)), '{}') into alt
    from (select distinct on (leistung) leistung, auslauf, auslauf_bis from ctx.freigabe where vereinbarung = vereinbarung_
          order by leistung, cardinality(auslauf) desc, teil desc) f;
  perform ctx.set_grants(vereinbarung_, coalesce((
    select jsonb_agg(jsonb_build_object(
      'besitzer', von_, 'stelle', an_, 'leistung', g.leistung, 'teil', g.teil,
      'von', lower(g.zeit)::timestamp at time zone 'Europe/Berlin',
      'bis', upper(g.zeit)::timestamp at time zone 'Europe/Berlin',
      'auslauf', case when g.letzter then coalesce(alt -> g.leistung -> 'auslauf', '[]') else '[]' end,
      'auslaufBis', case when g.letzter then alt -> g.leistung ->> 'auslaufBis' end))
    from (select r.leistung, t.zeit, row_number() over (partition by r.leistung order by lower(t.zeit)) as teil,
            row_number() over (partition by r.leistung order by lower(t.zeit) desc) = 1 as letzter
          from (select leistung, range_agg(gueltig) as zeiten from vereinbarungen.regel
                where vereinbarung = vereinbarung_ and stand = 'in_kraft' and art = 'mandatierend' and not isempty(gueltig) group by leistung) r,
               unnest(r.zeiten) t (zeit)) g), '[]'));
end $$;

-- Run-off: the body that commissioned names its own cases which the other one still finishes, as long as the clause of the text in force
-- last allows; none where all of them go back. Only when the end is known. It opens only what is its own.
create or replace function vereinbarungen.benenne_auslauf(vereinbarung_ uuid, vorgaenge_ uuid[], bis timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
  i jsonb;
  ende date;
begin
  if (ctx.x()).art is distinct from 'dienst' or ctx.fuer() is distinct from ctx.stelle() then
    raise exception 'benenne_auslauf: nur die eigene Körperschaft';
  end if;
  select p.inhalt into i from vereinbarungen.partei p where p.vereinbarung = vereinbarung_ and p.koerperschaft = ctx.fuer()
    and p.fassung = (select max(r.fassung) from vereinbarungen.regel r
      where r.vereinbarung = vereinbarung_ and r.von = ctx.fuer() and r.art = 'mandatierend' and r.stand = 'in_kraft');
  if i is null then return 0; end if;
  if coalesce(i -> 'klauseln' ->> 'auslauf', '') !~ '^[1-9][0-9]?$' then
    raise exception 'benenne_auslauf: nach dem Text gehen alle Vorgänge zurück';
  end if;
  select least((i ->> 'bis')::date, (select (s.angaben ->> 'zum')::date from vereinbarungen.schritt s
    where s.vereinbarung = vereinbarung_ and s.art = 'gekuendigt'
      and s.koerperschaft in ((i ->> 'auftraggeber')::uuid, (i ->> 'auftragnehmer')::uuid) order by s.nr desc limit 1)) into ende;
  if ende is null then raise exception 'benenne_auslauf: das Ende steht nicht fest'; end if;
  if bis is null or bis > (ende + make_interval(months => (i -> 'klauseln' ->> 'auslauf')::int)) at time zone 'Europe/Berlin' then
    raise exception 'benenne_auslauf: länger, als der Text erlaubt';
  end if;
  update ctx.freigabe f set auslauf_bis = bis,
    auslauf = case when f.teil < (select max(x.teil) from ctx.freigabe x
        where x.vereinbarung = f.vereinbarung and x.besitzer = f.besitzer and x.leistung = f.leistung) then '{}'
      else coalesce((select array_agg(distinct e.vorgang) from nachweise.ereignis e
        where e.koerperschaft = f.besitzer and e.leistung = f.leistung and e.vorgang = any (vorgaenge_)), '{}') end
  where f.vereinbarung = vereinbarung_ and f.besitzer = ctx.fuer();
  get diagnostics n = row_count;
  return n;
end $$;
