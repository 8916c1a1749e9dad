-- Many writers side by side: 64 shards, on each a lease and a fencing number. And epochs: a body may go on in a new log.

create table nachweise.log_lease (
  shard  int primary key check (shard between 0 and 63),
  fence  bigint not null default 0,      -- one more with every change of hands
  until  timestamptz not null default '-infinity',
  halter uuid,
  unique (shard, fence)                  -- makes fence part of a key: taking over waits for running writes, renewing does not
);
insert into nachweise.log_lease (shard) select generate_series(0, 63);
-- Who writes at all: each takes his fair share of the shards.
create table nachweise.log_schreiber (halter uuid primary key, until timestamptz not null);
-- The epochs after the first: the newest is the log that receives a body's events. Opened by a person, never by a program.
create table nachweise.log_epoche (
  koerperschaft uuid not null references kommunen.koerperschaft,
  epoche    int not null check (epoche > 1),
  ereignis  uuid not null,               -- protokoll.neue-epoche
  primary key (koerperschaft, epoche)
);
select base.klasse('nachweise.log_lease', 'global');
select base.klasse('nachweise.log_schreiber', 'global');
select base.klasse('nachweise.log_epoche', 'global');

create function nachweise.log_shard(koerperschaft uuid) returns int language sql immutable parallel safe
set search_path = pg_catalog, pg_temp as $$ select get_byte(uuid_send(koerperschaft), 15) & 63 $$;

create function nachweise.log_epoche_von(koerperschaft_ uuid) returns int language sql stable
set search_path = pg_catalog, pg_temp as $$
  select coalesce((select max(e.epoche) from nachweise.log_epoche e where e.koerperschaft = koerperschaft_), 1)
$$;

-- Leases ----------------------------------------------------------------------------------------------------------------

