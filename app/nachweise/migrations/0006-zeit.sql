-- Log stamps: one RFC 3161 stamp per run over the newest cosigned checkpoints of all logs that changed, kept as RFC 4998
-- evidence records, renewable. Writing is the stamping loop's alone.

alter table nachweise.log add column gestempelt bigint not null default 0;  -- size of the newest stamped checkpoint; 0 = none

create table nachweise.zeit_lauf (
  id     uuid primary key,
  at     timestamptz not null,           -- what the stamp says
  art    text not null check (art in ('stempel', 'erneuerung', 'umstellung')),
  anzahl int not null
);
create index zeit_lauf_at on nachweise.zeit_lauf (art, at desc);
create table nachweise.zeit_stand (
  koerperschaft uuid not null,
  epoche    int not null,
  groesse   bigint not null,
  lauf      uuid not null references nachweise.zeit_lauf,
  at        timestamptz not null,        -- first stamp
  hash      text not null,               -- of the newest chain
  erneuert  timestamptz not null,        -- newest stamp
  record    bytea not null,              -- EvidenceRecord over the checkpoint's text
  primary key (koerperschaft, epoche, groesse),
  foreign key (koerperschaft, epoche, groesse) references nachweise.checkpoint (koerperschaft, epoche, groesse)
);
create index zeit_stand_erneuert on nachweise.zeit_stand (erneuert);
create index zeit_stand_hash on nachweise.zeit_stand (hash);
-- Events that should not wait an hour: something sealed was handed out, or came in against a deadline.
create table nachweise.zeit_eilig (
  koerperschaft uuid not null,
  ereignis  uuid not null,
  seit      timestamptz not null,
  primary key (koerperschaft, ereignis)
);
select base.klasse('nachweise.zeit_lauf', 'tuer');
select base.klasse('nachweise.zeit_stand', 'tuer');
select base.klasse('nachweise.zeit_eilig', 'tuer');

-- Part of the trigger that puts an event before the log: the condition of a trigger of its own would be read anew by every statement.
create or replace function nachweise.vormerken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into nachweise.log_pending values (new.koerperschaft, new.id, new.c, clock_timestamp());
  if new.kind in ('antrag.beurkundet', 'bescheid.erlassen', 'bescheinigung.ausgestellt', 'behoerde.informiert', 'unterlagen.nachgefordert',
                  'unterlagen.eingegangen', 'widerspruch.eingelegt') then
    insert into nachweise.zeit_eilig values (new.koerperschaft, new.id, clock_timestamp());
  end if;
  return new;
end $$;

-- Writing ---------------------------------------------------------------------------------------------------------------

