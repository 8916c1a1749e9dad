-- The code on a letter, by which whoever holds it can ask whether it was written here. It follows from the id of the document (see
-- pruefcode.ts), so it is found as long as the document is there.
create index dokument_pruefcode on dokumente.dokument
  (left(encode(sha256('\x72762d7072756566636f64652d3100'::bytea || uuid_send(id)), 'hex'), 16)) where gesiegelt;

create function dokumente.zu_pruefcode(code text) returns table (koerperschaft uuid, titel text, erstellt timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select d.koerperschaft, d.titel, d.erstellt from dokumente.dokument d
  where d.gesiegelt and left(encode(sha256('\x72762d7072756566636f64652d3100'::bytea || uuid_send(d.id)), 'hex'), 16) = code
$$;
select base.tuer('dokumente.zu_pruefcode(text)', 'app');
