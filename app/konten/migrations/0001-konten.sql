select base.raum('konten');

-- A citizen's account. One per installation; the pseudonym of the sign-in service is kept per body.
create table konten.konto (
  buerger   uuid primary key,
  angaben   jsonb not null,             -- vorname, nachname, geburtsdatum, anschrift, email …: for prefill
  niveau    text not null check (niveau in ('basis', 'substantiell', 'hoch')),
  angelegt  timestamptz not null
);
select base.klasse('konten.konto', 'person');

create table konten.kennung (
  koerperschaft uuid not null references kommunen.koerperschaft,
  bpk2      text not null,
  buerger   uuid not null references konten.konto,
  primary key (koerperschaft, bpk2)
);
select base.klasse('konten.kennung', 'tuer');

create table konten.sitzung (
  token_hash bytea primary key,
  art        text not null check (art in ('person', 'mitarbeit')),
  person     uuid not null,
  stelle     uuid,
  niveau     text,
  gueltig_bis timestamptz not null
);
create index sitzung_ablauf on konten.sitzung (gueltig_bis);
select base.klasse('konten.sitzung', 'tuer');

-- What a sign-in needs to remember until the answer comes: used once.
create table konten.anmeldung (
  schluessel text primary key,
  wert       text not null,
  gueltig_bis timestamptz not null
);
create index anmeldung_ablauf on konten.anmeldung (gueltig_bis);
select base.klasse('konten.anmeldung', 'tuer');

-- Staff of a body. `sub` is the name at the sign-in service.
create table konten.mitarbeiter (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  sub       text not null,
  name      text not null,
  funktion  text not null,
  telefon   text not null default '',
  aktiv     boolean not null default true,
  primary key (koerperschaft, id)
);
create unique index mitarbeiter_sub on konten.mitarbeiter (koerperschaft, sub);
select base.klasse('konten.mitarbeiter', 'koerperschaft');

-- Role inside the own house; leistung null = all. steuergeheimnis: obligation under § 30 AO recorded.
create table konten.rolle (
  koerperschaft uuid not null,
  mitarbeiter uuid not null,
  rolle     text not null check (rolle in ('sachbearbeitung', 'anordnung', 'poststelle', 'kasse', 'pruefung', 'leitung', 'personalrat', 'datenschutz')),
  leistung  text not null default '*',
  primary key (koerperschaft, mitarbeiter, rolle, leistung),
  foreign key (koerperschaft, mitarbeiter) references konten.mitarbeiter (koerperschaft, id)
);
select base.klasse('konten.rolle', 'koerperschaft');

-- Anordnungsbefugnis: given by the body whose Kasse books, to a person of whatever house (SaechsKomKBVO).
create table konten.befugnis (
  koerperschaft uuid not null references kommunen.koerperschaft,
  mitarbeiter uuid not null,
  stelle    uuid not null,
  art       text not null check (art in ('anordnung')),
  leistung  text not null,
  gueltig   daterange not null,
  verfuegung text not null,               -- who appointed, when
  primary key (koerperschaft, mitarbeiter, art, leistung)
);
select base.klasse('konten.befugnis', 'koerperschaft');

-- A session is always one of the signed context itself: injected SQL cannot open one for somebody else.
create function konten.sitzung_anlegen(hash bytea, niveau_ text, bis timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k ctx.kontext := ctx.x();
begin
  if k.art is null or k.art not in ('person', 'mitarbeit') then raise exception 'sitzung_anlegen: nur als angemeldete Person'; end if;
  if k.art = 'person' and array_position(array['basis', 'substantiell', 'hoch'], niveau_)
      > array_position(array['basis', 'substantiell', 'hoch'], (select niveau from konten.konto where buerger = k.person))
  then raise exception 'sitzung_anlegen: Niveau höher als bei der Anmeldung'; end if;
  if bis > statement_timestamp() + interval '1 day' then raise exception 'sitzung_anlegen: zu lange'; end if;
  delete from konten.sitzung where gueltig_bis < statement_timestamp();
  insert into konten.sitzung values (hash, k.art, k.person, k.stelle, niveau_, bis);
end $$;
-- Nothing for a member of staff who is no longer active: the session ends with the employment.
create function konten.sitzung_lesen(hash bytea) returns table (art text, person uuid, stelle uuid, niveau text, name text, funktion text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.art, s.person, s.stelle, s.niveau,
    coalesce(m.name, trim(concat(k.angaben ->> 'vorname', ' ', k.angaben ->> 'nachname'))), m.funktion
  from konten.sitzung s
  left join konten.mitarbeiter m on s.art = 'mitarbeit' and m.koerperschaft = s.stelle and m.id = s.person and m.aktiv
  left join konten.konto k on s.art = 'person' and k.buerger = s.person
  where s.token_hash = hash and s.gueltig_bis > statement_timestamp() and (m.id is not null or k.buerger is not null)
$$;
create function konten.sitzung_beenden(hash bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$ delete from konten.sitzung where token_hash = hash $$;

create function konten.anmeldung_merken(schluessel_ text, wert_ text, bis timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from konten.anmeldung where gueltig_bis < statement_timestamp();
  insert into konten.anmeldung values (schluessel_, wert_, bis) on conflict (schluessel) do nothing;
$$;
create function konten.anmeldung_lesen(schluessel_ text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select wert from konten.anmeldung where schluessel = schluessel_ and gueltig_bis > statement_timestamp()
$$;
create function konten.anmeldung_nehmen(schluessel_ text) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from konten.anmeldung where schluessel = schluessel_ and gueltig_bis > statement_timestamp() returning wert
$$;

-- Sign-in of a citizen at a body's portal: the account behind the pseudonym, new when there is none. Only that body's
-- service may ask, so that a pseudonym of one body never opens anything at another.
create function konten.konto_zu(koerperschaft_ uuid, bpk2_ text, neu uuid, angaben_ jsonb, niveau_ text, jetzt timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare da uuid;
begin
  if (ctx.x()).art is distinct from 'dienst' or ctx.fuer() is distinct from koerperschaft_ then
    raise exception 'konto_zu: nur im Dienst der Körperschaft';
  end if;
  select buerger into da from konten.kennung where koerperschaft = koerperschaft_ and bpk2 = bpk2_;
  if da is null then
    insert into konten.konto values (neu, angaben_, niveau_, jetzt);
    insert into konten.kennung values (koerperschaft_, bpk2_, neu) on conflict do nothing;
    if not found then
      delete from konten.konto where buerger = neu;
      select buerger into da from konten.kennung where koerperschaft = koerperschaft_ and bpk2 = bpk2_;
      return da;
    end if;
    return neu;
  end if;
  update konten.konto set angaben = angaben_, niveau = niveau_ where buerger = da;
  return da;
end $$;

select base.tuer('konten.sitzung_anlegen(bytea, text, timestamptz)', 'app');
select base.tuer('konten.sitzung_lesen(bytea)', 'app');
select base.tuer('konten.sitzung_beenden(bytea)', 'app');
select base.tuer('konten.anmeldung_merken(text, text, timestamptz)', 'app');
select base.tuer('konten.anmeldung_lesen(text)', 'app');
select base.tuer('konten.anmeldung_nehmen(text)', 'app');
select base.tuer('konten.konto_zu(uuid, text, uuid, jsonb, text, timestamptz)', 'app');
