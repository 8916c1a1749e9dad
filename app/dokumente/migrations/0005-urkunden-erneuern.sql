-- Deeds of agreements belong to no Vorgang, so the jobs that 0003 and 0004 gave them could not be done and rest: they are due again.
update base.auftrag a set ruht = false, versuche = 0, fehler = null, gescheitert = null, lease_bis = null, faellig = clock_timestamp()
  from dokumente.dokument d
  where a.art = 'dokument.erneuern' and a.fehler is not null and d.art = 'vereinbarung'
    and a.koerperschaft = d.koerperschaft and a.bezug = d.vorgang and a.angaben ->> 'dokument' = d.id::text;
-- Those sealed since had no date at all: due now, and as long as this is not urgent with revocation data.
insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig)
  select gen_random_uuid(), 'dokument.erneuern', d.koerperschaft, d.vorgang,
    jsonb_build_object('dokument', d.id, 'dringend', (extract(epoch from clock_timestamp()) * 1000)::bigint + 15 * 86400000::bigint),
    clock_timestamp()
  from dokumente.dokument d
  where d.gesiegelt and d.art = 'vereinbarung' and not exists (select from base.auftrag a
    where a.art = 'dokument.erneuern' and a.koerperschaft = d.koerperschaft and a.bezug = d.vorgang and a.angaben ->> 'dokument' = d.id::text);
