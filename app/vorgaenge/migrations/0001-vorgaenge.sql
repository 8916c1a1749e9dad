select base.raum('vorgaenge');

-- Projection of a Vorgang for lists and search. Belongs to the competent body; that never changes.
create table vorgaenge.vorgang (
  koerperschaft uuid not null references kommunen.koerperschaft,
  id        uuid not null,
  leistung  text not null,
  fassung   text not null,
  aktenzeichen text not null,
  oertlich  uuid not null references kommunen.koerperschaft,
  bearbeitende_stelle uuid not null references kommunen.koerperschaft,
  basis     jsonb not null,              -- agreement or statute that says who is competent
  buerger   uuid,                        -- account, or draft of somebody without account
  kanal     text not null,
  betreff   text not null,               -- name shown in lists
  stand     text not null check (stand in ('laeuft', 'wartet', 'abgeschlossen')),
  schritt   text not null default '',    -- what comes next, for lists
  hinweis   text not null default '',
  eingegangen timestamptz not null,
  frist     date,
  offen     boolean not null default true,
  kopf_n    int not null,
  kopf_c    bytea not null,
  kopf_at   timestamptz not null,
  primary key (koerperschaft, id)
);
create unique index vorgang_aktenzeichen on vorgaenge.vorgang (koerperschaft, aktenzeichen);
create index vorgang_eingang on vorgaenge.vorgang (bearbeitende_stelle, frist) where offen;
create index vorgang_buerger on vorgaenge.vorgang (buerger);
select base.klasse('vorgaenge.vorgang', 'vorgang', '{"vorgang": "id", "buerger": true, "rechte": "select, insert, update"}');

-- Human tasks. `schritt` is the process engine's step: a task is done once.
create table vorgaenge.aufgabe (
  koerperschaft uuid not null,
  leistung  text not null,
  vorgang   uuid not null,
  schritt   int not null,
  element   text not null,
  name      text not null,
  gruppe    text not null,
  formular  text,
  kopf      jsonb not null default '{}',
  angelegt  timestamptz not null,
  primary key (koerperschaft, vorgang, schritt),
  foreign key (koerperschaft, vorgang) references vorgaenge.vorgang (koerperschaft, id)
);
select base.klasse('vorgaenge.aufgabe', 'vorgang');

-- What the locally affected Kommune sees when another body is competent: that there is something, no case data.
create table vorgaenge.oertliche_sicht (
  koerperschaft uuid not null references kommunen.koerperschaft,
  vorgang   uuid not null,
  leistung  text not null,
  zustaendig uuid not null references kommunen.koerperschaft,
  tag       date not null,
  primary key (koerperschaft, vorgang)
);
select base.klasse('vorgaenge.oertliche_sicht', 'koerperschaft', '{"rechte": "select"}');

-- Numbers of an Aktenzeichen come in blocks per process; gaps are allowed.
create table vorgaenge.nummernkreis (
  koerperschaft uuid not null,
  leistung  text not null,
  jahr      int not null,
  naechste  int not null,
  primary key (koerperschaft, leistung, jahr)
);
select base.klasse('vorgaenge.nummernkreis', 'tuer');

create function vorgaenge.nummernblock(koerperschaft_ uuid, leistung_ text, jahr_ int, anzahl int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  k ctx.kontext := ctx.x();
  ab int;
begin
  if anzahl not between 1 and 100 then raise exception 'nummernblock: 1 bis 100'; end if;
  if not coalesce((k.art in ('person', 'anonym') and k.person is not null) or (k.art = 'dienst' and k.handelnd_fuer = koerperschaft_), false)
  then raise exception 'nummernblock: kein Kontext'; end if;
  insert into vorgaenge.nummernkreis values (koerperschaft_, leistung_, jahr_, 1 + anzahl)
  on conflict (koerperschaft, leistung, jahr) do update set naechste = vorgaenge.nummernkreis.naechste + anzahl
  returning naechste - anzahl into ab;
  return ab;
end $$;
select base.tuer('vorgaenge.nummernblock(uuid, text, int, int)', 'app', 'worker');

-- Part of eingang.einreichen(): the Vorgang and, where another body is competent, the sight of the local Kommune.
create function vorgaenge.anlegen(v jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into vorgaenge.vorgang (koerperschaft, id, leistung, fassung, aktenzeichen, oertlich, bearbeitende_stelle, basis, buerger,
    kanal, betreff, stand, schritt, hinweis, eingegangen, frist, kopf_n, kopf_c, kopf_at)
  values ((v ->> 'koerperschaft')::uuid, (v ->> 'id')::uuid, v ->> 'leistung', v ->> 'fassung', v ->> 'aktenzeichen',
    (v ->> 'oertlich')::uuid, (v ->> 'stelle')::uuid, v -> 'basis', (v ->> 'buerger')::uuid, v ->> 'kanal', v ->> 'betreff',
    'laeuft', v ->> 'schritt', coalesce(v ->> 'hinweis', ''), (v ->> 'eingegangen')::timestamptz, (v ->> 'frist')::date,
    (v ->> 'kopfN')::int, decode(v ->> 'kopfC', 'hex'), (v ->> 'eingegangen')::timestamptz);
  if v ->> 'oertlich' <> v ->> 'koerperschaft' then
    insert into vorgaenge.oertliche_sicht values ((v ->> 'oertlich')::uuid, (v ->> 'id')::uuid, v ->> 'leistung',
      (v ->> 'koerperschaft')::uuid, (v ->> 'eingegangen')::date);
  end if;
end $$;
select base.tuer('vorgaenge.anlegen(jsonb)');

-- Door for rooms that list something of a Vorgang: its number and who works on it.
create view vorgaenge.kopf with (security_invoker = true) as
  select koerperschaft, id, aktenzeichen, bearbeitende_stelle from vorgaenge.vorgang;
select base.sicht('vorgaenge.kopf');