-- What a run would stamp: the newest cosigned checkpoint of every log that changed since its last stamp.
create function nachweise.zeit_stempelbar() returns table (koerperschaft uuid, epoche int, groesse bigint, note text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.koerperschaft, l.epoche, l.bezeugt,
    (select c.note from nachweise.checkpoint c where c.koerperschaft = l.koerperschaft and c.epoche = l.epoche and c.groesse = l.bezeugt)
  from nachweise.log l where l.bezeugt > l.gestempelt order by l.koerperschaft, l.epoche
$$;
select base.tuer('nachweise.zeit_stempelbar()', 'sequencer');

-- When the last good run was, whether a next one would have anything to stamp, since when something urgent in it waits.
create function nachweise.zeit_lage() returns table (gut timestamptz, stempelbar boolean, eilig timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select max(r.at) from nachweise.zeit_lauf r where r.art = 'stempel'),
    exists (select from nachweise.log l where l.bezeugt > l.gestempelt),
    (select min(e.seit) from nachweise.zeit_eilig e where exists (
      select from nachweise.log_leaf b join nachweise.log l on l.koerperschaft = b.koerperschaft and l.epoche = b.epoche
      where b.koerperschaft = e.koerperschaft and b.ereignis = e.ereignis and b.idx < l.bezeugt))
$$;
select base.tuer('nachweise.zeit_lage()', 'sequencer');

-- A good run: its records [{koerperschaft, epoche, groesse, record (hex)}]. What it covers is no longer urgent.
create function nachweise.zeit_speichern(lauf_ uuid, at_ timestamptz, hash_ text, staende jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  insert into nachweise.zeit_lauf values (lauf_, at_, 'stempel', jsonb_array_length(staende));
  insert into nachweise.zeit_stand (koerperschaft, epoche, groesse, lauf, at, hash, erneuert, record)
    select s.koerperschaft, s.epoche, s.groesse, lauf_, at_, hash_, at_, decode(s.record, 'hex')
    from jsonb_to_recordset(staende) s (koerperschaft uuid, epoche int, groesse bigint, record text)
    on conflict do nothing;
  get diagnostics n = row_count;
  update nachweise.log l set gestempelt = s.groesse
    from jsonb_to_recordset(staende) s (koerperschaft uuid, epoche int, groesse bigint)
    where l.koerperschaft = s.koerperschaft and l.epoche = s.epoche and l.gestempelt < s.groesse and s.groesse <= l.bezeugt;
  delete from nachweise.zeit_eilig e using nachweise.log_leaf b, nachweise.log l
    where b.koerperschaft = e.koerperschaft and b.ereignis = e.ereignis
      and l.koerperschaft = b.koerperschaft and l.epoche = b.epoche and b.idx < l.gestempelt;
  return n;
end $$;
select base.tuer('nachweise.zeit_speichern(uuid, timestamptz, text, jsonb)', 'sequencer');

-- Records whose newest stamp is older than a day of choice, or whose hash is one of these.
create function nachweise.zeit_faellig(vor timestamptz, alte text[], hoechstens int)
returns table (koerperschaft uuid, epoche int, groesse bigint, note text, record bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select z.koerperschaft, z.epoche, z.groesse,
    (select c.note from nachweise.checkpoint c where c.koerperschaft = z.koerperschaft and c.epoche = z.epoche and c.groesse = z.groesse),
    z.record
  from nachweise.zeit_stand z where z.erneuert < vor or z.hash = any (alte) order by z.erneuert limit hoechstens
$$;
select base.tuer('nachweise.zeit_faellig(timestamptz, text[], int)', 'sequencer');

-- A renewal: [{koerperschaft, epoche, groesse, alt (SHA-256 of the record it extends, hex), record (hex)}]. A record only grows.
create function nachweise.zeit_erneuern(lauf_ uuid, at_ timestamptz, art_ text, hash_ text, staende jsonb) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n int;
begin
  insert into nachweise.zeit_lauf values (lauf_, at_, art_, jsonb_array_length(staende));
  update nachweise.zeit_stand z set record = decode(s.record, 'hex'), hash = coalesce(hash_, z.hash), erneuert = at_
    from jsonb_to_recordset(staende) s (koerperschaft uuid, epoche int, groesse bigint, alt text, record text)
    where z.koerperschaft = s.koerperschaft and z.epoche = s.epoche and z.groesse = s.groesse
      and sha256(z.record) = decode(s.alt, 'hex') and length(s.record) / 2 > length(z.record);
  get diagnostics n = row_count;
  return n;
end $$;
select base.tuer('nachweise.zeit_erneuern(uuid, timestamptz, text, text, jsonb)', 'sequencer');

-- Reading ---------------------------------------------------------------------------------------------------------------

-- Where events stand, and the oldest stamped checkpoint that covers all of them: its time is the best for each. Nothing where
-- one of them is not covered yet, or they lie in logs of two epochs. Who may read follows the table's own policy.
create function nachweise.beweis_zeit(koerperschaft_ uuid, ereignisse uuid[])
returns table (ereignis uuid, epoche int, idx bigint, groesse bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with lage as (
    select e.id, b.epoche, b.idx from nachweise.ereignis e
    join nachweise.log_leaf b on b.koerperschaft = e.koerperschaft and b.ereignis = e.id
    where e.koerperschaft = koerperschaft_ and e.id = any (ereignisse)
      and (e.koerperschaft = (select ctx.stelle())
        or (e.koerperschaft::text || '/' || e.leistung) = any ((select ctx.freigaben())::text[])
        or e.vorgang = any ((select ctx.auslauf())::uuid[])
        or e.buerger = (select ctx.buerger()))
  ), grenze as (
    select min(l.epoche) as epoche, max(l.idx) as idx from lage l
    having min(l.epoche) = max(l.epoche) and count(*) = cardinality(ereignisse)
  )
  select l.id, l.epoche, l.idx, s.groesse from lage l cross join (
    select z.groesse from nachweise.zeit_stand z, grenze g
    where z.koerperschaft = koerperschaft_ and z.epoche = g.epoche and z.groesse > g.idx order by z.groesse limit 1) s
$$;
select base.tuer('nachweise.beweis_zeit(uuid, uuid[])', 'app', 'worker');

-- One stamped checkpoint with its record: public, like every checkpoint.
create function nachweise.zeit_lesen(koerperschaft_ uuid, epoche_ int, groesse_ bigint) returns table (note text, record bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.note, z.record from nachweise.zeit_stand z
  join nachweise.checkpoint c on c.koerperschaft = z.koerperschaft and c.epoche = z.epoche and c.groesse = z.groesse
  where z.koerperschaft = koerperschaft_ and z.epoche = epoche_ and z.groesse = groesse_
$$;
select base.tuer('nachweise.zeit_lesen(uuid, int, bigint)', 'app', 'worker', 'auditor');

-- May this body issue? Whether its log was stopped; since when something of it, or a cosigned checkpoint of anybody, waits for a
-- stamp; when the last good run was.
create function nachweise.zeit_stand_von(koerperschaft_ uuid)
returns table (steht boolean, eigenes timestamptz, aller timestamptz, gut timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with eigen as (
    select l.* from nachweise.log l where l.koerperschaft = koerperschaft_ order by l.epoche desc limit 1
  )
  select coalesce((select e.angehalten is not null from eigen e), false),
    least((select min(p.seit) from nachweise.log_pending p where p.koerperschaft = koerperschaft_),
      (select c.at from nachweise.checkpoint c, eigen e
       where c.koerperschaft = koerperschaft_ and c.epoche = e.epoche and c.groesse > e.gestempelt order by c.groesse limit 1)),
    (select min((select c.at from nachweise.checkpoint c
        where c.koerperschaft = l.koerperschaft and c.epoche = l.epoche and c.groesse > l.gestempelt order by c.groesse limit 1))
     from nachweise.log l where l.bezeugt > l.gestempelt),
    (select max(r.at) from nachweise.zeit_lauf r where r.art = 'stempel')
$$;
select base.tuer('nachweise.zeit_stand_von(uuid)', 'app', 'worker', 'auditor');
