-- Erasure of one Vorgang: its content goes with its key; what stays of its events says nothing. The log is not touched: leaves
-- and C stay, and are checked by stored C.
create table nachweise.geloescht (
  koerperschaft uuid not null references kommunen.koerperschaft,
  vorgang   uuid not null,
  at        timestamptz not null,
  vernichtet timestamptz,                -- keys and files are gone, too
  primary key (koerperschaft, vorgang)
);
select base.klasse('nachweise.geloescht', 'koerperschaft', '{"rechte": "select"}');

-- Events are never changed, with one exception: an erased Vorgang keeps body, stream, number, id and C of each, nothing else.
create or replace function nachweise.nur_anfuegen() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.strom_art = 'vorgang' and new.geheim = '' and new.kind = 'geloescht' and new.leistung = '-' and new.buerger is null
    and row(new.koerperschaft, new.id, new.vorgang, new.n, new.c, new.strom_art) is not distinct from row(old.koerperschaft, old.id, old.vorgang, old.n, old.c, old.strom_art)
    and exists (select from nachweise.geloescht g where g.koerperschaft = new.koerperschaft and g.vorgang = new.vorgang and g.at = new.at)
  then return new; end if;
  raise exception 'Ereignisse werden nie verändert';
end $$;

-- Part of an erasure, after the other rooms' parts. Answers what lies outside the database: here the key of the Vorgang.
create function nachweise.loesche_vorgang(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns table (art text, haus uuid, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.fuer() is distinct from koerperschaft_ or ctx.stelle() is distinct from koerperschaft_ then raise exception 'loesche_vorgang: nur die zuständige Körperschaft'; end if;
  insert into nachweise.geloescht (koerperschaft, vorgang, at) values (koerperschaft_, vorgang_, at_) on conflict do nothing;
  update nachweise.ereignis e set geheim = '', kind = 'geloescht', leistung = '-', buerger = null, at = g.at
    from nachweise.geloescht g
    where g.koerperschaft = koerperschaft_ and g.vorgang = vorgang_ and e.koerperschaft = koerperschaft_ and e.vorgang = vorgang_ and e.strom_art = 'vorgang';
  return query select 'schluessel', koerperschaft_, vorgang_::text;
end $$;
select base.tuer('nachweise.loesche_vorgang(uuid, uuid, timestamptz)', 'app', 'worker');

-- Keys and files of an erased Vorgang are destroyed. Refused (false) when it was not erased: a job cannot destroy anything else.
create function nachweise.vernichtet_melden(koerperschaft_ uuid, vorgang_ uuid, at_ timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if ctx.art() is distinct from 'dienst' or ctx.fuer() is distinct from koerperschaft_ then raise exception 'vernichtet_melden: nur der Dienst der Körperschaft'; end if;
  update nachweise.geloescht set vernichtet = coalesce(vernichtet, at_) where koerperschaft = koerperschaft_ and vorgang = vorgang_;
  return found;
end $$;
select base.tuer('nachweise.vernichtet_melden(uuid, uuid, timestamptz)', 'worker');

-- Read log: own, short retention. Rows older than `tage` days go; the worker asks once a day.
create function nachweise.lesezugriffe_loeschen(tage int) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  if ctx.art() is distinct from 'dienst' then raise exception 'lesezugriffe_loeschen: nur ein Dienst'; end if;
  if tage < 30 then raise exception 'lesezugriffe_loeschen: mindestens 30 Tage'; end if;
  delete from nachweise.lesezugriff where at < clock_timestamp() - make_interval(days => tage);
  get diagnostics n = row_count;
  return n;
end $$;
select base.tuer('nachweise.lesezugriffe_loeschen(int)', 'worker');
create index lesezugriff_at on nachweise.lesezugriff (at);