-- Renews what this writer holds, takes what is free up to his share, gives back what is too much. Answers the fences of all
-- 64 shards, null where another writes.
create function nachweise.log_leasen(halter_ uuid, dauer interval) returns bigint[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  jetzt timestamptz := clock_timestamp();
  soll int;
  ist int;
begin
  insert into nachweise.log_schreiber values (halter_, jetzt + dauer)
    on conflict (halter) do update set until = excluded.until;
  delete from nachweise.log_schreiber where halter in
    (select s.halter from nachweise.log_schreiber s where s.until <= jetzt for update skip locked);
  soll := ceil(64.0 / (select count(*) from nachweise.log_schreiber s where s.until > jetzt));
  -- a lease that ran out is never renewed: it is taken anew, with another fence
  update nachweise.log_lease set until = jetzt + dauer where halter = halter_ and until > jetzt;
  get diagnostics ist = row_count;
  update nachweise.log_lease set until = '-infinity', halter = null where shard in
    (select l.shard from nachweise.log_lease l where l.halter = halter_ and l.until > jetzt
     order by l.shard desc limit greatest(ist - soll, 0));
  update nachweise.log_lease set fence = fence + 1, halter = halter_, until = jetzt + dauer where shard in
    (select l.shard from nachweise.log_lease l where l.until <= jetzt
     order by l.shard limit greatest(soll - ist, 0) for update skip locked);
  return array(select case when l.halter = halter_ and l.until > jetzt then l.fence end
               from nachweise.log_lease l order by l.shard);
end $$;
select base.tuer('nachweise.log_leasen(uuid, interval)', 'sequencer');

create function nachweise.log_freigeben(halter_ uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from nachweise.log_schreiber where halter = halter_;
  update nachweise.log_lease set until = '-infinity', halter = null where halter = halter_;
$$;
select base.tuer('nachweise.log_freigeben(uuid)', 'sequencer');

-- Begins a write: which shards the writer still holds. Nobody takes these over before this transaction has ended.
create function nachweise.log_halten(fences bigint[]) returns int[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare shards int[];
begin
  select coalesce(array_agg(x.shard), '{}') into shards from (
    select l.shard from nachweise.log_lease l
    where l.fence = fences[l.shard + 1] and l.until > clock_timestamp() order by l.shard for key share) x;
  perform set_config('rv.log_shards', shards::text, true);
  return shards;
end $$;
select base.tuer('nachweise.log_halten(bigint[])', 'sequencer');

-- Every write to a log passes here: opening, checkpoint, cosignature, stop. Only the owner's own hand is not asked.
create function nachweise.nur_halter() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if session_user <> current_user and nachweise.log_shard(new.koerperschaft)
     <> all (coalesce(nullif(current_setting('rv.log_shards', true), ''), '{}')::int[]) then
    raise exception 'Protokoll: Die Frist dieses Schreibers ist abgelaufen';
  end if;
  return new;
end $$;
create trigger nur_halter before insert or update of koerperschaft, epoche, origin, vkey, groesse, wurzel, checkpoint, at, angehalten, bezeugt
  on nachweise.log for each row execute function nachweise.nur_halter();

-- Waiting ---------------------------------------------------------------------------------------------------------------

-- one index instead of two: in the order in which leaves are taken
alter table nachweise.log_pending drop constraint log_pending_pkey;
drop index nachweise.log_pending_folge;
alter table nachweise.log_pending add primary key (koerperschaft, seit, ereignis);

drop function nachweise.log_wartende(int);
drop function nachweise.log_sperren(uuid, int);
drop function nachweise.log_naechste(uuid, int);
drop function nachweise.log_anhaengen(uuid, int, bigint, uuid[], int[], bigint[], bytea[]);
drop function nachweise.log_zeichnen(uuid, int, bigint, bigint, bytea, text, timestamptz);

-- Bodies of these shards with events that wait for their place, the longest waiting first, and the epoch that receives them.
-- A log that was stopped is left alone. Hops from body to body: what waits for a stopped log costs nothing.
create function nachweise.log_wartende(shards int[]) returns table (koerperschaft uuid, epoche int)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with recursive k as (
    (select p.koerperschaft as id, p.seit from nachweise.log_pending p order by p.koerperschaft, p.seit limit 1)
    union all
    select n.* from k cross join lateral (
      select p.koerperschaft, p.seit from nachweise.log_pending p where p.koerperschaft > k.id
      order by p.koerperschaft, p.seit limit 1) n
  ), o as materialized (
    select k.id, k.seit, nachweise.log_epoche_von(k.id) as epoche from k where nachweise.log_shard(k.id) = any (shards)
  )
  select o.id, o.epoche from o
  where not exists (select from nachweise.log l where l.koerperschaft = o.id and l.epoche = o.epoche and l.angehalten is not null)
  order by o.seit
$$;
select base.tuer('nachweise.log_wartende(int[])', 'sequencer');

-- The clock is looked at for every event; the function is only called where it is wrong.
drop trigger pruefe_uhr on nachweise.ereignis;
create trigger pruefe_uhr before insert on nachweise.ereignis for each row
  when (abs(extract(epoch from new.at - clock_timestamp())) > 5) execute function nachweise.pruefe_uhr();

-- Every event would lock the row of its body, and write that down. A body is never deleted, and its log names it by a key.
alter table nachweise.ereignis drop constraint ereignis_koerperschaft_fkey;
-- Ciphertext does not shrink: nothing is tried.
alter table nachweise.ereignis alter column geheim set storage external;

-- Writing ---------------------------------------------------------------------------------------------------------------

-- What is checked here once for many leaves need not be checked for each: the log's row is locked before they are written.
alter table nachweise.log_leaf drop constraint log_leaf_koerperschaft_epoche_fkey;
alter table nachweise.log_knoten drop constraint log_knoten_koerperschaft_epoche_fkey;
-- An event at the end of a stopped log that no witness saw takes a second place, in the next epoch.
drop index nachweise.log_leaf_ereignis;
create unique index log_leaf_ereignis on nachweise.log_leaf (koerperschaft, ereignis, epoche);

-- Gives waiting events of these bodies their places and takes them off the queue, in the order they came. Answers each log as
-- it was, and its new leaves one behind the other. The queue is only a hint: a leaf is the C of an event that really exists
-- and has no place yet. Bodies whose shard is not held, whose log is not open or was stopped are passed over.
create function nachweise.log_einreihen(koerperschaften uuid[], hoechstens int)
returns table (koerperschaft uuid, epoche int, origin text, groesse bigint, wurzel bytea, blaetter bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  shards int[] := coalesce(nullif(current_setting('rv.log_shards', true), ''), '{}')::int[];
  k uuid;
begin
  -- always in the same order: two writers never wait for each other in a circle
  for k in select x.id from unnest(koerperschaften) x (id) where nachweise.log_shard(x.id) = any (shards) order by x.id loop
    select l.koerperschaft, l.epoche, l.origin, l.groesse, l.wurzel into koerperschaft, epoche, origin, groesse, wurzel from nachweise.log l
      where l.koerperschaft = k and l.epoche = nachweise.log_epoche_von(k) and l.angehalten is null for update;
    continue when not found;
    with weg as (
      delete from nachweise.log_pending p where p.ctid = any (array(
        select d.ctid from nachweise.log_pending d where d.koerperschaft = k order by d.seit, d.ereignis limit hoechstens))
      returning p.ereignis, p.c, p.seit
    ), echt as (
      select w.ereignis, w.c, min(w.seit) as seit from weg w
      where w.c = (select e.c from nachweise.ereignis e where e.koerperschaft = k and e.id = w.ereignis)
        and not exists (select from nachweise.log_leaf b
          where b.koerperschaft = k and b.ereignis = w.ereignis and b.epoche = log_einreihen.epoche)
      group by w.ereignis, w.c
    ), neu as (
      insert into nachweise.log_leaf (koerperschaft, epoche, idx, ereignis, c)
      select k, log_einreihen.epoche, log_einreihen.groesse - 1 + row_number() over (order by x.seit, x.ereignis), x.ereignis, x.c
      from echt x returning idx, c
    )
    select string_agg(n.c, ''::bytea order by n.idx) into blaetter from neu n;
    if blaetter is not null then return next; end if;
  end loop;
end $$;
select base.tuer('nachweise.log_einreihen(uuid[], int)', 'sequencer');

-- Complete subtrees that came into being, one row of the arrays each, the hashes one behind the other.
create function nachweise.log_knoten_ablegen(koerperschaften uuid[], epochen int[], ebenen int[], indizes bigint[], hashes bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into nachweise.log_knoten (koerperschaft, epoche, ebene, idx, hash)
  select k.koerperschaft, k.epoche, k.ebene, k.idx, substring(hashes from ((k.nr - 1) * 32 + 1)::int for 32)
  from unnest(koerperschaften, epochen, ebenen, indizes) with ordinality k (koerperschaft, epoche, ebene, idx, nr)
$$;
select base.tuer('nachweise.log_knoten_ablegen(uuid[], int[], int[], bigint[], bytea)', 'sequencer');

-- The signed checkpoints over what was just given its place: [{koerperschaft, epoche, alt, neu, wurzel (hex), note}]. Answers
-- how many; a log whose leaves, size or epoch do not fit, or that was stopped, is not signed.
create function nachweise.log_zeichnen(noten jsonb, at_ timestamptz) returns int
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with n as (
    select x.*, decode(x.wurzel, 'hex') as hash
    from jsonb_to_recordset(noten) x (koerperschaft uuid, epoche int, alt bigint, neu bigint, wurzel text, note text)
  ), g as (
    update nachweise.log l set groesse = n.neu, wurzel = n.hash, checkpoint = n.note, at = at_ from n
    where l.koerperschaft = n.koerperschaft and l.epoche = n.epoche and l.groesse = n.alt and n.neu > n.alt
      and l.angehalten is null and l.epoche = nachweise.log_epoche_von(l.koerperschaft)
      and n.neu = (select max(b.idx) + 1 from nachweise.log_leaf b where b.koerperschaft = n.koerperschaft and b.epoche = n.epoche)
    returning l.koerperschaft, l.epoche, l.groesse, l.wurzel, l.checkpoint, l.at
  ), c as (
    insert into nachweise.checkpoint (koerperschaft, epoche, groesse, wurzel, note, at) select * from g returning 1
  )
  select count(*)::int from c
$$;
select base.tuer('nachweise.log_zeichnen(jsonb, timestamptz)', 'sequencer');

-- Nodes -----------------------------------------------------------------------------------------------------------------

-- The three lowest levels are seven eighths of all nodes and follow from at most four leaves: they are computed, not stored.
delete from nachweise.log_knoten where ebene < 3;
alter table nachweise.log_knoten add check (ebene >= 3);

-- One node (RFC 6962: leaf SHA-256(0x00 ‖ C), node SHA-256(0x01 ‖ left ‖ right)); null when the subtree is not complete.
create function nachweise.log_hash(koerperschaft_ uuid, epoche_ int, ebene_ int, idx_ bigint) returns bytea
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  n int := 1 << ebene_;
  h bytea[];
begin
  if ebene_ >= 3 then
    return (select k.hash from nachweise.log_knoten k
            where k.koerperschaft = koerperschaft_ and k.epoche = epoche_ and k.ebene = ebene_ and k.idx = idx_);
  end if;
  h := array(select sha256('\x00'::bytea || b.c) from nachweise.log_leaf b where b.koerperschaft = koerperschaft_
             and b.epoche = epoche_ and b.idx >= idx_ * n and b.idx < idx_ * n + n order by b.idx);
  if cardinality(h) <> n then return null; end if;
  if n = 1 then return h[1]; end if;
  if n = 2 then return sha256('\x01'::bytea || h[1] || h[2]); end if;
  return sha256('\x01'::bytea || sha256('\x01'::bytea || h[1] || h[2]) || sha256('\x01'::bytea || h[3] || h[4]));
end $$;

-- Nodes of one log in the order asked for; a missing one is null.
create or replace function nachweise.knoten(koerperschaft_ uuid, epoche_ int, ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select nachweise.log_hash(koerperschaft_, epoche_, o.ebene, o.idx)
  from unnest(ebenen, indizes) with ordinality o (ebene, idx, nr) order by o.nr
$$;
-- The same for many logs at once.
create function nachweise.knoten_aller(koerperschaften uuid[], epochen int[], ebenen int[], indizes bigint[]) returns table (hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select nachweise.log_hash(o.koerperschaft, o.epoche, o.ebene, o.idx)
  from unnest(koerperschaften, epochen, ebenen, indizes) with ordinality o (koerperschaft, epoche, ebene, idx, nr) order by o.nr
$$;
select base.tuer('nachweise.knoten_aller(uuid[], int[], int[], bigint[])', 'sequencer');

-- Epochs ----------------------------------------------------------------------------------------------------------------

-- Puts events at the end of a log that no witness saw before the log again: their proof can only come from the newest epoch.
create function nachweise.log_nachtragen(koerperschaft_ uuid, epoche_ int) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into nachweise.log_pending (koerperschaft, ereignis, c, seit)
  select b.koerperschaft, b.ereignis, b.c, clock_timestamp() from nachweise.log_leaf b
  join nachweise.log l on l.koerperschaft = b.koerperschaft and l.epoche = b.epoche
  where b.koerperschaft = koerperschaft_ and b.epoche = epoche_ and b.idx >= l.bezeugt order by b.idx
$$;

-- The body's own person opens the next epoch: the log goes on under a new name and key. Refused (false) unless the old log
-- stands where the event protokoll.neue-epoche, written just before as the last of the body's stream, says it stands.
create function nachweise.epoche_eroeffnen(koerperschaft_ uuid, epoche_ int, groesse_ bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  alt nachweise.log;
  akt nachweise.ereignis;
begin
  if (ctx.x()).art is distinct from 'mitarbeit' or ctx.stelle() is distinct from koerperschaft_
     or ctx.fuer() is distinct from koerperschaft_ then
    raise exception 'epoche_eroeffnen: nur durch eine Person der Körperschaft selbst'; end if;
  select * into akt from nachweise.ereignis e
    where e.koerperschaft = koerperschaft_ and e.vorgang = koerperschaft_ order by e.n desc limit 1;
  if akt.kind is distinct from 'protokoll.neue-epoche'
     or exists (select from nachweise.log_epoche e where e.koerperschaft = koerperschaft_ and e.ereignis = akt.id) then
    raise exception 'epoche_eroeffnen: ohne Ereignis'; end if;
  select * into alt from nachweise.log l where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ - 1 for update;
  if alt.groesse is distinct from groesse_ or epoche_ - 1 <> nachweise.log_epoche_von(koerperschaft_) then return false; end if;
  insert into nachweise.log_epoche values (koerperschaft_, epoche_, akt.id);
  if alt.angehalten is not null then perform nachweise.log_nachtragen(koerperschaft_, alt.epoche); end if;
  return true;
end $$;
select base.tuer('nachweise.epoche_eroeffnen(uuid, int, bigint)', 'app');

-- Stops one log for good. Only at the size that was judged: a writer that has fallen behind must not stop the others' work.
create or replace function nachweise.log_anhalten(koerperschaft_ uuid, epoche_ int, bei bigint, grund text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update nachweise.log l set angehalten = grund
    where l.koerperschaft = koerperschaft_ and l.epoche = epoche_ and l.groesse = bei and l.angehalten is null;
  if not found then return false; end if;
  if epoche_ < nachweise.log_epoche_von(koerperschaft_) then perform nachweise.log_nachtragen(koerperschaft_, epoche_); end if;
  return true;
end $$;

-- Where events stand (see 0002). An event with a place in two epochs has one that a witness saw.
create or replace function nachweise.beweis_lage(koerperschaft_ uuid, ereignisse uuid[])
returns table (ereignis uuid, epoche int, idx bigint, groesse bigint, note text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct on (e.id) e.id, b.epoche, b.idx, p.groesse, p.note
  from nachweise.ereignis e
  join nachweise.log_leaf b on b.koerperschaft = e.koerperschaft and b.ereignis = e.id
  join nachweise.log l on l.koerperschaft = b.koerperschaft and l.epoche = b.epoche and b.idx < l.bezeugt
  join nachweise.checkpoint p on p.koerperschaft = l.koerperschaft and p.epoche = l.epoche and p.groesse = l.bezeugt
  where e.koerperschaft = koerperschaft_ and e.id = any (ereignisse)
    and (e.koerperschaft = (select ctx.stelle())
      or (e.koerperschaft::text || '/' || e.leistung) = any ((select ctx.freigaben())::text[])
      or e.vorgang = any ((select ctx.auslauf())::uuid[])
      or e.buerger = (select ctx.buerger()))
  order by e.id, b.epoche
$$;

-- Auditing --------------------------------------------------------------------------------------------------------------

-- Leaves of one log from place `ab`, one behind the other.
create function nachweise.log_blaetter(koerperschaft_ uuid, epoche_ int, ab bigint, hoechstens int) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select string_agg(x.c, ''::bytea order by x.idx) from (
    select b.idx, b.c from nachweise.log_leaf b where b.koerperschaft = koerperschaft_ and b.epoche = epoche_ and b.idx >= ab
    order by b.idx limit hoechstens) x
$$;
select base.tuer('nachweise.log_blaetter(uuid, int, bigint, int)', 'sequencer', 'auditor');

-- Signed checkpoints of one log above size `ueber`, in order.
create function nachweise.log_pruefpunkte(koerperschaft_ uuid, epoche_ int, ueber bigint, hoechstens int)
returns table (groesse bigint, wurzel bytea, note text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.groesse, p.wurzel, p.note from nachweise.checkpoint p
  where p.koerperschaft = koerperschaft_ and p.epoche = epoche_ and p.groesse > ueber order by p.groesse limit hoechstens
$$;
select base.tuer('nachweise.log_pruefpunkte(uuid, int, bigint, int)', 'sequencer', 'auditor');

-- Counts that must be zero but for `wartend`: events without a place that nobody waits for, events with two places of which
-- more than one was seen by a witness, leaves without their event, places that do not follow one another.
create function nachweise.log_zaehlung(koerperschaft_ uuid)
returns table (wartend bigint, ohne_platz bigint, doppelt bigint, ohne_ereignis bigint, luecken bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with b as materialized (
    select b.ereignis, b.epoche, b.idx, b.c, b.idx >= l.bezeugt and b.epoche < nachweise.log_epoche_von(koerperschaft_) as verwaist
    from nachweise.log_leaf b join nachweise.log l on l.koerperschaft = b.koerperschaft and l.epoche = b.epoche
    where b.koerperschaft = koerperschaft_
  ), e as materialized (
    select e.id, e.c from nachweise.ereignis e where e.koerperschaft = koerperschaft_
  ), p as materialized (
    select p.ereignis from nachweise.log_pending p where p.koerperschaft = koerperschaft_
  )
  select (select count(*) from p),
    (select count(*) from e where not exists (select from b where b.ereignis = e.id) and not exists (select from p where p.ereignis = e.id)),
    (select count(*) from (select from b where not verwaist group by ereignis having count(*) > 1) d),
    (select count(*) from b where not exists (select from e where e.id = b.ereignis and e.c = b.c)),
    (select coalesce(sum(max + 1 - anzahl), 0) from (select max(b.idx), count(*) as anzahl from b group by b.epoche) l)
$$;
select base.tuer('nachweise.log_zaehlung(uuid)', 'sequencer', 'auditor');
