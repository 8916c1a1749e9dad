-- How the sealed documents of a body age: how many have a date of renewal, how many are due, the next date, and the day on which the first
-- of them is urgent. Public as the dates of its log are: it says nothing about anybody.
create function dokumente.erneuerungen(koerperschaft_ uuid, jetzt timestamptz)
returns table (anzahl bigint, faellig bigint, naechste timestamptz, dringend timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*), count(*) filter (where a.faellig <= jetzt), min(a.faellig),
    to_timestamp(min((a.angaben ->> 'dringend')::float8) filter (where (a.angaben ->> 'dringend')::float8 > 0) / 1000)
  from base.auftrag a where a.koerperschaft = koerperschaft_ and a.art = 'dokument.erneuern'
$$;
select base.tuer('dokumente.erneuerungen(uuid, timestamptz)', 'app', 'worker', 'auditor');
