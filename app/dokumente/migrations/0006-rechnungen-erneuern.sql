-- Sealed invoices had no date of renewal: due now, and as long as this is not urgent with revocation data.
insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig)
  select gen_random_uuid(), 'dokument.erneuern', d.koerperschaft, d.vorgang,
    jsonb_build_object('dokument', d.id, 'dringend', (extract(epoch from clock_timestamp()) * 1000)::bigint + 15 * 86400000::bigint),
    clock_timestamp()
  from dokumente.dokument d
  where d.gesiegelt and d.art = 'rechnung' and not exists (select from base.auftrag a
    where a.art = 'dokument.erneuern' and a.koerperschaft = d.koerperschaft and a.bezug = d.vorgang and a.angaben ->> 'dokument' = d.id::text);
