-- The doors to the log. Writing is the sequencer's alone; what a verifier needs is public, because it says nothing without salts.

alter table nachweise.log add column bezeugt bigint not null default 0;  -- size of the newest cosigned checkpoint; 0 = none
create index log_pending_folge on nachweise.log_pending (koerperschaft, seit, ereignis);
-- Below, single rows are fetched by subqueries and not by joins: on logs that have grown long, a join may read all of one.

-- Writing ---------------------------------------------------------------------------------------------------------------

-- Bodies with events that wait for their place, the longest waiting first. A log that was stopped is left alone.
create function nachweise.log_wartende(epoche_ int) returns table (koerperschaft uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.koerperschaft from nachweise.log_pending p
  where not exists (select from nachweise.log l
                    where l.koerperschaft = p.koerperschaft and l.epoche = epoche_ and l.angehalten is not null)
  group by p.koerperschaft order by min(p.seit)
$$;
select base.tuer('nachweise.log_wartende(int)', 'sequencer');

create function nachweise.log_oeffnen(koerperschaft_ uuid, epoche_ int, origin_ text, vkey_ text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into nachweise.log (koerperschaft, epoche, origin, vkey) values (koerperschaft_, epoche_, origin_, vkey_)
  on conflict do nothing
$$;
select base.tuer('nachweise.log_oeffnen(uuid, int, text, text)', 'sequencer');

-- The head of a log, locked: a second writer waits here and then sees the new size.
create function nachweise.log_sperren(koerperschaft_ uuid, epoche_ int)
returns table (groesse bigint, wurzel bytea, angehalten text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select l.groesse, l.wurzel, l.angehalten from nachweise.log l
  where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ for update
$$;
select base.tuer('nachweise.log_sperren(uuid, int)', 'sequencer');

-- The next leaves, in order. The queue is only a hint: a leaf is the C of an event that really exists.
create function nachweise.log_naechste(koerperschaft_ uuid, hoechstens int) returns table (ereignis uuid, c bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.ereignis, p.c from nachweise.log_pending p
  where p.koerperschaft = koerperschaft_
    and p.c = (select e.c from nachweise.ereignis e where e.koerperschaft = koerperschaft_ and e.id = p.ereignis)
  order by p.seit, p.ereignis limit hoechstens
$$;
select base.tuer('nachweise.log_naechste(uuid, int)', 'sequencer');

-- Leaves and nodes into the store, the waiting rows gone. Refused (false) unless the log still has the size the writer saw.
create function nachweise.log_anhaengen(
  koerperschaft_ uuid, epoche_ int, alt bigint, ereignisse uuid[], ebenen int[], indizes bigint[], hashes bytea[]
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  perform from nachweise.log l where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ and l.groesse = alt
    and l.angehalten is null for update;
  if not found then return false; end if;
  delete from nachweise.log_pending p where p.koerperschaft = koerperschaft_ and p.ereignis = any (ereignisse);
  get diagnostics n = row_count;
  if n <> cardinality(ereignisse) then return false; end if;
  insert into nachweise.log_leaf (koerperschaft, epoche, idx, ereignis, c)
    select koerperschaft_, epoche_, alt + o.nr - 1, o.id,
      (select e.c from nachweise.ereignis e where e.koerperschaft = koerperschaft_ and e.id = o.id)
    from unnest(ereignisse) with ordinality o (id, nr);
  insert into nachweise.log_knoten (koerperschaft, epoche, ebene, idx, hash)
    select koerperschaft_, epoche_, k.ebene, k.idx, k.hash from unnest(ebenen, indizes, hashes) k (ebene, idx, hash);
  return true;
end $$;
select base.tuer('nachweise.log_anhaengen(uuid, int, bigint, uuid[], int[], bigint[], bytea[])', 'sequencer');

-- The signed checkpoint over what was just appended. Refused (false) when leaves and size do not fit.
create function nachweise.log_zeichnen(
  koerperschaft_ uuid, epoche_ int, alt bigint, neu bigint, wurzel_ bytea, note_ text, at_ timestamptz
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select max(b.idx) + 1 from nachweise.log_leaf b where b.koerperschaft = koerperschaft_ and b.epoche = epoche_) is distinct from neu
    or neu <= alt then return false; end if;
  update nachweise.log l set groesse = neu, wurzel = wurzel_, checkpoint = note_, at = at_
    where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ and l.groesse = alt and l.angehalten is null;
  if not found then return false; end if;
  insert into nachweise.checkpoint (koerperschaft, epoche, groesse, wurzel, note, at)
    values (koerperschaft_, epoche_, neu, wurzel_, note_, at_);
  return true;
end $$;
select base.tuer('nachweise.log_zeichnen(uuid, int, bigint, bigint, bytea, text, timestamptz)', 'sequencer');

-- Cosignatures of one round: [{koerperschaft, epoche, groesse, note}]. A note only ever gains lines.
create function nachweise.log_gegenzeichnen(noten jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with n as (
    select * from jsonb_to_recordset(noten) x (koerperschaft uuid, epoche int, groesse bigint, note text)
  ), c as (
    update nachweise.checkpoint p set note = n.note from n
    where p.koerperschaft = n.koerperschaft and p.epoche = n.epoche and p.groesse = n.groesse and starts_with(n.note, p.note)
    returning p.koerperschaft, p.epoche, p.groesse, p.note
  )
  update nachweise.log l set bezeugt = c.groesse, checkpoint = case when l.groesse = c.groesse then c.note else l.checkpoint end
  from c where l.koerperschaft = c.koerperschaft and l.epoche = c.epoche and l.bezeugt < c.groesse
$$;
select base.tuer('nachweise.log_gegenzeichnen(jsonb)', 'sequencer');

-- Stops one log for good. Only at the size that was judged: a writer that has fallen behind must not stop the others' work.
create function nachweise.log_anhalten(koerperschaft_ uuid, epoche_ int, bei bigint, grund text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update nachweise.log l set angehalten = grund
    where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ and l.groesse = bei and l.angehalten is null;
  return found;
end $$;
select base.tuer('nachweise.log_anhalten(uuid, int, bigint, text)', 'sequencer');

-- Reading ---------------------------------------------------------------------------------------------------------------

-- Public facts of all logs: key, newest checkpoint, whether it was stopped.
create function nachweise.protokolle()
returns table (koerperschaft uuid, epoche int, origin text, vkey text, groesse bigint, wurzel bytea, checkpoint text,
               at timestamptz, bezeugt bigint, angehalten text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.koerperschaft, l.epoche, l.origin, l.vkey, l.groesse, l.wurzel, l.checkpoint, l.at, l.bezeugt, l.angehalten
  from nachweise.log l order by l.koerperschaft, l.epoche
$$;
select base.tuer('nachweise.protokolle()', 'app', 'worker', 'sequencer', 'auditor');

-- Stored nodes in the order asked for; a missing one is null.
create function nachweise.knoten(koerperschaft_ uuid, epoche_ int, ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select k.hash from nachweise.log_knoten k
          where k.koerperschaft = koerperschaft_ and k.epoche = epoche_ and k.ebene = o.ebene and k.idx = o.idx)
  from unnest(ebenen, indizes) with ordinality o (ebene, idx, nr) order by o.nr
$$;
select base.tuer('nachweise.knoten(uuid, int, int[], bigint[])', 'app', 'worker', 'sequencer', 'auditor');

-- Where events stand, and the newest cosigned checkpoint that covers them. Only for events which the context may read:
-- the conditions are those of the table's own policy, which a definer function does not meet by itself.
create function nachweise.beweis_lage(koerperschaft_ uuid, ereignisse uuid[])
returns table (ereignis uuid, epoche int, idx bigint, groesse bigint, note text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.id, b.epoche, b.idx, p.groesse, p.note
  from nachweise.ereignis e
  join nachweise.log_leaf b on b.koerperschaft = e.koerperschaft and b.ereignis = e.id
  join nachweise.log l on l.koerperschaft = b.koerperschaft and l.epoche = b.epoche and b.idx < l.bezeugt
  join nachweise.checkpoint p on p.koerperschaft = l.koerperschaft and p.epoche = l.epoche and p.groesse = l.bezeugt
  where e.koerperschaft = koerperschaft_ and e.id = any (ereignisse)
    and (e.koerperschaft = (select ctx.stelle())
      or (e.koerperschaft::text || '/' || e.leistung) = any ((select ctx.freigaben())::text[])
      or e.vorgang = any ((select ctx.auslauf())::uuid[])
      or e.buerger = (select ctx.buerger()))
$$;
select base.tuer('nachweise.beweis_lage(uuid, uuid[])', 'app', 'worker');
