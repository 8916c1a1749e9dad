-- As before; the day that the locally affected Kommune sees is the local one, not that of the connection's time zone.
create or replace function vorgaenge.anlegen(v jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into vorgaenge.vorgang (koerperschaft, id, leistung, fassung, aktenzeichen, oertlich, bearbeitende_stelle, basis, buerger,
    kanal, betreff, stand, schritt, hinweis, eingegangen, frist, kopf_n, kopf_c, kopf_at)
  values ((v ->> 'koerperschaft')::uuid, (v ->> 'id')::uuid, v ->> 'leistung', v ->> 'fassung', v ->> 'aktenzeichen',
    (v ->> 'oertlich')::uuid, (v ->> 'stelle')::uuid, v -> 'basis', (v ->> 'buerger')::uuid, v ->> 'kanal', v ->> 'betreff',
    'laeuft', v ->> 'schritt', coalesce(v ->> 'hinweis', ''), (v ->> 'eingegangen')::timestamptz, (v ->> 'frist')::date,
    (v ->> 'kopfN')::int, decode(v ->> 'kopfC', 'hex'), (v ->> 'eingegangen')::timestamptz);
  if v ->> 'oertlich' <> v ->> 'koerperschaft' then
    insert into vorgaenge.oertliche_sicht values ((v ->> 'oertlich')::uuid, (v ->> 'id')::uuid, v ->> 'leistung',
      (v ->> 'koerperschaft')::uuid, ((v ->> 'eingegangen')::timestamptz at time zone 'Europe/Berlin')::date);
  end if;
end $$;

-- Rows of an installation that is older than this file.
update vorgaenge.oertliche_sicht o set tag = (v.eingegangen at time zone 'Europe/Berlin')::date
from vorgaenge.vorgang v
where v.koerperschaft = o.zustaendig and v.id = o.vorgang and o.tag <> (v.eingegangen at time zone 'Europe/Berlin')::date;
